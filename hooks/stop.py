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
    awaited = commands(request)
    jobs = {"%s.%d" % (job["id"], job["turn"]): job for job in sight.own_jobs(store) if job["unread"]}
    keys = [key for key, job in jobs.items() if not any(job["id"] in command for command in awaited)]
    mine = telling.claim(sight.notes, sight.root, keys) if keys else []
    if mine:
        hooking.add_context("Stop", remarks.unread([jobs[key] for key in mine]))


def commands(request):  # type: (dict) -> list
    """What runs in the background of this session: a wait among it brings its answer itself."""
    tasks = request.get("background_tasks")
    found = [task.get("command") for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []
    return [command for command in found if isinstance(command, str) and "codex-agent" in command]


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
