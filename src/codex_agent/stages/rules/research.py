"""Research: something is to be found out. The notation is told in `__init__.py`."""

from __future__ import annotations

ACTS = (
    (
        "find-verb",
        "research",
        4,
        "asks to find something out",
        """
        <find>; inspect *6 tell|report|list|find
        """,
    ),
    (
        "find-out",
        "research",
        4,
        "asks to find something out",
        """
        find|figure|work|track|hunt out|down; look|dig|dive|looking|digging|diving into|in|through|around|deeper|deep;
        get to the bottom; do|some digging; get|want|need *2 know; take a look at how;
        look|looking at how|what|why|where|whether; look|looking *2 at|through all|every *3; what is *2 different *3;
        difference between how|the|our *4; drill into|down; read|go|comb|sift|search|look through *4 <wide>;
        search|scan *4 <wide>; go deep; poke around; check *2 how|which|what|where|whether|who|why
        """,
    ),
    (
        "find-all",
        "research",
        4,
        "asks for places or reasons",
        """
        find|list|show|get|collect|give|gather|count all|every|each|where|which|why|how|what|places|everything|any|unused|dead|callers|usages|uses|references;
        find *2 call|usages|usage|callers|uses;
        want|need *2 list|inventory|overview|map|table|breakdown *2 all|every|everything|each|which|where;
        see *2 there|which|what|how|where
        """,
    ),
    (
        "get-to-know",
        "research",
        4,
        "asks for knowledge of the system",
        """
        bring|get me|us *2 speed; ramp *2 up; familiarize|familiarise *4; get to know *3; help me|us *1 understand;
        teach me *2 <tech>|code|codebase; what is going on *3; what is happening *4; take stock;
        quantify|measure|count|survey|crawl|unearth;
        assess|evaluate|estimate *2 impact|risk|feasibility|state|effort|cost|current|existing|options|libraries|frameworks;
        look|search|hunt|check|grep for *3 places|instances|usages|occurrences|secrets|code|uses|duplicates|patterns|references|leaks|drift;
        any|no idea|clue|explanation why|how|where|what; read *4 code|history|docs|sources *4;
        tell|list|report|write|describe|note|let *3 what you|it|they *2 see|find|found|finds|learn|notice;
        come back with *4;
        find the|a *2 pattern|culprit|cause|reason|source|origin|bug|problem|commit|code|place|bottleneck;
        what is the *3 reason|cause|source|history|impact|difference|relationship;
        where does|do|did|is|are *8 come|from|end|happen|live|belong|go|coming;
        how do|does|did <system> *8 work|flow|happen|end|behave; what|which *4 do|does we|our *4; what are all *3;
        all the ways; which *2 of *3 are|is|use|have; what would it take *8; how much of *4; how do other|others *4;
        look|search *2 for *3 anything|everything|code *4; inspect *4 and tell|report|list *3; search|hunt for *4;
        explain|tell|show|describe *2 how <system> *8 works|work|loads|handles|resolves|is|are|does|gets|flows|does|stores|sends;
        as is picture|state|overview; picture of *4; cant find where|how|what *4;
        check|see|find *3 if|whether any of *6; is that|this|it true *1; conditions *5 happen; see why *4;
        rate|assess *4 modules|services|packages; do we *1 store|log|keep|send|expose|depend *5;
        how risky|dangerous *4; security|dependency|license|accessibility|performance audit of|on;
        do *1 security|dependency|license|performance audit *3;
        what happens *6; estimate|gauge|judge how *6; how *3 is|are|was|were|gets|get <handled>; how is|are|was|were|gets|get *5 <handled>;
        where|when is|are|was|were|gets|get *6 <handled>; how do|does|did <system>|all|each|a|an *5 <works> *6 from|to|through|between|across|when|into|after|if;
        tell|show|give|find|list|get|bring me|us all|every|each|everything|where|which|any; tell|teach me everything *2; confirm or|whether|if *4;
        rule *4 out; has|have|did anyone|anybody|somebody|someone|we|anything *1 ever *4; what|how do|does|are other|others|similar|most *6;
        what|which are *7 in|of|across|within <system> *2 repo|codebase|code|project|system|app|services|architecture|stack|product;
        is|are there *3 code|places|calls|usages|reference|references|leftovers|traces|callers *6; who|what owns|maintains *3;
        what is *2 story|deal|situation|status|reasoning|idea with|of|behind *4; read up on *3; learn *4;
        find *2 code|place|spot|part|reason|cause|module|commit that|which|where|of|for|why *3
        """,
    ),
    (
        "check-how",
        "research",
        2.4,
        "asks how or whether",
        """
        check|see|learn|tell|explain|describe|know|clarify|establish|show|verify|confirm|tell *3 how|whether|where|which|why|what|who|if
        """,
    ),
    (
        "why-question",
        "research",
        3.5,
        "asks about how the code behaves",
        """
        why do|does|did|is|are|was|were|has|have|would|could|can|cant|dont *3; how come;
        how do|does|did|is|are|was|were <system>|user|users|data|requests|auth|authentication *1;
        where is|are|do|does *5 used|called|validated|defined|handled|set|computed|stored|enforced|checked|created|happen|live|come|go;
        why $; what is|was|could|might|would causing|behind|slowing|cause|triggering|breaking;
        what causes|caused|triggers|slows;
        who|what|which|where *3 uses|use|using|call|calls|calling|reads|read|writes|write|owns|touches|touch|depends|depend|consumes|references|imports|still|send|sends;
        is|are *2 anybody|anyone|anything|somebody|someone|we *1 still|actually|ever|really; how many *4;
        what *4 history; where *3 come|coming|comes from; what state|shape; how *1 consistent;
        do|does we|our|the *2 still|ever|even|already *6; what actually|exactly happens
        """,
    ),
    (
        "system-question",
        "research",
        3,
        "a question about the system",
        """
        which|what <things> *1 are|is|do|does|have|has|use|still|depend|call|need|belong|get; what *2 look like;
        how do|does <things> *3; which <things>; which|what *1 of <system> *2 <tech>; what is our *3; how *2 differ;
        where are they; is it feasible; who *1 broke|changed|introduced|added; does anything|anyone *4;
        are|is there any <things> *3; how is|are|was|were <tech>;
        do|does|did our|any|all *8; do|does|did we *2 validate|sanitize|sanitise|escape|check|log|encrypt|cache|store|handle|expose|retry|rely|depend|leak|share|use|send|call|run|rotate|hash *6; are|is all|every|each|any|both *8; know|understand|learn how|where|why|who|which *6;
        is|are the|our *4 consistent|idempotent|reentrant|deterministic|encrypted|cached|indexed *4;
        check|look|go|search *5 whole|entire|codebase|repo|history|everywhere|each *3; how|where|which *6 <things>|<wide> *3;
        look|looks at each|all|every|both|them|three|two|several *4; whats|what is *1 in|behind our|the *3
        """,
    ),
    (
        "check-for",
        "research",
        3,
        "looks for something",
        """
        check|scan|comb *5 for *4
        """,
    ),
    (
        "what-breaks",
        "research",
        4,
        "asks for consequences",
        """
        what *4 break|breaks; what happens|would if|happen|when *3; how much|many work|effort|time|of *4;
        what *3 impact|blast|affected|consequences|implications; what *3 depend|depends|rely|relies;
        what did *6 change|break|affect
        """,
    ),
    (
        "overview",
        "research",
        4,
        "asks for an overview",
        """
        look *3 up; reverse engineer; verify|confirm|test|prove|check *2 suspicion|theory|hypothesis|assumption|hunch;
        draw *3 graph|diagram; go find; describe *4 <tech>;
        explain *3 architecture|flow|structure|design|codebase|project|code|<tech>;
        where are places|usages|callers|instances|spots|files *3; introduce the codebase|code|project|system *2; overview; walk *1 through;
        lay of the land; big|full|complete picture;
        give *3 overview|tour|picture|inventory|map|rundown|breakdown|walkthrough;
        get *3 overview|picture|inventory|rundown|understanding|sense|handle|grip; map *3 <wide>; document how;
        deep dive; feasibility; root cause; introduce me to; onboard me; learn|read about|up
        """,
    ),
    (
        "compare-code",
        "research",
        5,
        "compares things that are there",
        """
        compare how|the|our *6 <wide>|approaches|libraries|sdks|frameworks|options|licences|licenses;
        what are *5 dependencies|deps;
        see|check|find *4 existing|suitable|good|maintained|any library|libraries|package|packages|tool|tools;
        compare what *8; list *2 mismatch|mismatches|differences|discrepancies; cross the *6 with;
        compare how|where|when *6
        """,
    ),
)

CLUES = (
    (
        "root-cause",
        "research",
        2,
        "a cause or place is looked for",
        """
        root cause; root causes; what causes; what caused; why it|this|that|the|does|do|is|are *3; reason for|why;
        where *3 comes|coming from; bottleneck|bottlenecks; call sites|site; memory leak|leaks; deadlock;
        get|gets lost; sometimes|randomly|intermittently|occasionally; get to the bottom; code paths; usages;
        history behind|of; what makes|slows; consistent;
        suspect|suspicion|hypothesis|theory; cause|reason $; common|likely cause
        """,
    ),
    (
        "everywhere",
        "research",
        1.5,
        "it is about the whole code base",
        """
        all|every|any places|place|usages|usage|uses|call|callers|references|occurrences|occurrence|reads|writes|consumers|modules|services|packages|projects|apps|env;
        whole|entire codebase|repo|repository|project|code|monorepo|app|system;
        this|the|our|legacy codebase|repo|project|monorepo;
        across *3 services|packages|modules|repos|codebase|files|apps|teams|platforms; end to end; in the code;
        all clients; be thorough; existing library|libraries; bundle size; licences|licenses
        """,
    ),
    (
        "full-picture",
        "research",
        2,
        "knowledge is asked for",
        """
        full|big|whole picture; overview;
        how *4 works|work|fits|fit|talk|interact|connect|related|hang|depend|hangs|flows|gets|handle|handled;
        who *2 calls|uses|owns; lay of the land; data flow; flow from; with sources; sources please; feasibility;
        feasible; best practices; state of the art; deep dive; need|want to *2 understand|know;
        what *4 actually does|happens; actually does
        """,
    ),
    (
        "security-audit",
        "research",
        2,
        "an audit",
        """
        security|dependency|license|accessibility|performance audit; audit of *4; known vulnerabilities; cves;
        attack surface; hardcoded secrets
        """,
    ),
    (
        "read-only",
        "research",
        1.5,
        "wants a report, no change",
        """
        read only; list what; list the places; what you see|find; code wise; no apply; tell me what|when|why;
        findings only|alone; just|only *2 findings|facts|report|list|answers|analysis; report back|only|what|findings;
        and report; file and line; file paths
        """,
    ),
    (
        "agents-look",
        "research",
        2,
        "agents are to look",
        """
        agents|agent|codex|scouts|explorers|researchers|workers *3 look|explore|investigate|research|find|dig|check|map|trace|analyze|search|go|study|examine|scan|into|understand|audit
        """,
    ),
)
