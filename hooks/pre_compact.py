"""Claude Code's PreCompact: tells whoever summarises which agents, stage and PRD must survive, as plain text.

Reads the hook's JSON on standard input and the store. Exits 0 whatever happens: another code would refuse the compaction.
"""

import sys

LIMIT_S = 5.0


def main(request):  # type: (dict) -> None
    import os

    from codex_agent import glance, hooking, remarks
    from codex_agent.sight import Sight

    sight = Sight(request, os.environ)
    store = glance.open_store(sight.home)
    if store is not None:
        pipeline = glance.pipeline_of(store, sight.folder, sight.session)
        hooking.write(1, remarks.summary_wish(sight.jobs(store), pipeline, sight.ids))


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
