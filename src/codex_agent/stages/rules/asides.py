"""What only looks like a request, and what silences everything; the notation is told in `__init__.py`.

Asides come first and take their words away from all other rules. What an aside means beside that is its kind: `done:X` says that
stage X is over, `settled` that the prompt leans on a plan, `reading` that nothing shall be changed, `asks:X` that it is an act of X after
all, `aside` nothing. Vetoes silence; one that begins with `^` must begin where a request begins.
"""

from __future__ import annotations

# Name, kind, patterns.
ASIDES = (
    (
        "done-implementation",
        "done:implementation",
        """
        implementation|coding|feature|refactoring|refactor|phase|build|development *3 is|are|has|was *1 done|finished|complete|completed|ready|merged|in|landed|over;
        phase|implementation *2 done|finished|complete|completed|merged|landed; after|from the implementation;
        done|finished with|the|implementing|building|coding *2 implementation|phase|coding|feature;
        i|we|just|agents|they *2 implemented|built|finished|refactored|merged|landed|shipped
        """,
    ),
    (
        "done-review",
        "done:review",
        """
        feature|code|it is *1 implemented|built; comments *2 addressed|resolved|fixed; reviewers are right;
        review|reviews|reviewers *3 passed|clean|done|finished|complete|ok|fine|well|approved|green|happy;
        reviewed and|already|it|now; is reviewed; passed review; after *2 review|reviews; when *3 reviewed;
        was|been reviewed; no findings
        """,
    ),
    (
        "done-research",
        "done:research",
        """
        research|investigation|exploration|audit|analysis *2 is|are|was|has *1 done|finished|complete|completed|over|through;
        after *2 research|investigation; research|investigation done|finished|complete
        """,
    ),
    (
        "done-prd",
        "done:prd",
        """
        plan|prd|spec|plans|planning|rfc *2 is|are|looks|look|was|fine|looking|lgtm|reads|has|seems *3 approved|good|fine|ok|great|final|done|solid|perfect|finished|ready|happy|signed|complete|right|clear;
        plan|prd|spec|plans good|fine|ok|lgtm|done|ready; happy with *2 plan|prd|spec|it; like|love *1 plan|prd|spec;
        approved *1 plan|prd|spec; signed off; read the plan|prd|spec *3; lgtm
        """,
    ),
    (
        "done-testing",
        "done:testing",
        """
        tests|suite|testing *2 is|are|all *1 green|done|passed|finished|complete; tests *1 pass|passed *1 now|all|on
        """,
    ),
    (
        "leans-on-plan",
        "settled",
        """
        as|like described|specified|planned|discussed|outlined|agreed|defined|laid|written|in|per|stated *4 <spec>|<change_noun>|doc|docs|issue|ticket|PRDFILE;
        per|following|according|by|see|matches|matching the|our|this|that|its|approved *1 <spec>|ticket|issue|doc;
        per|following|see|by PRDFILE|prd|spec|URL|issue|ticket;
        the <spec>|issue|ticket|doc has *1 list|details|everything|it;
        the <spec>|issue|ticket|doc lists|describes|contains|defines|calls|asks|wants|tells;
        as|like planned|discussed|agreed|described|specified; like|as we *1 planned|discussed|agreed|said; we agreed;
        according to *3; against *2 <spec>; requirements doc|document|docs $
        """,
    ),
    (
        "not-now",
        "aside",
        """
        before *1 anything|everything *1; before <person>|the|any *5; existing tests *4; tests included;
        tests|suite must|should|have *1 stay|keep|remain|still|pass *2; keep *3 tests *2;
        before|after|without|instead NUM|merging|release|releasing|shipping|coding|building|implementing|implementation|merge|planning|testing|writing|reviewing|touching|going|starting|changing *1;
        once|after|until|till|unless|whenever <person>|the *4; when <person> *1 is|are|have|has *2;
        dont|do|not|never|no *1 start|begin *2 phase|coding|implementing|building|review|testing|tests; not yet;
        nothing gets *4; for later; leave|skip|ignore *3 later|out|it; so|that we|i|they can|could|dont|know *2;
        review tomorrow|later; i|we can review|test|check|read;
        i|we|you will *2 review|test|plan|implement|build|add|do|write|check|fix|handle|verify|research *5;
        to review|read|look|approve|decide|test later|tomorrow|it|at; wants|want me to know; rather than *3;
        no research|review|plan|planning|mocks; no tests|testing|test please|yet|now|needed|necessary|for; no tests|testing $; hold off *5; no need to *4; skip the|this|that *3;
        stop *1 implementing|building|testing|reviewing|planning|coding; forget *2 about *4; test name|names|title;
        lets|lets not *5; not plan|test|review *3; wait with *4;
        let me *1 think|see|check|know|review|test|read|look|try|verify|plan;
        second|minute|moment|time to read|review|test|think|look|check *4; show me the *1 plan|prd|spec|findings *1 $;
        show me the *1 plan|prd|spec *1 again; will *2 tomorrow|later
        """,
    ),
    (
        "no-changes",
        "reading",
        """
        no|without|dont|not *2 code|changes|change|fixes|fix|edits|edit|touch|touching|modify|modifications|implement *2;
        no|without|dont writing|write *2; dont|do|not change|touch|fix|modify|write *2 anything|code|yet|it|something;
        nothing to|gets *2 written|changed|fixed|implemented; without changing|modifying|touching *2; no code *1
        """,
    ),
    (
        "compound",
        "aside",
        """
        =review|test|plan|research|search|build|testing|planning environment|environments|page|screen|button|form|view|table|model|component|tab|paper|papers|server|folder|folders|directory|file|files|database|db|data|user|account|environment|env|script|scripts|runner|id|key|command|tool|config;
        =feature flag|flags|branch; =reviewed|tested|planned|researched *1 yesterday|last|already;
        for|as|during|after|in|about *1 code review;
        =build|builds is|are|fails|failing|failed|error|time|times|size|step|pipeline|faster|slower|slow|broken;
        the|ci|our|iphone|ios|android|docker|webpack|production|nightly|release|my|this build|builds;
        =well tested|planned; the|a|our test|staging server|environment|account|data|user; in production|prod;
        =audit log|logs|trail|events|event|table; stage|status|state *1 of the; =implementation *1 detail|details;
        =plan b; =pricing|free|paid|premium|payment|subscription|enterprise|data plan|plans;
        plan to meet|go|leave|travel|sleep; planned; buildings; =research question; =source map|maps;
        =search results|result; =report button|page|form; =answer keys; =add on|ons; =code base|style;
        =source|zip|qr|error|status code|codes; =code path|paths; =research|market report; =query planner;
        =deploy plan; great|good|nice|excellent|solid|awesome|amazing|helpful review|plan|research|work|job|tests|prd;
        my plan|plans *2; plan|plans for the|my weekend|evening|trip|holiday|party|vacation;
        add|put|include|append it|them|that *1 to *4
        """,
    ),
    (
        "would-merge",
        "asks:review",
        """
        would|should you|i|we merge|approve|ship *3
        """,
    ),
    (
        "verb-past",
        "aside",
        """
        i|we|he|she|they|agents|which|who|already|has|had|was|were|been *2 tested|reviewed|planned|investigated|researched|explored|analyzed|verified|validated|audited|designed;
        reviewers|review|audit|auditors *1 found|flagged|reported|raised;
        from|of|in the review|reviewers|audit|reviews|report; found by *3
        """,
    ),
)

# Name, reason, patterns.
VETOES = (
    (
        "do-it-yourself",
        "the user wants it done without agents",
        """
        you do it; do it|this|that|these yourself|directly;
        do|fix|write|implement|handle|make|build|run|solve|change|test|investigate *5 yourself|myself; on your own;
        by yourself;
        without|no|not|dont|never|skip|avoid *3 codex|agents|agent|subagents|delegating|delegate|orchestration|orchestrator|spawn|spawning|workers;
        you yourself; yourself please; handle it|this directly; dont|no need delegate|spawn|orchestrate|delegating
        """,
    ),
    (
        "job-handling",
        "handling of jobs",
        """
        kill|stop|cancel|abort|pause|resume|attach|status|tell|message|nudge|ping|interrupt|restart|send|ask|delete|clean|watch *3 job|jobs|JOBID;
        kill|stop|cancel|abort|pause|interrupt *3 agent|agents|worker|workers|them|reviewers|everything|testers;
        what|how|where|is|are *4 agents|agent|jobs|job|worker|workers|codex|reviewers|reviewer|testers|they *3 doing|running|going|progress|progressing|working|stuck|status|alive|busy|up|still|far|idle|hanging|waiting;
        wait for|until|till *6; list|show *4 jobs|agents|sessions; how long *8; how many agents|jobs|workers|tokens;
        is *3 done|finished yet; status of *4; still running|going|working; any progress|news|updates|update;
        what *2 status|progress; check on *3 agents|agent|jobs|JOBID|job|worker|workers; how is it going; attach to;
        is it|that done; are they|we done; how far *2 agents|agent|they|it|codex
        """,
    ),
    (
        "git-chore",
        "a git chore",
        """
        ^commit; ^push $; ^push it|this|that|to|the|everything|up|changes|again;
        ^pull *2 main|origin|master|latest|changes|from; ^rebase; ^stash; ^cherry;
        ^checkout main|master|the|branch|develop; ^checkout to; ^git;
        ^merge main|master|this|that|branch|the *2 branch|main|master|pr|back; ^merge it; ^squash; ^amend; ^tag;
        ^create|make|open|switch|delete|cut|checkout *3 branch|tag|stash;
        ^open|create|raise|make|draft|file|submit|close *3 pr|pull|mr; undo $; ^undo that|this|it|the; ^revert *4;
        ^fetch; ^resolve *3 merge conflict|conflicts; ^release notes; ^publish; ^suggest|write *4 commit message;
        show *3 diff|log
        """,
    ),
    (
        "shell",
        "a chore",
        """
        ^npm|yarn|pnpm|ls|cd|cat|pip|docker|kubectl|make|brew|apt|cargo|uv|bun|npx|curl|grep|ssh|sudo|mkdir|rm|cp|mv|python|pytest|echo install|run|i|ci|la|al|ps|up|build|get|logs|exec|add|test|check|clippy|start|dev|rf|r|l|FOLDER|PRDFILE|FILE|compose|sync|update|upgrade|down|pull;
        ^restart|stop|start|kill|reload|reboot *2 server|dev|container|containers|docker|process|service|watcher|simulator|emulator|app|database|db|daemon;
        ^install *2 dependencies|deps|package|packages; ^format *3 file|code|FILE;
        ^run prettier|eslint|black|ruff|the *1 formatter|linter|app|server|dev|migrations; ^ls; ^pwd; ^cd;
        ^list|show *3 branches|commits|tags|stashes|files|directory|directories|folders|processes|ports;
        port|ports *2 in use; ^clean up the tmp|temp|cache; is *2 server *1 running|up
        """,
    ),
    (
        "pointing",
        "only makes sense with the message before",
        """
        why|how do|does|did|is|was it|this|that *3 $; what would you like *4; what did this|that *3;
        is|does|did|was this|that|it *2 $; and *4 $; same *3 $;
        the first|second|third|last|other|next one|option|name|file|version|number *1 $; go with *4 $;
        lets go with the *2 name|one|color|title|option|version $; what do you think $; test $;
        what|which *2 did|have|were you *4; do you know|remember|have|like|need|want|mean *3; do i *6; you forgot *4;
        i prefer *4; i ran|tested|fixed|tried|did *4; is that *4; should that|this|it be *4; it should *4;
        it|that prints|says|shows|looks *4; we will need *4; remind me *3; where do i *4; how do i *6
        """,
    ),
    (
        "meaning",
        "a question for words alone",
        """
        convert|sort|format this|these|the *3 json|yaml|lines|list|csv|xml|table|snippet|string;
        what does *6 stand|mean; what is *4 meaning; whats the meaning; what is|are|s a|an *3;
        what does *6 do|return|print|output $; what does *6 do|return|print|output in|for|here|with|there *3; what did you mean|say; what type|kind|does *2 use; difference between *6;
        define *1 $; how do|can|would i *3; how do|can|would you exit|quit|spell|say|pronounce|install|type|convert;
        convert NUM *2; is|are there *4 already|for|somewhere; do|does we|it|this|that have *4 already|yet;
        http status|code *4; why is|are the sky|grass|ocean|sun|moon|earth *3; who wrote this|that *2;
        explain what you *3; add a todo *3; how many tokens *4; repeat that; ^is NUM *6;
        write *2 a regex|bash|sql|shell|one *6; who won|invented|discovered *3; capital of;
        which model|version|python|node are|is|does; which|what *2 version do|does|is|are|of *4; do you have|know|remember|like *3 access|about|it|how;
        are you sure|there|ok; how are you; tell|write|make me|a *2 joke|poem|haiku|story|song|limerick; haiku;
        translate this|that|it|QUOTED $; translate *8 english|german|french|spanish|italian|japanese|chinese|dutch|polish|portuguese|russian;
        explain this|that|the *2 regex|line|error|message|function|syntax|snippet|expression|command|query|concept|term;
        under the hood; why did you; the last command|message|step|answer|output; what time is; give me the command;
        where do i find; the weather; what happens if|when i *3; when was *4; when is *4 released;
        write *2 short description; names for the *2; which one *1 is faster|better|slower|cheaper|nicer *4;
        show me how to *4; how to write *3
        """,
    ),
)
