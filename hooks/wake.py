"""Claude Code's Stop, in the background: wakes the session when a turn of its agents ends, or one of them asks something.

Also after a turn that died of an API error (StopFailure), and when a session is gone on with (SessionStart). One process for each session waits, on the supervisor's socket; it ends when there is nothing left to wait for and with the client.
To wake is to exit with 2 and the news on standard error; everything else is exit 0. What a wait of the session's own brings
(`codex-agent await-turn` in the background) is no news.
"""

import sys

REVIVALS = 20  # supervisors that may go away under one wait
ROUNDS = 20


def main(request):  # type: (dict) -> None
    import os

    from codex_agent import hooking, remarks, telling, waking
    from codex_agent.sight import Sight

    sight = Sight(request, os.environ)
    busy, ends = look(sight) if sight.ids else ([], [])
    event = hooking.text_of(request, "hook_event_name")
    if event == "SessionStart":
        sight.heard.update(key_of(job) for job in ends)  # its other hook names them in the same moment
        ends = []
    if not busy and not ends:
        return
    settled = waking.is_one_shot(os.getppid())
    if settled and event != "Stop":  # it would hold up the one prompt, or the end after an error
        return
    for _ in range(ROUNDS):
        lock = telling.waiter(sight.notes, sight.session)
        if lock is None:
            return
        found = wait(sight, settled)
        jobs = claimed(sight, found)
        if jobs:
            asking = {one["job"] for one in found if one.get("asks")}
            tell(remarks.woken(jobs, asking))
        os.close(lock)  # whoever came meanwhile has left again, so what that one saw is looked at now
        if not look(sight)[0]:
            return


def look(sight):  # type: (object) -> tuple
    """The session's jobs that can bring news, and those with an unread end that nobody has told."""
    from codex_agent import glance

    store = glance.open_store(sight.home)
    if store is None:
        return [], []
    try:
        told = heard(sight)
        jobs = sight.own_jobs(store)
        busy = [job for job in jobs if job["live"] and job["turn_state"] in ("queued", "working", "needs_input")]
        return busy, [job for job in jobs if job["unread"] and key_of(job) not in told]
    finally:
        store.close()


def wait(sight, settled):  # type: (object, bool) -> list
    """The news. Without a supervisor: what the store says if nothing is at work, else another supervisor is asked for."""
    from codex_agent import waking

    for _ in range(REVIVALS):
        busy, ends = look(sight)
        found = waking.news(sight.home, sight.ids, heard(sight), sight.promised(busy + ends), settled=settled)
        if found is not None:
            return found
        busy, ends = look(sight)
        if not busy:
            return [{"key": key_of(job), "job": job["id"]} for job in ends]
        waking.revive(program(sight))
    raise waking.Over


def heard(sight):  # type: (object) -> set
    """Keys of what this session knows."""
    from codex_agent import telling

    return telling.told(sight.notes, sight.root) | sight.heard


def key_of(job):  # type: (dict) -> str
    return "%s.%d" % (job["id"], job["turn"])


def claimed(sight, found):  # type: (object, list) -> list
    """The jobs of those news that no other hook has told. Claimed last: what cannot be read now is for a later hook to tell."""
    from codex_agent import glance, telling

    store = glance.open_store(sight.home) if found else None
    if store is None:
        return []
    jobs = {job["id"]: job for job in sight.own_jobs(store)}
    store.close()
    mine = set(telling.claim(sight.notes, sight.root, [one["key"] for one in found]))
    ids = [one["job"] for one in found if one["key"] in mine]
    return [jobs[one] for one in dict.fromkeys(ids) if one in jobs]


def program(sight):  # type: (object) -> str
    """As in the Bash tool: ours on PATH, unless the repository brings it, else the plugin's launcher."""
    import os

    from codex_agent import installed

    first = installed.on_path("codex-agent", os.environ)
    if first is not None and installed.is_ours(first) and not installed.is_brought_by(first, sight.folder, sight.home):
        return first
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin", "codex-agent")


def tell(words):  # type: (str) -> None
    """Wake the session; does not return."""
    from posix import _exit

    from codex_agent import hooking

    hooking.write(2, words[: hooking.CONTEXT_CHARS])
    _exit(2)


if __name__ == "__main__":
    from posix import _exit

    try:
        import os

        sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src"))
        from codex_agent import hooking

        hooking.run(main, None)
    except BaseException:
        pass
    _exit(0)
