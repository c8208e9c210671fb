"""PRD: a plan is to be written, changed or approved. The notation is told in `__init__.py`."""

from __future__ import annotations

ACTS = (
    (
        "write-spec",
        "prd",
        6,
        "asks for a plan in writing",
        """
        <draft> *6 <spec_only>; <draft> *7 plan|proposal|blueprint; <have> *2 a|an|one|some *5 <spec>;
        <have>|give|put *4 in|into *2 document|writing; <have> *3 broken|split|divided *1 down|up|into;
        written plan|spec|proposal; on paper; in writing;
        convert|make|turn|move|bring|translate|transform *8 into|as a|an|the *2 <spec>; design the|a|our *6 write;
        write *2 design *1 down; design *4 document|doc|spec; plan of attack;
        put together *4 plan|spec|proposal|prd|document; design doc|document;
        <draft> *5 design|technical|requirements|planning doc|document|docs|spec;
        <draft> *6 acceptance|success criteria; <draft> *5 milestones|phases|workpackages|tickets|stories|epics|tasks;
        project plan; implementation plan; write *3 up|down *3 plan|spec|phases|requirements|goals;
        write|put *3 things|this|it|that|everything down|up; rollout|migration|release|test|rollback|execution plan;
        <draft> *4 work packages; work on *1 prd|plan|spec|rfc;
        <have>|prepare|write *3 a|an|one *3 document|concept|adr|roadmap; concept for *4; write it so *4;
        derive|deduce *4 plan; staged|phased plan; requirements for *4; outline for *4;
        write|note|jot|put *1 down what; rfc|spec|prd|specification|adr for|about|on *4; a|the|next plan|spec|prd|roadmap please|now|next|first; a|the plan|spec|roadmap $;
        write|put|note *2 plan *2 to|in|into|down FOLDER|docs|PRDFILE|FILE
        """,
    ),
    (
        "plan-verb",
        "prd",
        5,
        "asks to plan",
        """
        plan; planning; spec out|up; scope out;
        break|split|slice|cut|divide *4 into *3 phases|tasks|steps|milestones|chunks|stages|tickets|packages|issues|pieces;
        prd; prds; roadmap; spec; specify; work out *3 plan|phases|steps; outline; phased plan; write *2 down|up as;
        how *4 phase|stage|sequence *3; plan mode; goals;
        rfc; scope|size|sequence|stage|phase the|this|that|out|it|our *6; next *2 plan|spec|prd|roadmap $
        """,
    ),
    (
        "approved",
        "prd",
        4,
        "decides about a plan",
        """
        approved; i approve; signed off
        """,
    ),
    (
        "approve-spec",
        "prd",
        6,
        "decides about a plan",
        """
        i *1 approve|sign|accept *3 <spec>|off|it; approve|reject|sign|accept *3 <spec>|off;
        mark *3 <spec> *3 approved; <spec> *1 approved|accepted $; define|clarify|settle|agree *4 scope|phases|goals;
        agree on *3
        """,
    ),
    (
        "edit-spec",
        "prd",
        6,
        "works on the plan",
        """
        add|remove|drop|move|put|change|include|mention|delete|cut|reorder|rename|clarify|describe|mark|note|extend|shorten|rewrite *7 prd|plan|spec|PRDFILE|rfc|specification;
        what is *1 missing|wrong|unclear *2 prd|plan|spec;
        add|remove|drop|move|change|delete|cut|reorder|rename|clarify|shorten|rewrite|split|tighten|swap|reword|sharpen *6 requirement|requirements|phase|phases|non|milestone|milestones|criterion|criteria;
        mark *3 approved|accepted|final; what does|do|did *2 prd|plan|spec|PRDFILE *1 say|mention|cover *4; is|are *2 prd|plan|spec|PRDFILE *2 complete|whole|finished|consistent|clear|realistic|good|ok *4;
        check|review|proofread|read|go *4 prd|spec|PRDFILE *3 for|once|again|holes|gaps *2
        """,
    ),
    (
        "change-spec",
        "prd",
        5,
        "works on the plan",
        """
        want|need|like <spec> to; <spec> is|are *2 missing|too|wrong|incomplete|unclear|vague|outdated|lacking|silent;
        <spec> needs|should|lacks|misses|must|doesnt|says|ignores|forgets; <spec_only> please|time|now;
        write|put that|this|it|everything up|down|in|into *4 <spec>;
        acceptance|success criteria *5 are|is|need|should|must; section|phase|phases *4 is|are too;
        phase|section|step|goal *4 should|needs|must; what *2 discussed|talked|agreed; move *4 to phase;
        prd|plan|spec *2 fine|ok|good *3 approved; consider *2 approved
        """,
    ),
)

CLUES = (
    (
        "spec-word",
        "prd",
        2.5,
        "speaks of a written plan",
        """
        prd; prds; rfc; product requirements; requirements document|doc; design doc|document;
        technical|functional spec|specification; implementation plan; acceptance criteria; success criteria; sign off;
        user stories; roadmap; out of scope; non goals; phased plan; specification; docs PRDFILE; a spec;
        the requirements; work package|packages; proposal document;
        non goal|goals; acceptance criterion; measurable; requirement; phase *2 too|does
        """,
    ),
    (
        "requirement",
        "prd",
        1.5,
        "speaks of a written plan",
        """
        requirements; proposal; for approval; approve it; mark it *1 approved; criteria
        """,
    ),
    (
        "phases",
        "prd",
        1.5,
        "speaks of phases",
        """
        phases; milestones; into phases|tasks|tickets|steps|milestones; work packages; rollback;
        rollout *2 section|plan; files to modify; plan first; no code; small steps; step by step plan; think first;
        goals; risks
        """,
    ),
    (
        "plan-noun",
        "prd",
        2,
        "speaks of a plan",
        """
        a|an|the|this|proper|detailed|migration|rough|written|concrete|project|rollout|execution plan
        """,
    ),
)
