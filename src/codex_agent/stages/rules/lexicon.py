"""Words by what they do in a request: the classes that the rules name, the words that lead to a request, two languages' small words."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLASSES = {
    "things": """
        endpoints tables queries services modules packages components handlers routes jobs migrations dependencies
        libraries functions classes files clients consumers callers parts places areas pages scripts tests flags
        permissions repos apps teams users
        """,
    "build": """
        implement build develop create add introduce integrate ship deliver scaffold bootstrap prototype wire
        """,
    "change": """
        refactor rewrite migrate convert port replace upgrade split extract modernize modernise restructure reorganize
        reorganise rework translate decouple deprecate consolidate switch swap rip remove drop eliminate unify parallelize
        untangle inline
        """,
    "fix": "fix resolve address repair patch correct tackle remedy",
    "find": """
        investigate research understand explore analyze analyse trace study survey identify locate examine diagnose
        profile determine discover uncover debug catalog catalogue inventory enumerate map audit pinpoint grep
        comprehend investigation scout
        """,
    "judge": """
        review check inspect audit critique examine assess evaluate scrutinize scrutinise vet verify judge validate
        proofread rate
        """,
    "change_noun": """
        merge change changes diff diffs branch pr prs commit commits patch patches implementation mr changeset merged
        modified uncommitted staged refactoring refactor hunk worktree edits
        """,
    "spec": """
        prd prds spec specs specification rfc roadmap plan requirements PRDFILE milestones proposal blueprint adr
        """,
    "spec_only": "prd prds spec specs specification rfc roadmap requirements PRDFILE milestones adr",
    "draft": """
        write create draft make put turn prepare sketch draw outline compose produce update revise amend extend add
        split reorder finalize finalise generate document define formulate flesh come shape condense capture nail
        formalize formalise wrap change adjust edit tighten rework
        """,
    "have": "give need want have get like show require",
    "tech": """
        endpoint endpoints client clients service services table tables query queries cache caches job jobs module
        modules package packages component components worker workers code handler handlers route routes api apis
        schema field fields column columns database db storage index config env tokens session sessions isolation
        locking lock retries retry errors auth authentication authorization permissions migrations events queue queues
        topics consumers producers requests logs metrics dependencies imports libraries library flags tenants tenant
        transactions pipeline deployment pods pod cluster importer exporter parser scheduler implementation
        implementations repo monorepo codebase stack system protocol
        """,
    "result": """
        findings finding results result report reports answer answers output outputs analysis analyses conclusions
        conclusion verdict verdicts audits responses claims opinions recommendations replies outcome outcomes insights
        discoveries gist essence takeaways investigations evidence theories hypotheses takeaway explanation
        explanations
        """,
    "digest": """
        synthesize synthesise summarize summarise consolidate combine merge reconcile distill distil triage weigh
        digest condense dedupe deduplicate aggregate collate crosscheck prioritize prioritise rank sort filter compare
        contrast boil integrate unify collect gather interpret assess group cluster score order sum reduce judge
        """,
    "agent": """
        agent agents codex worker workers scout scouts reviewer reviewers explorer explorers researcher researchers
        auditor auditors gemini subagents investigators providers models w1 w2 w3 w4 w5 they them both everyone
        everybody
        """,
    "wide": """
        codebase repo repository project monorepo system services modules packages architecture everywhere across
        overall entire whole all every everything places stack app application pipeline end flow layer layers paths
        consumers clients repos apps
        """,
    "tests": "test tests testing testcases testsuite e2e coverage qa",
    "test_kind": """
        unit integration e2e regression smoke load stress fuzz property snapshot acceptance contract performance end
        mutation playwright cypress pytest jest functional browser system comprehensive missing more new real proper
        failing
        """,
    "trivial": """
        id link entry attribute tag prop param dot space example paragraph badge divider border shadow icon corner
        width height opacity background TODO typo typos variable newline comment comments import flag gitignore footer
        year whitespace indentation semicolon bracket color colour bold italic font padding margin label placeholder
        text title wording heading header default constant port timeout version argument arguments annotation string
        log logging print docstring emoji url comma spacing alias NAME lint tooltip caption date sentence word words
        else console.log field parameter block line class name letter quotes tab spaces breakpoint null
        """,
    "tweak": """
        fix change set bump rename remove delete add put swap turn increase decrease update make move correct raise
        lower enable disable wrap sort replace adjust flip drop insert toggle edit comment shorten capitalize
        lowercase uncomment inline call
        """,
    "nice": "great nice cool good awesome neat useful handy amazing lovely fun helpful sweet super excellent worthwhile",
    "ways": "way ways directions direction options option alternatives approaches concepts concept variants possibilities ideas names features",
    "handled": """
        evaluated computed calculated stored handled loaded resolved cached validated built deployed configured created processed
        rendered generated sent scheduled routed protected encrypted authenticated authorized authorised logged parsed read written
        updated invalidated wired connected organized organised structured done managed used set propagated synced represented enforced
        determined selected checked tracked persisted passed exposed secured migrated versioned tested isolated triggered
        """,
    "works": """
        travel travels flow flows reach reaches work works happen happens know knows decide decides handle handles find communicate
        interact interacts authenticate behave behaves sync talk talks relate fit differ propagate propagates load loads get gets
        end ends connect share store stores cache check validate resolve persist recover
        """,
    "flaws": "bug bugs problem problems mistake mistakes error errors issue issues flaw flaws regression regressions hole holes gaps weaknesses",
    "pronoun": "i we you they he she anybody anyone anything somebody someone it things nobody",
    "person": "i we you they he she it anybody anyone somebody someone",
    "system": "the our we my this these those all each every both any your us its their",
}
# Verbs of these classes stand for their form in `-ing`, too.
VERB_CLASSES = ("build", "change", "fix", "find", "judge", "digest", "draft")

# Passed over between two words of a pattern.
FILLERS = word_set(
    """
    a actually all also an any both current currently entire even existing few its just more my new old only other our
    own please quickly really several some still the their these those three two very whole your
    """
)

# Words that only lead to a request: it can begin behind them.
OPENERS = word_set(
    """
    NUM a able actually again agent agents ah ahead already alright also am an and another anyway as ask assign at
    awesome be been bit both btw but by can careful claude codex complete comprehensive conduct continue cool could
    couple day deep detailed dispatch do doing especially everybody everyone few final finally fire first five folks
    for four fresh full fyi gemini general get getting give go going good great guys has have hello help hey hi hm hmm
    i id if ill independent into it just k keep kick kindly lastly later launch let lets lgtm like little lot love
    mainly maybe me meanwhile more morning must my need new next nice now of off oh ok okay okey on once one opus our
    out parallel particular particularly people perfect perform perhaps please point possible proper ps quick quickly
    ready really right round run second send separate set several should side since six so some somebody someone spawn
    specifically spin start still subagents sure team tell thanks the them then think third this thorough three
    through time to today tomorrow tonight try two up us use using usual very want we well will with work worker
    workers working would yeah yep yes yo you
    """
)

# Small words of German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Polish and Turkish that English does not have.
FOREIGN = word_set(
    """
    ajoute alle antes att au auch auf aus aux avant avec bei bevor bir bitte bu ce cette che como cómo dans das dazu
    de del della dem den der des det deze di dit dla een eine einen einmal el escreva escribe esta este esto et fais
    fare faça für gli gör hay haz het ich il im inte isso ist için jag je jest kan kann kannst kun laat lance las le
    les los lütfen ma maak mach mache med mich mij mir mit moi mon muss más na naar napisz necesito nel nicht nie niet
    noch nous nova novo nuestra nur não och oder onze para pas perché peux plaît por pour pourquoi preciso prima
    proszę puedes puoi på quero questa questo qui quiero quoi qué schon schreibe schrijf scrivi sehr sind się ska
    skriv sollte som sono te till todo todos tous toutes tu tutte tutti tú um uma una und une uns vamos van ve vi você
    voglio vom voor waarom warum wat wenn wie wir yaz zijn zum zur är écris że
    """
)

# Small words of English, and loan words that prove nothing for another language.
ENGLISH = word_set(
    """
    a about add all an and any are as at be but can does fix for from has have how i if in into is it just make my
    need new no not of on or our plan please review should so test that the them then there these they this us want
    was we what when where which why with would write you your
    """
)
