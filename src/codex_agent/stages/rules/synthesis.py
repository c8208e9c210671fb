"""Synthesis: results of agents are to be digested. The notation is told in `__init__.py`.

`digest` asks for results without saying whose: it counts if somebody has answered (`detecting.py`).
"""

from __future__ import annotations

ACTS = (
    (
        "just-digest",
        "digest",
        4,
        "asks to digest what came back",
        """
        summarize|summarise|summary|recap|tldr|digest|takeaway|takeaways|conclusion|verdict|results $;
        what are results|findings|problems|points; which of *3 real|true|relevant|important|valid|right|correct;
        what is result|outcome|takeaway|conclusion|verdict|answer|bottom; are *3 real|true|valid|right $;
        which *3 real|valid; what is *2 summary|gist|essence|upshot; what *3 conclude;
        what are *2 top|main|key|biggest *2;
        put|lay|set|compare|show *4 side by side; what is *2 true|real|proven|certain|speculation|fact|facts|solid|noise|confirmed|guesswork|wrong *3;
        what should|would|do|can we|i|you do|conclude|make|take|recommend *5; wrap|sum|round *3 up|down *4; which *4 plausible|likely|convincing|credible *3;
        reports|answers|findings|results|verdict|conclusions|conclusion|outcome|summary please|now; reports|answers|findings|verdict|conclusions $; give|show|hand *3 <result> *3; how sure|certain|confident *6 claim|claims|say|findings|that
        """,
    ),
    (
        "digest-verb",
        "synthesis",
        4,
        "asks to put together",
        """
        synthesize|synthesise|synthesis|triage|reconcile|distill|distil|collate
        """,
    ),
    (
        "digest-results",
        "synthesis",
        4.5,
        "asks to digest results",
        """
        <digest>|review|read|go|look|check|evaluate|take|separate|extract|present|turn|process|skim|cross|bring|give|show|tell|any *8 <result>;
        summarize|summarise|summary|tldr|tl|brief|recap *6 <agent>|learned|learnt|found|research|investigation|know|discovered;
        bring *3 <result>;
        pull|put|bring|stitch|fit|piece everything|all|reports|findings|results|this|it|them|answers|puzzle|two *5 together;
        pull|put *2 <result> *3 together; main|key|important points|insights|takeaways|results|findings;
        what are *2 main|key *2; boil|sum *4 down|up; summarize|summarise|condense|distill|sum *3 what *1 we|i|you *1;
        list *4 disagree|differ|agree|overlap; make sense of; weigh up|it|them|that; tie *3 together; digest;
        common denominator; open questions *2 <result>;
        look|go *3 what *2 <agent> *2 found|said|wrote|reported|discovered; what is *2 summary|gist|essence of *4;
        put the pieces together; look|go|read *4 arguments|reasoning|positions|sides;
        combine|merge|bring *6 into *4 picture|summary|list|view|report|overview|brief|story;
        evaluate|assess|weigh|compare|digest|judge them|both|all $; compile|bring *6 <result> *3 into|together;
        bring *7 agents together; which *3 cause|causes|matter *4
        """,
    ),
    (
        "summary-of",
        "synthesis",
        5,
        "asks for a summary of results",
        """
        make|write|create|produce|prepare|give|need|want *2 summary|synthesis|brief|overview|list|table|digest *5 <result>|<agent>;
        <agent> *2 came|come to different|same|opposite; help *3 understand who|which *2 right;
        summary|synthesis|brief|overview of *2 research|investigation|audit|review|analysis;
        write|make|create|give *3 summary *2 research|investigation|audit|analysis; put together *1 summary *6;
        summary of *3 findings|results
        """,
    ),
    (
        "what-found",
        "synthesis",
        5,
        "asks what came out",
        """
        what|anything|did|do|have|tell|show|give|any *6 <agent>|research|investigation|audit|review *4 find|found|finds|say|said|says|report|reported|conclude|concluded|come|came|learn|learned|agree|discover|discovered|uncover|recommend|turn|turned|suggest|suggested|bring|brought|return|returned|dig|dug|unearth|spot|spotted|surface|surfaced;
        what *3 learn|learned|learnt|discover|discovered; what *2 came|come back|out; what *4 points|insights;
        what *3 verdict|conclusion|upshot|takeaway|takeaways|bottom|consensus|outcome|result|findings;
        which *4 findings|claims|results|suggestions|recommendations|theory|hypothesis; who is|was|are right;
        what *3 findings|results *2 say|mean|tell; what *1 we know; do *6 differ|agree|contradict|match|overlap;
        research|investigation|audit|audits|agents|reports|findings *1 says|say|show|shows|tell|suggest|suggests|mean|means;
        are the findings|results|reports *4; which *6 theory|theories|hypothesis|hypotheses|explanation|explanations;
        which *2 explanation|theory|one|version|answer *1 holds|hold|wins|correct|right; which|what *3 act|acting on;
        where do *4 agree|disagree|differ|overlap|contradict|diverge; what *3 agree|disagree|differ on;
        what *3 conclude *3;
        which|what|who *4 is it|right|true|correct given|based|by|on *4; which *4 explanations|theories|answers|versions|claims *3 more|most|better|is|are|holds *3
        """,
    ),
    (
        "read-answers",
        "synthesis",
        4,
        "asks to read what agents answered",
        """
        read|go|look|have|dig *4 came|come|got|sent|wrote back|up|together|down; read what|through what;
        read *3 <agent> *2 wrote|said|found; flag|keep *2 useful|wrong|solid;
        throw|drop|cut|sort|discard *2 out|whatever|anything *6 backed|supported|evidence|wrong|noise
        """,
    ),
)

CLUES = (
    (
        "results-in",
        "synthesis",
        3,
        "agents have answered",
        """
        results|findings|reports|answers|agents|explorers|scouts|audits|researchers|analyses|workers *3 in|back|done|finished|returned|ready|complete|completed|here|reported;
        they|both|all|everyone|everybody|agents *4 back|done|finished|returned|reported|answered; both are in;
        what *2 came|come|comes back; agents|they|results|findings|reports *3 back; are back;
        they are *2 back|done|finished; agents|researchers|scouts *2 through
        """,
    ),
    (
        "result-noun",
        "synthesis",
        2.5,
        "it is about what agents found",
        """
        findings; takeaway; from all the findings|results; the results $;
        <agent> *1 have|has *1 reported|written|answered|finished; both are in; so far; <agent> *2 <result>;
        <result> of|from *3 <agent>|research|audit|investigation|jobs|JOBID;
        <agent> *1 said|says|found|reported|thinks|claims|think|claim|wrote|suggested|mentions|concluded|recommended|discovered;
        two|three|both|all|four|five analyses|reports|answers|results|audits|reviews|opinions|investigations;
        given|on|with *3 findings|results; that|the|all research|investigation $; audit results
        """,
    ),
    (
        "contradiction",
        "synthesis",
        3,
        "findings are weighed",
        """
        contradict|contradicts|contradictory|contradiction|contradictions|disagree|disagrees|conflicting|diverge;
        they|agents|reports|findings|both|all|answers|two *3 agree|overlap|overlaps; cant both be; hold|holds up;
        different|opposite|same|conflicting conclusions|results|answers|opinions|theories;
        worth|worthwhile acting|doing|fixing|pursuing|keeping; keep *4 skip; actually matters|matter;
        drop|skip|ignore|cut|filter|throw|discard *2 noise|rest|bs|bullshit|fluff|nits|false|out; noise; gold;
        over engineering; false positives; backed by; which theory|claims|findings; your take; take on; steel man;
        common thread; real bugs *4;
        claude|codex|gemini|alpha|beta|opus|gpt|w1|w2|w3 says|thinks|claims|insists|blames|believes|argues|suggests|wants *6; given|on|by their evidence|reasoning|arguments;
        side by side; plausible|speculation|unproven|unsupported|evidence
        """,
    ),
    (
        "learned",
        "synthesis",
        3,
        "asks for what is known now",
        """
        we|i *2 learned|learnt|discovered; what *2 <agent> *2 found|learned|discovered|reported|said|uncovered;
        turned up; came up with; come up with *2 anything;
        one|single|short|coherent|decision picture|summary|brief|page|list|conclusion|report|recommendation|ready;
        common themes|threads; by severity|risk; essence; conclusion; outcome; upshot; takeaways; verdict;
        put *3 together
        """,
    ),
)
