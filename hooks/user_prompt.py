"""Claude Code's UserPromptSubmit: one short hint on the stage that the prompt asks for, or nothing.

Reads the hook's JSON on standard input, the store and docs/prds, and writes nothing. Exits 0 whatever happens, within `LIMIT_S`.
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
    try:
        state = stand(glance.state_home(os.environ), folder, hooking.text_of(request, "session_id"))
    except Exception:  # a damaged store is the business of other commands; the words can still speak
        state = None
    found = detect(prompt, state)
    if found.next_command:
        hooking.add_context("UserPromptSubmit", hint(found))


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
