"""Lines of prose as clauses of plain words: lower case, no punctuation, paths and names as tokens, misspelt key words put right."""

from __future__ import annotations

from codex_agent.stages.rules.lexicon import word_set
from codex_agent.stages.spelling import spellings, spelt

# What stands for a thing that is no word. Upper case, so that no word of a prompt can be one.
FILE, FOLDER, PRD_FILE, NAME, NUMBER, JOB, URL, QUOTED = (
    "FILE",
    "FOLDER",
    "PRDFILE",
    "NAME",
    "NUM",
    "JOBID",
    "URL",
    "QUOTED",
)

EXTENSIONS = word_set(
    """
    bash c cc cfg conf cpp cs css csv dart ex example exs go gradle h hpp html ini ipynb java jl js json jsx kt less
    lock log lua m md mjs php pl proto py pyi rb rs rst scala scss sh sql svelte swift tf toml ts tsx txt vue xml
    yaml yml zig gitignore dockerignore env editorconfig
    """
)
PRODUCTS = word_set(
    """
    node.js next.js console.log vue.js react.js express.js three.js d3.js nuxt.js asp.net .net e.g i.e etc a.k.a
    """
)
ROOTS = word_set(
    """
    src lib app apps packages pkg cmd internal docs test tests spec scripts tools server client api web
    """
)
TRAILING = ".,;:!?)]}>*'\"…”’"
LEADING = "([{<*'\"“‘¿¡"
DASHES = frozenset(("-", "--", "–", "—", "->", "=>", "→", "|", "/", "*", "•", "+"))

CONTRACTIONS = {"re": " are", "ll": " will", "ve": " have", "d": " would", "m": " am"}
IS_BEHIND = word_set(
    """
    what where how who that it there here which why when everything something nothing he she this plan prd
    """
)
BARE_CONTRACTIONS = {
    "whats": "what is", "wheres": "where is", "hows": "how is", "whos": "who is", "thats": "that is", "theres": "there is", "im": "i am",
    "ive": "i have", "theyre": "they are", "youre": "you are", "weve": "we have", "itd": "it would", "wanna": "want to", "gonna": "going to",
    "plz": "please", "pls": "please", "u": "you", "thru": "through", "bc": "because", "w": "with", "wo": "without",
}  # fmt: skip


class Clause:
    """A run of words without punctuation. `first`: it begins a sentence or stands behind a colon or dash; `question`: its sentence asks."""

    __slots__ = ("first", "question", "words")

    def __init__(self, words: list[str], first: bool) -> None:
        self.words = words
        self.first = first
        self.question = False


def clauses(prose: list[str]) -> list[Clause]:
    """The clauses of all lines; each line begins a sentence."""
    found: list[Clause] = []
    spelling = spellings()
    for line in prose:
        _read_line(_unquoted(line), spelling, found)
    return found


def _read_line(line: str, spelling: dict[str, str], found: list[Clause]) -> None:
    run: list[str] = []
    sentence: list[Clause] = []
    first = True

    def close(ends: bool, question: bool) -> None:
        nonlocal run, first
        if run:
            sentence.append(Clause(run, first))
            found.append(sentence[-1])
            run, first = [], False
        if ends:
            for clause in sentence:
                clause.question = question
            sentence.clear()
            first = True

    for raw in line.split():
        if raw in DASHES:
            close(ends=True, question=False)
            continue
        if raw[:1] == "(":
            close(ends=False, question=False)
        run.extend(_words(raw, spelling))
        stop = _stop(raw)
        if stop:
            close(ends=stop != ",", question=stop == "?")
    close(ends=True, question=False)


def _stop(raw: str) -> str:
    """The punctuation that a word ends with: `?`, `,`, another mark that ends a sentence, or nothing."""
    tail = raw[len(raw.rstrip(TRAILING)) :]
    if not tail or raw.rstrip(TRAILING).lower() in PRODUCTS:
        return ""
    if "?" in tail:
        return "?"
    if any(mark in tail for mark in ".!;:…"):
        return "."
    return "," if "," in tail or ")" in tail else ""


def _unquoted(line: str) -> str:
    """The line with quotations of more than one word, and code of more than one word, replaced by a token."""
    for opening, closing in (("`", "`"), ('"', '"'), ("“", "”"), ("«", "»")):
        if opening in line:
            line = _replace(line, opening, closing)
    return _without_single_quotes(line) if " '" in line else line


def _without_single_quotes(line: str) -> str:
    """`'Two words'` as a token: an apostrophe that begins a word, up to one that ends a word."""
    out: list[str] = []
    opened = -1
    for word in line.split():
        out.append(word)
        if opened < 0 and word[0] == "'" and not word.rstrip(TRAILING).endswith("'"):
            opened = len(out) - 1
        elif opened >= 0 and word.rstrip(".,;:!?)").endswith("'"):
            out[opened:] = [QUOTED]
            opened = -1
    return " ".join(out)


def _replace(line: str, opening: str, closing: str) -> str:
    parts = line.split(opening)
    if opening == closing:
        if len(parts) % 2 == 0:  # one without a partner stays
            parts[-2:] = [parts[-2] + opening + parts[-1]]
        return "".join(part if at % 2 == 0 else _shortened(part) for at, part in enumerate(parts))
    out = parts[:1]
    for part in parts[1:]:
        inside, end, behind = part.partition(closing)
        out.append(_shortened(inside) + behind if end else part)
    return "".join(out)


def _shortened(inside: str) -> str:
    return " " + QUOTED + " " if len(inside.split(None, 2)) > 1 else inside


def _words(raw: str, spelling: dict[str, str]) -> list[str]:
    """The words of one run of characters between blanks: mostly one."""
    bare = raw.strip(LEADING + TRAILING).replace("’", "'")
    call = bare.endswith("(") or raw.rstrip(".,;:!?").endswith("()")
    if not bare:
        return []
    token = _token(bare, raw)
    if token or call:
        return [token or NAME]
    plain = _expanded(bare.lower())
    parts = plain.replace("/", " ").replace("-", " ").replace("+", " ").replace("_", " ").split()
    return [
        NUMBER if (part[:1].isdigit() and part[:-1].isdigit()) or part.isdigit() else spelt(part, spelling)
        for part in parts
    ]


def _expanded(word: str) -> str:
    """Contractions as the words that they stand for; `don't` and `let's` lose their apostrophe alone."""
    if word in BARE_CONTRACTIONS:
        return BARE_CONTRACTIONS[word]
    stem, mark, ending = word.partition("'")
    if not mark:
        return word
    if ending == "s" and stem in IS_BEHIND:
        return stem + " is"
    return stem + CONTRACTIONS[ending] if ending in CONTRACTIONS else stem + ending.replace("'", "")


def _token(bare: str, raw: str) -> str:
    """What kind of thing this is when it is no word."""
    lower = bare.lower()
    if bare == QUOTED:
        return QUOTED
    if lower.startswith(("http://", "https://", "www.")):
        return URL
    stem, dot, extension = lower.rpartition(".")
    is_file = bool(dot) and extension in EXTENSIONS and lower not in PRODUCTS
    if "/" in bare:
        return _path_token(lower, is_file)
    if is_file:
        return PRD_FILE if "prd" in stem else FILE
    if raw[:1] == "." and lower in EXTENSIONS:
        return FILE
    if bare[:1] == "." or (bare.count(".") and lower.replace(".", "").lstrip("v").isdigit()):
        return NUMBER
    if len(bare) == 8 and any(c.isdigit() for c in bare) and all(c in "0123456789abcdef" for c in bare):
        return JOB
    return NAME if _is_name(bare) else ""


def _path_token(lower: str, is_file: bool) -> str:
    if "prd" in lower:
        return PRD_FILE
    if is_file:
        return FILE
    parts = [part for part in lower.split("/") if part]
    pathlike = lower[:1] in "/.~@" or lower.endswith("/") or len(parts) > 3 or (parts and parts[0] in ROOTS)
    return FOLDER if pathlike else ""


def _is_name(bare: str) -> bool:
    """An identifier: snake_case, or camelCase of some length (`iOS` and `eBay` are words)."""
    if "_" in bare.strip("_"):
        return True
    return len(bare) > 5 and bare[:1].islower() and bare[1:] != bare[1:].lower() and bare.isalnum()
