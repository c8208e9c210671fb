"""Ideation: a wish, an idea, a vague problem. The notation is told in `__init__.py`."""

from __future__ import annotations

ACTS = (
    (
        "want",
        "ideation",
        2,
        "a wish, if nothing clearer is asked for",
        """
        i|we|id|users|customers|people|they|clients|everyone|client|customer|team|management|sales|support *3 want|wants|need|needs|wish|love|like|asked|asks *1 a|an|the|some|our|users|people|something|better|more|for;
        i|we|id *1 want|need|like|love to build|add|create|make|offer|support|have|launch|start|improve|introduce|let|allow|give|change|move|switch|experiment|try|replace|rethink|get|see|provide
        """,
    ),
    (
        "think-together",
        "ideation",
        5.5,
        "asks to think together",
        """
        brainstorm; brainstorming; spitball; spitballing; discuss; talk|think|chat *3 through|about|over;
        bounce *4 ideas|idea|off; thinking about|of|out|we|maybe|that; shape *3 idea|feature|together;
        explore *2 idea|ideas; riff on; ideate; ideas; pros and; rethink; reimagine; help *3 think|decide|choose;
        figure *3 together|concept|idea|direction|scope; toying|playing|flirting with; considering; debate; curious;
        dreaming|dream of; think|thinking with me; hash *2 out; think along; brainstorm *3;
        explore *2 alternatives|options|directions|possibilities; argue *3 sides; weigh *2 options|pros;
        play devils advocate;
        propose|suggest|sketch|pitch|offer|list|give|show|name|outline *4 <ways>; explore|imagine|sketch *2 what|how *6 could|would|might;
        what *2 questions *3 answer|ask|clarify|settle *3; <find> *4 together; help *4 come up with *3;
        figure out what *1 to|we|i *4; figure out what *2 sense|first|next|concept
        """,
    ),
    (
        "wish",
        "ideation",
        3,
        "a wish",
        """
        it would|might|could *2 great|nice|cool|good|awesome|neat|useful|handy|amazing|lovely|fun;
        would be *2 nice|cool|great|good; i wish; wouldnt it;
        we should *2 have|support|offer|do|let|allow|be|really|probably|give|start|provide;
        we|i could|might *2 have|support|offer|use|let|build|do;
        can|could|should|shall we *2 have|support|offer|allow|add|build|make|move|switch|go|stick|drop;
        would it make sense *4; maybe we|a|some;
        support for *4 languages|users|customers|devices|currencies|payments|teams|themes|formats|providers|accounts|files;
        need|want a way; i need a feature|way|tool|app|system; how about a|an|adding|we|some|making|having; what if;
        why dont|not we; wonder|wondering if|whether; imagine; a|one feature *2 where|that; somehow;
        allow|let users|people|customers|admins|teams|them;
        <pronoun>|users|customers|people|admins|teams|teachers should *1 be able|see|get|have; lets make *3;
        can|could we let|allow|give *2;
        team|app|site|product|platform|tool|game|website|shop|dashboard|system needs|lacks *3;
        app|site|product|platform|tool|game|website|shop|dashboard|system should *1 have|support|offer|let|allow|remember;
        do you think *6 would|could|should; something like *5; lets do|have|get|offer|support a|an|some *5;
        lets do *2 integration|support; give the|our|users|customers|people|them *4;
        boss|ceo|sales|marketing|support|management *2 wants|want|wish|says|asks|asked;
        losing|lose *2 deals|customers|users|money|time; could *5 itself|automatically|instead; could *2 work *3;
        wouldnt|wont *6 be *2 <nice>; how|what about letting|adding|using|having|making|doing|offering|giving|allowing|sending|showing|building|supporting|moving|switching|replacing|introducing|turning;
        how about *3 in|for|on|to the|our|a; would|could a|an|the|our *6 help|pay|suit|scale|benefit|fit|save *4;
        it|this|that annoys|bugs|bothers|frustrates|drives me|us|everybody|everyone|people|users *3;
        i|we|am *5 torn|undecided|wavering|hesitating|unsure *2; i|we *3 back and forth; on the fence; say we *6; suppose we|users|you *6
        """,
    ),
    (
        "idea-noun",
        "ideation",
        4,
        "an idea",
        """
        i|we|have|had|got *3 idea|ideas|thought|vision|concept; feature request|idea|ideas;
        new feature *2 request|idea|from|for; i *2 been thinking; here *2 idea; next|another idea; concept;
        want to build|create|start|launch *8 app|tool|platform|startup|product|service|game|bot; rough idea;
        vague idea; crazy idea; want to launch|expand|enter|sell *4;
        new|another|wild|crazy|fresh|random|rough|quick|small idea|thought|proposal; an idea; idea for|about|to *3
        """,
    ),
    (
        "which-way",
        "ideation",
        4,
        "asks which way to go",
        """
        how|what|which *2 should|would|could|might|do|to *2 we|you|i *3 approach|handle|tackle|go|do|structure|start|solve|make|design|prefer|suggest|recommend|model|deal|call|reduce|improve|avoid|increase|get|consider|take|know|involve;
        how should|would|might|could this|that|it|we *3; how|what could|can we|i *3;
        what features|feature|improvements|functionality|kind *4;
        how complicated|hard|expensive|difficult|big|complex *1 would|is|could|do *3; do we *1 need|want *2;
        come up with something|ideas|an|a *3 idea|way|ways|something|keep|concept; where would you *3;
        what would *3 involve|involve|take|mean|need;
        what *2 options|alternatives|approach|possibilities|best|right *2 way|approach|scope|to|for|are|here|do|would|v1|option;
        what are *3 options|alternatives|choices|possibilities|tradeoffs;
        what would make|you|it|be *4 sense|approach|do|suggest|take|like|recommend|want|need;
        to|must be *2 better|smarter|nicer|easier|cleaner|simpler way;
        what is *2 first|next *2 milestone|step|version; what is the *1 best|right|smart|sane way|approach|scope;
        where *4 begin|start; what would *4 mvp|version|v1|scope; any ideas|suggestions|thoughts|advice; go about *2;
        how *3 go about; is it worth *3; worth adding|having|doing|building; sort out which|what|how;
        help me|us *2 find|pick|choose|decide|come; open to *2; which one *4 first; thoughts $; opinions $;
        suggestions $; ideas $; advice $; input $; ask me; poke me; question me; interview me; what *5 scope|mvp;
        is|must|has|got *1 there|be *2 better|smarter|smart|nicer|cleaner|good|easier way|approach|solution;
        there must be *3 way|solution|approach|option|something|trick; is there *1 a way *6; how far should; what *2 think about|of *3; should we|i *8;
        what do we have|need to *2 think|consider|know; what *2 sense; is|are *5 a good|bad|smart idea; options $;
        what would be useful|helpful|valuable|interesting *3; what should i|we ask *3; good idea or *2; like us to *4;
        any *2 ideas|suggestions; how would u|you *3; clever ideas;
        any *3 <ways> to|for|of|around *3; should the|a|an|our|users|customers|every *8; honest take|opinion|view *3;
        where|how could|can|might *6 help|improve|save|benefit|use|offer|reduce; what would you build|start|pick|choose|try|prioritize|prioritise|drop|focus|change *4;
        what is|would|could *3 simplest|smallest|cheapest|easiest|cleanest|minimal|leanest|least|quickest *4;
        has|have|got to be another|some|a|an *2 way|ways|solution; is|are|isnt|would *5 overkill|realistic|sensible|wise|premature|worthwhile *3;
        is|would *6 asking for trouble; what could|might we|you|i *4; how can we|i *3 make|get|reduce|improve|keep|help|stop|avoid|encourage *4
        """,
    ),
    (
        "how-to-get",
        "ideation",
        5.5,
        "asks for a way to something wanted",
        """
        how do|can|could|should|would|might we|i|you *1 make|get|stop|reduce|improve|keep|avoid|encourage|convince|sell|grow|attract|help|prevent|increase|offer|let|simplify;
        do we *2 need|want *4; any *3 <ways> to|for|of|around *3
        """,
    ),
    (
        "vague-problem",
        "ideation",
        4,
        "a problem without a shape",
        """
        something is|feels|seems|weird|about *4 off|wrong|weird|slow|odd|broken|strange|funny|fishy;
        somethings off|wrong|weird|not; do|have something about the|our|my|these|all;
        i|we dont|do|cant|not *3 know|idea|sure|put *4 begin|start|finger; no clue|idea;
        not happy|satisfied|content with; i|we dont know how|what|where|which;
        nobody|noone|users|customers|people finds|knows|understands|uses|likes|cant|struggle|complain|hate|drop|bounce;
        is|are a|such|total|complete|getting|becoming *3 mess|disaster|nightmare|pain|joke|unmaintainable|unwieldy|worse
        """,
    ),
)

CLUES = (
    (
        "wish-word",
        "ideation",
        2,
        "not settled yet",
        """
        would be *2 great|nice|cool|good|awesome; idea; ideas; brainstorm; not sure *6; thinking out loud; maybe;
        pros and cons; v1|mvp; options $; first version; help me think;
        before *3 writes|write|code|anything|start|building|commit; from scratch; no clue; thoughts; curious; roughly;
        customers|users|people|clients|support *3 asking|complaining|complain|want|wants|request|requested|confused|bounce|leave|churn|drop|asked;
        keep *2 back and forth; keep hearing;
        confuse|confuses|annoy|annoys|frustrates|frustrate|hate|hates *2 people|users|customers|everybody|it;
        not sure whether|if|what|how; too many *2; overkill; no good *1 explanation|answer;
        cant find|use|see|understand|express|do|handle *2; need your *1 help; smallest thing; need *4 help;
        feels like; form or whatever; or something; worth adding; in what shape; tackle first; go about; wants;
        unsure; undecided; not sold; no idea; rough; some kind; some sort; open to; what do|would you think of|about;
        how far; must be; or stick; redesign|overhaul|rethink|revamp; alternatives; answer to that; some way *3;
        realistic
        """,
    ),
    (
        "nice-to-have",
        "ideation",
        3,
        "a wish",
        """
        would|might|could|will be *2 <nice> to|if|for|when|have|idea|addition; be <nice> to have; nice to have; be <nice> $;
        thinking|think aloud|loud; thinking out loud; not sure|certain|convinced|decided how|what|where|whether|which|if|yet|that|we|about;
        dont|not|no know|idea|clue how|what|where|whether|which *3 begin|start|should|would|do|make|want|like|best|better|get|improve|to;
        back and forth between|on|about; has|have|got|must|need to be *3 way|ways|approach; is asking for trouble; dont know where|how
        """,
    ),
    (
        "vague-word",
        "ideation",
        2.5,
        "a problem without a shape",
        """
        is|are|feels|seems|feel|seem|its|getting|looks *3 slow|slower|mess|messy|clunky|bad|terrible|horrible|confusing|broken|outdated|ugly|painful|annoying|off|inconsistent|sluggish|unusable|brittle|fragile|dated|hard;
        killing|kills|hurting|hurts our|us|the|my; sucks|suck; do something about the|our|my|these|all;
        cant *2 finger; be smarter|better|faster|easier|simpler|nicer|friendlier; is|are a mess|pain;
        too slow|complicated|complex|many|hard|expensive; nobody knows|understands|finds; smarter way;
        better approach|way; needs *1 redesign|overhaul|rethink|love|revamp|facelift;
        confuse|confuses|annoy|annoys|frustrates *2 people|users|customers|everybody; half of *6; spends *4;
        grew over; not happy; doesnt work anymore; outgrowing|outgrown; too many items|clicks|settings|steps|options
        """,
    ),
    (
        "new-thing",
        "ideation",
        2,
        "a new feature",
        """
        new feature; a feature *2 where|that|to|for;
        add|need|want|support|have *2 dark|sso|multi|offline|notifications|notification|chat|search|export|import|plugins|plugin|login|oauth|billing|analytics|dashboard|roles|permissions|i18n|localization|teams|comments|sharing|webhooks;
        build me; better *3 flow|way|experience|onboarding|ux|ui|search; should be able; be able to; for partners;
        next year; launch; like google|slack|figma|notion|github|trello|the *2 has|have|does; as in *3
        """,
    ),
)
