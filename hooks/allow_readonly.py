"""Claude Code's PreToolUse for Bash: lets a line that is exactly one reading codex-agent command run without a question.

About anything else it says nothing, and the client asks as it always does. Exits 0 whatever happens.
"""

import sys

LIMIT_S = 5.0
PLAIN = {"command", "description", "timeout", "run_in_background"}  # nothing that lifts a sandbox, nothing unknown
ANSWER = (
    '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow",'
    '"permissionDecisionReason":"codex-orchestrator: this command only reads"}}\n'
)


def main(request):  # type: (dict) -> None
    import os

    from codex_agent import glance, hooking, installed, readonly

    given = request.get("tool_input")
    if request.get("tool_name") != "Bash" or not isinstance(given, dict) or not PLAIN.issuperset(given):
        return
    line = given.get("command")
    if not isinstance(line, str) or not readonly.only_reads(line) or installed.depends_on_folder(os.environ):
        return
    first = installed.on_path("codex-agent", os.environ)
    if first is not None:
        folder = hooking.text_of(request, "cwd") or os.getcwd()
        if not installed.is_ours(first) or installed.is_brought_by(first, folder, glance.state_home(os.environ)):
            return
    hooking.write(1, ANSWER)


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
