"""Claude Code's Stop: reminds of answers that nobody has read, once for each.

Reads the hook's JSON on standard input and the store; keeps what it said in the plugin's data folder. Silent on a turn that a hook
has prolonged, so it cannot loop. Exits 0 whatever happens.
"""

import sys

LIMIT_S = 5.0


def main(request):  # type: (dict) -> None
    import os

    from codex_agent import glance, hooking, remarks, telling
    from codex_agent.sight import Sight

    if request.get("stop_hook_active") is not False:
        return
    sight = Sight(request, os.environ)
    store = glance.open_store(sight.home) if sight.ids else None
    if store is None:
        return
    unread = [job for job in sight.own_jobs(store) if job["unread"]]
    awaited = sight.promised(unread)
    jobs = {"%s.%d" % (job["id"], job["turn"]): job for job in unread if job["id"] not in awaited}
    mine = telling.claim(sight.notes, sight.root, jobs) if jobs else []
    if mine:
        hooking.add_context("Stop", remarks.unread([jobs[key] for key in mine]))


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
