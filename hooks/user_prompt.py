"""Claude Code's UserPromptSubmit: one short hint on the stage that the prompt asks for, or nothing.

A stage is named once, until a prompt asks for another one or the conversation is compacted. Reads the hook's JSON on standard input, the
store and docs/prds; keeps the stage of the last hint in a file of the session. Exits 0 whatever happens, within `LIMIT_S`.
Only built-in modules and ours are imported on the way: `json`, `re` and `sqlite3` from disk would cost more than the answer.
"""

import sys

LIMIT_S = 0.9
HINT_CHARS = 700


def main(request):  # type: (dict) -> None
    import os

    from codex_agent import glance, hooking
    from codex_agent.stages import detect
    from codex_agent.standing import stand

    prompt = request.get("prompt")
    if not isinstance(prompt, str):
        return
    folder = hooking.text_of(request, "cwd") or os.getcwd()
    home = glance.state_home(os.environ)
    session = hooking.text_of(request, "session_id")
    try:
        state = stand(home, folder, session)
    except Exception:  # a damaged store is the business of other commands; the words can still speak
        state = None
    found = detect(prompt, state)
    if found.next_command:
        say_once(home, session, found)


def say_once(home, session, found):  # type: (str, str, object) -> None
    import os

    from codex_agent import hooking, telling

    kept = telling.fits(session)
    where = telling.folder(os.environ, home)
    if kept and telling.hinted(where, session) == found.stage:
        return
    hooking.add_context("UserPromptSubmit", hint(found))
    if kept and (os.environ.get("CLAUDE_PLUGIN_DATA") or os.path.isdir(home)):
        telling.keep_hint(where, session, found.stage)


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


if __name__ == "__main__":
    from posix import _exit

    try:
        import os

        sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src"))
        from codex_agent import hooking

        hooking.run(main, LIMIT_S)
    except BaseException:
        pass
    _exit(0)
