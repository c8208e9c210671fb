"""Claude Code's SessionStart: one line on whether we are ready and what runs here; after a compaction the recovery brief.

Reads the hook's JSON on standard input and the store. Exits 0 whatever happens.
"""

import sys

LIMIT_S = 5.0


def main(request):  # type: (dict) -> None
    import os

    import codex_agent
    from codex_agent import hooking, installed, recovery, remarks
    from codex_agent.sight import Sight

    source = hooking.text_of(request, "source")
    note(request, source == "clear")
    sight = Sight(request, os.environ)
    trouble = installed.trouble(os.environ, sight.home)
    jobs, pipeline, notes = [], None, []
    try:
        from codex_agent import glance

        store = glance.open_store(sight.home)
        if store is not None:
            jobs = sight.jobs(store)
            if source == "compact":
                pipeline = glance.pipeline_of(store, sight.folder, sight.session)
                notes = glance.notes_in(store, sight.folder)
                if pipeline:
                    from codex_agent.standing import following

                    pipeline["next_command"] = following(sight.home, sight.folder, sight.session)
    except Exception as error:
        trouble = trouble or "the store in %s cannot be read (%s); codex-agent health tells more." % (
            recovery.one_line(sight.home, 200),
            recovery.one_line(str(error), 100),
        )
    words = remarks.start_line(codex_agent.__version__, trouble, jobs, sight.ids)
    if source == "compact":
        import time

        brief = recovery.brief(jobs, now=time.time(), session=sight.session, pipeline=pipeline, notes=notes)
        if brief:
            first = trouble or "The conversation was compacted; this is where your background agents stand."
            words = "%s: %s\n%s" % (remarks.WHO, first, brief)
    hooking.add_context("SessionStart", words)


def note(request, cleared):  # type: (dict, bool) -> None
    """Remember which session this client has, and forget what is old. Failing at it costs a wake after /clear, no more."""
    import os

    from codex_agent import hooking, telling
    from codex_agent.sight import Sight

    try:
        sight = Sight(request, os.environ)
        if sight.session and (os.environ.get("CLAUDE_PLUGIN_DATA") or os.path.isdir(sight.home)):
            if hooking.text_of(request, "source") == "compact":
                telling.forget_hint(sight.notes, sight.session)
            ids = telling.begin(sight.notes, sight.session, client=os.getppid(), cleared=cleared)
            telling.sweep(sight.notes)
            known = telling.folder({}, sight.home)  # commands look here: they are not told of the plugin's own folder
            if len(ids) > 1 and known != sight.notes and os.path.isdir(sight.home):
                telling.keep_ids(known, ids)
                telling.sweep(known)
    except Exception:
        pass


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
