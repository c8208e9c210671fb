"""Claude Code's UserPromptSubmit: one short hint on the stage that the prompt asks for, or nothing.

A stage is named once, until a prompt asks for another one or the conversation is compacted. Reads the hook's JSON on standard input, the
store and docs/prds; keeps the stage of the last hint in a file of the session. Exits 0 whatever happens, within `LIMIT_S`.
Only built-in modules and ours are imported on the way: `json`, `re` and `sqlite3` from disk would cost more than the answer.
"""

import sys

LIMIT_S = 0.9
STDIN_BYTES = 64 * 1024 * 1024
HINT_CHARS = 700


def main():  # type: () -> None
    import os

    if os.environ.get("CODEX_AGENT_JOB_ID"):  # inside an agent of ours there is nothing to orchestrate
        return
    request = parsed(sys.stdin.buffer.read(STDIN_BYTES).decode("utf-8", "replace"))
    prompt, folder, session = request.get("prompt"), request.get("cwd"), request.get("session_id")
    if not isinstance(prompt, str):
        return
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src"))
    from codex_agent import glance
    from codex_agent.stages import detect
    from codex_agent.standing import stand

    folder = folder if isinstance(folder, str) else os.getcwd()
    home = glance.state_home(os.environ)
    try:
        state = stand(home, folder, session if isinstance(session, str) else "")
    except Exception:  # a damaged store is the business of other commands; the words can still speak
        state = None
    found = detect(prompt, state)
    if found.next_command:
        say_once(home, session, found)


def say_once(home, session, found):  # type: (str, object, object) -> None
    import os

    from codex_agent import telling

    kept = isinstance(session, str) and telling.fits(session)
    where = telling.folder(os.environ, home)
    if kept and telling.hinted(where, session) == found.stage:
        return
    say(hint(found))
    if kept and (os.environ.get("CLAUDE_PLUGIN_DATA") or os.path.isdir(home)):
        telling.keep_hint(where, session, found.stage)


def parsed(text):  # type: (str) -> dict
    """The JSON object; the interpreter's own scanner does without `json`, which would read `re`."""
    try:
        from _json import make_scanner

        value = make_scanner(Scanning)(text.lstrip(), 0)[0]
    except Exception:
        import json

        value = json.loads(text)
    return value if isinstance(value, dict) else {}


class Scanning:
    """What `json.JSONDecoder` tells the scanner."""

    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


def hint(found):  # type: (object) -> str
    from codex_agent.stages.advice import HINTS

    words = "codex-orchestrator: this prompt looks like the stage '%s' (confidence %.2f): %s." % (
        found.stage,
        found.confidence,
        HINTS[found.stage],
    )
    words += " Suggested: " + found.next_command
    words += ". Leave it aside if the task is trivial, or if the user wants it done without agents."
    return "".join(character if character.isprintable() else " " for character in words)[:HINT_CHARS]


def say(words):  # type: (str) -> None
    import os
    from _json import encode_basestring_ascii

    line = '{"hookSpecificOutput":{"hookEventName":"UserPromptSubmit","additionalContext":%s}}\n'
    os.write(1, (line % encode_basestring_ascii(words)).encode())


def give_up_in(seconds):  # type: (float) -> None
    """End quietly when time is up, whatever is being done."""
    import _signal
    from posix import _exit

    _signal.signal(_signal.SIGALRM, lambda *_: _exit(0))
    _signal.setitimer(_signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    from posix import _exit

    try:
        give_up_in(LIMIT_S)
        main()
    except BaseException:
        pass
    _exit(0)
