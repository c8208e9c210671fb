"""Implementation: something settled is to be built. The notation is told in `__init__.py`.

`build` and `go` get their stage in `detecting.py`: what nothing settles is ideation, and `go` needs a plan to go by.
"""

from __future__ import annotations

ACTS = (
    (
        "build-verb",
        "build",
        4,
        "asks to build",
        """
        <build>; make a|an|our|me; hook|set *3 up; turn *4 into; put *3 in place;
        make the|our|my app|site|product|platform|tool|game|website|shop|dashboard|ui|cli|editor|frontend *4
        """,
    ),
    (
        "change-verb",
        "implementation",
        4,
        "a change that says by itself what is wanted",
        """
        <change>; get rid of; move *6 to|into|out|from; clean up *3 <wide>;
        delete|remove|drop *4 code|support|module|package|api|feature; make it|this|them|the *4 instead of;
        rip|take|pull *4 out
        """,
    ),
    (
        "fix-findings",
        "implementation",
        6,
        "findings are to be fixed",
        """
        finding|findings|issues|criticals *6 to be|get; NUM are to;
        finding|findings|issues|criticals *6 be|get fixed|resolved|addressed;
        <fix>|apply|incorporate *6 findings|issues|problems|vulnerabilities|comments|remarks|criticals|critical|feedback|holes|points|suggestions|fixes|concerns|blockers|nits|notes;
        implement|take *4 suggestions|fixes|feedback|recommendations|comments;
        take care of *4 findings|items|review|criticals|comments; correct|fix *2 findings|finding;
        backport *4 fixes|fix|patches
        """,
    ),
    (
        "fix-bug",
        "implementation",
        4,
        "a bug is to be fixed",
        """
        <fix> *6 bug|bugs|issue|crash|crashes|race|leak|leaks|error|errors|regression|deadlock|exception|failure|vulnerability|hang|hangs|timeouts|corruption|injection|overflow|problem
        """,
    ),
    (
        "fix-verb",
        "implementation",
        3,
        "asks to fix",
        """
        <fix> the|a|an|all|our|both|those|these|every|any|each|two|three|NUM; <fix> *1 in
        """,
    ),
    (
        "fix-it",
        "implementation",
        1.5,
        "asks to fix something named before",
        """
        <fix>
        """,
    ),
    (
        "wide-tweak",
        "implementation",
        5.5,
        "a change in many places",
        """
        rename|change|move|update|remove|delete|set|add|put *9 everywhere|across|monorepo|codebase|repo|services|packages|modules|all|every;
        rename|change|move|update|remove|delete|set|add|put *9 whole|entire|including|backend|frontend|tables|imports;
        apply *9 all|every|everywhere|across; roll|delete *9 all|every|list
        """,
    ),
    (
        "phases-out",
        "implementation",
        3,
        "work is handed out",
        """
        have|let|get *4 do|does|take|takes|handle|build|implement *4 phase|phases|part|task|tasks|backend|frontend;
        one agent does|takes|do;
        codex|agent|worker|gemini *1 should|can|could|shall do|implement|handle|take|build *5 phase|part|task|tasks|backend|frontend|api;
        let|have codex|gemini|agents|agent *2 do *5 part|phase
        """,
    ),
    (
        "carry-out",
        "implementation",
        6,
        "asks to carry out a plan",
        """
        implement|execute|finish|complete|build|code|deliver *4 phase|phases|milestone;
        implement|execute|follow *4 <spec>;
        do|start|tackle|run|with|begin|resume|continue|to|on *2 phase|phases|milestone NUM|one|two|three|four|five|a|b|c;
        build|code|ship|deliver|develop|finish *1 the|this|that|our *1 <spec>|rest;
        finish|complete|continue *1 what *5 started|began|left;
        finish|complete|do|tackle *3 remaining|rest|open|outstanding *2;
        start|spawn|send|launch *5 phase|phases|task|tasks NUM;
        do|start|tackle|run|finish *3 tasks|task|items|steps NUM;
        put|start|set|let|get *4 on|onto|loose *1 plan|prd|spec|phase|implementation; let *3 loose;
        build|make the thing|it|them; work *3 off|through *5 list|tasks|plan|backlog|<spec>;
        build|implement|code|do what we|was|is *3 specified|planned|agreed|discussed|described|decided;
        give|hand|assign *2 phase|phases|task|tasks *2 to *2; ship phase *1; implement|build *3 rest;
        do *4 things|items|everything on|in *4 list|plan|FILE; roll *6 out to all|every; build it already;
        stop planning;
        implement|build|finish *5 ticket|issue|story|backlog; do *2 ticket|issue|story; next *2 phase|step|task|milestone NUM;
        <fix>|do|solve|implement|change|build *3 way|like|as *3 proposed|suggested|recommended|said|described|agreed|planned;
        carry|continue|go|keep *3 with the plan|prd|phase|rest|implementation *2; let|have|get *3 <agent> *2 implement|build|code|carry|execute it|this|that|them|everything|the
        """,
    ),
    (
        "go",
        "implementation",
        5,
        "says go",
        """
        go ahead *2 and|with|now; go ahead $; ship it; build it; code it|this; lets build|code|ship|implement;
        start|begin|get coding|building|implementing|implementation|development|developing|phase;
        kick *4 implementation|phase|build|development; implement|build|code $;
        get|set|put *3 going|started|moving|rolling|cracking; make it happen;
        proceed|continue|carry|resume|move|go *3 implementation|phase|building|coding|plan|implementing|development;
        next phase|task|milestone; phase NUM|one|two|three|four $; phase NUM please|now|next; execute|carry *3 <spec>;
        green light; greenlight; on to|with phase; implementation please|now|time;
        have|get *4 implemented|built|shipped; write the|its|all *1 code *2;
        dispatch|assign|distribute|hand *6 packages|tasks|phases|work;
        take care of *3 items|findings|criticals|points|fixes|rest|tasks
        """,
    ),
    (
        "build-it",
        "go",
        5.5,
        "says go",
        """
        implement|build|code|ship|develop|execute it|this|that|them|everything|all $;
        implement|build|code|ship|develop|execute it|this|that|them|everything|all now|please|then|with|in
        """,
    ),
    (
        "detail-verb",
        "implementation",
        2.5,
        "says what the code must do",
        """
        set|strip|return|close|store|raise|throw|emit|reject|wrap|guard|escape|sanitize|normalize|trim|clamp|cap|debounce|retry|cache|truncate|lock|flush the|it|them|all|each|every
        """,
    ),
    (
        "just-go",
        "go",
        4,
        "says go",
        """
        go $; get|put *4 on it|this|that; do it; go for it; make it so; proceed $; start $; begin $;
        lets start|go|begin $; lets do it|this; sounds good; you may start|begin; get to work; off you go; all yours;
        make it happen; start|begin with the|api|backend|frontend|ui|data|db|database; split it *4 agents *3;
        signed off *3 start
        """,
    ),
)

CLUES = (
    (
        "go-hint",
        "implementation",
        2.5,
        "says go",
        """
        start coding|building|implementing; ship it; approved; lets go $; as planned;
        like we planned|discussed|agreed; we agreed on|that; remaining tasks|phases|work; next phase; get *2 going;
        green light; good to go; kick off; task list; top to bottom
        """,
    ),
    (
        "many-files",
        "implementation",
        1.5,
        "a change over many files",
        """
        everywhere; across *3 <wide>|files|packages|services;
        all|every *3 files|components|classes|call|usages|modules|services|endpoints|handlers|pages|scripts|tests|packages|controllers|queries|views|screens|imports;
        whole|entire *2 codebase|repo|monorepo|app|module|project; package by package; file by file; call sites;
        public api; same public; keep *5 working|unchanged|green|intact
        """,
    ),
    (
        "broken",
        "implementation",
        1.5,
        "something is to be repaired",
        """
        crash|crashes|crashed|bug|bugs|exception|race condition; is|are missing; transaction;
        no behaviour|behavior change; no joins;
        fails|hangs|stays|breaks|forever|twice|wrong|stuck; instead of *3
        """,
    ),
    (
        "parallel-build",
        "implementation",
        1,
        "work is handed out",
        """
        one agent|phase|worker for|each; NUM|two|three|four|five workers|agents; in parallel; typecheck *3 green;
        existing tests; one does
        """,
    ),
)
