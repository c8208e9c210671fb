"""Review: code that was written is to be judged. The notation is told in `__init__.py`."""

from __future__ import annotations

ACTS = (
    (
        "review-verb",
        "review",
        4,
        "asks for a review",
        """
        review; reviews; get|have|want *4 reviewed; how *1 does|do *2 code|implementation|changes|diff|branch *1 look;
        anything|something *2 that|would *2 bite|worries|worry|break|concerns|bothers|wrong *4;
        have|get|want *6 checked|vetted|inspected|audited|examined *2 for|by;
        independent|honest|outside|second|neutral opinion|assessment|judgement; what do you make of *4;
        would you merge;
        is|was *2 code|implementation|work|diff|branch|pr *5 good|ok|correct|solid|safe|clean|mergeable|ready;
        how bad|good|solid|clean is|are *4 code|implementation|work|it;
        security|quality|safety|sanity check *3 of|on|over; reviewers; reviewer; rereview; critique; proofread;
        nitpick; reviewed
        """,
    ),
    (
        "review-noun",
        "review",
        4,
        "asks for a review",
        """
        <judge>|code|security|peer|do|run|get|want|need|give|performance|design|quality|adversarial|pre *5 review|reviews|reviewed|reviewers;
        quality pass|check|control; second|fresh|another|extra pair|set|eyes|opinion|look; poke holes; tear *4 apart;
        give|do|run|get *6 pass|look|once|review over|at|on|of; give *6 quality|review pass; red team;
        <judge> *4 quality|correctness|security|safety|readability;
        check if|whether|that *6 code|implementation|pr|branch|changes *4 correct|right|ok|good|safe|sound|complete|done;
        critical|close|hard|quick|good|careful look at; look *2 critically; want|need|get|have *3 looked at|over;
        check|make *2 that nothing *6; take *4 look at *4 new|code|changes|pr|diff; ask|get|have *4 for *2 review;
        is|are *4 ready for main|merge|review|production|release; make|write *3 review;
        give this|my|our|the *2 branch|code|pr|diff|changes *3 audit|check;
        want|need|get|have it|this|them|that *1 looked at *3; at from *2 angles;
        anything|something *3 worries|bothers|concerns *2; independent|different reviewers|reviewer|models;
        two|three reviewers; look at *2 my|our|the *1 changes|code|branch *4; show it to *3 reviewer;
        inspected|vetted|examined for *3; vet *4; did i *4 wrong|stupid|bad *4; proofread *4;
        any|some|no *2 objections|concerns|worries|doubts|complaints|remarks|showstoppers|blockers *4; need|want|get|find|have *1 a|another|one|two|some *1 reviewer|reviewers *3;
        pre|before merge|release|ship|commit|push check|checks|look|pass|glance *2; security|performance|quality|sanity|final|correctness|accessibility pass|sweep|check|look|scan on|over|of|at|for|across *4;
        quality of *5 work|code|change|changes|implementation|output; is|are there *1 anything|something *6 hurt|bite|worry|break|embarrass|bother|blow|explode|regret|harm *2;
        sign off on|this *2 <change_noun>; am|are i|we missing|overlooking|forgetting anything|something *6; as an attacker|hacker *2; attacker *2;
        what do|did|would you *2 think|say|make *2 of|about *3 <change_noun>|code|implementation
        """,
    ),
    (
        "ready-to-merge",
        "review",
        5,
        "asks whether it can be merged",
        """
        is|are *3 safe|ready|ok|good|fit to|for merge|merging|ship|shipping|deploy|release|production
        """,
    ),
    (
        "judge-changes",
        "review",
        5.5,
        "asks for a judgement on changes",
        """
        <judge>|go|look|read|walk|double|sanity|comb|cross|take|assess *6 <change_noun>;
        compare *8 diff|branch|commits|pr|before|old|main; look|hunt|search for *3 bugs|problems|issues|mistakes *5;
        <judge>|look *8 did|done *3;
        <judge>|look|double|sanity|proof *5 code|everything|stuff|files|work|what *5 wrote|written|changed|built|produced|made|did|modified|touched|implemented|landed|merged|new|delivered;
        <judge>|go|look|read|double|sanity *4 modified|changed|touched|new files|code|modules;
        what *3 think *6 <change_noun>|code|implementation; is|are *6 mergeable|merge;
        approve *3 pr|diff|branch|changes;
        any|is|are|see|did|does *8 regressions|holes|mistakes|bugs|problems|issues|bug *8 built|merged|changes|diff|branch|changed|commits|pr|commit;
        does|do|is *3 <change_noun> *2 match|matches|follow|fit|comply|good|correct|ok|safe|sound|right|clean;
        did *4 good|decent|clean job|work; pass judgement;
        look|go *1 over the|my|this|our *2 code|implementation|work|changes;
        what is *1 wrong|bad|missing|off with|in *2 code|implementation|change|changes|diff|branch|pr;
        <judge>|look *5 for bugs|problems|issues|mistakes|errors|vulnerabilities|flaws;
        look|go over|through what *3 did|built|wrote|changed; check|verify *2 conformance|compliance *3;
        check *5 code|changes *3 for races|leaks|holes *1;
        check|see whether|if *3 components|modules|code|screens|endpoints *6 before *5;
        does|do|is|will|could|would|can|did *2 <change_noun> *6 break|breaks|hurt|slow|leak|lose|affect|introduce|follow|match|work|miss;
        find|spot|catch|see|hunt *4 <flaws> *5 wrote|changed|did|made|built|written|diff|branch|changes|commit|commits|pr|patch;
        get|let|have|ask|tell *3 look|check|read|see|go *5 <change_noun>; double|sanity check *6 script|code|migration|logic|query|queries|implementation|handler|work|config|function;
        new code|module|layer|feature *4 for <flaws>; check|scan|inspect|search *3 new|changed|modified|latest *6 for *4;
        what is *2 wrong|bad|risky|dangerous *2 with|about|in *3 <change_noun>
        """,
    ),
)

CLUES = (
    (
        "review-word",
        "review",
        2.5,
        "speaks of a review",
        """
        code|security|peer|final|adversarial|performance|proper|thorough|independent review; review round|pass|lenses;
        reviewers; before *3 merging|merge|merges|pr|release|landing|ship; ready|safe|ok|good to|for merge|merging;
        mergeable; second|fresh|extra|another pair|eyes|opinion; lgtm or; regressions; pick holes; scope creep;
        be harsh|picky|critical|brutal|strict; deviation|deviations; good enough; obvious mistakes|bugs;
        is it good|ok|correct
        """,
    ),
    (
        "review-noun-anywhere",
        "review",
        2.5,
        "speaks of a review",
        """
        review; reviewed; a review
        """,
    ),
    (
        "lens",
        "review",
        1,
        "names what to look for",
        """
        owasp; injection; swallowed *2; error handling; error paths; data integrity|exposure; auth bypass;
        race conditions; concurrency; edge cases; security issues|problems|holes|bugs; style nits; code quality;
        dead code; naming; correctness; security and; and performance; severity; thread safety; vulnerabilities;
        quality
        """,
    ),
    (
        "diff-word",
        "review",
        2,
        "speaks of changes",
        """
        the|my|this|our|whole|full|last|uncommitted|NUM diff|diffs|branch|pr|commits|commit|changeset|changes; pr NUM;
        pull request|requests; uncommitted changes; on|the branch; modified|changed files;
        code *3 wrote|changed|built; what <agent>|we|phase *3 built|wrote|changed|merged|produced|delivered|did;
        new code|layer|module; their changes|work; branch *1 main
        """,
    ),
)
