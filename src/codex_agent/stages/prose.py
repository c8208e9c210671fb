"""A prompt's own prose: what the person wrote, without fences, quotations, logs, code and text that the client put in.

Linear in the prompt: whole-text calls are string methods, and at most `LIMIT` characters are looked at line by line.
No regular expressions: `re` costs a hook a third of its time, and cannot promise to stay linear.
"""

from __future__ import annotations

LIMIT = 24_000  # characters that are read: the first and the last half; a request stands at either end of a pasted log

FENCES = ("```", "~~~")
# Text that begins like this was typed by nobody, to its end.
INJECTED = (
    *("<task-notification", "<bash-", "<local-command-", "<command-", "<teammate-message", "<user-prompt-submit-hook"),
    *("[request interrupted", "this session is being continued from a previous conversation"),
    *("caveat: the messages below were generated", "stop hook feedback", "api error:"),
)
# Blocks that the client adds before or after the person's own words.
BLOCKS = (
    "system-reminder",
    "ide_opened_file",
    "ide_selection",
    "ide_diagnostics",
    "new-diagnostics",
    "task-notification",
)
LINE_STARTS = (
    *(
        "> ",
        ">>",
        "$ ",
        "% ",
        "+++ ",
        "--- ",
        "@@ ",
        "diff --git",
        "index ",
        "Traceback (",
        'File "',
        "at ",
        "npm ERR!",
        "npm WARN",
    ),
    *(
        "E   ",
        "FAILED ",
        "PASSED ",
        "ERROR ",
        "ERROR:",
        "WARN ",
        "WARNING",
        "INFO ",
        "DEBUG ",
        "TRACE ",
        "FATAL ",
        "[INFO",
        "[WARN",
    ),
    *(
        "[ERROR",
        "[DEBUG",
        "Author:",
        "Date:",
        "Caused by:",
        "error[",
        "error TS",
        "error:",
        "warning:",
        "panic:",
        "goroutine ",
        "| ",
    ),
    *("make:", "make[", "Exit status", "❯ ", "➜ ", "#!/"),
)
BULLETS = ("- ", "* ", "• ", "+ ")
SYMBOLS = frozenset("{}()[];=<>|&$#@\\/_*^~%")
SYMBOLS_PERCENT = 16


def injected(text: str) -> bool:
    """Whether the client or a hook wrote this prompt."""
    return text[:200].lstrip().lower().startswith(INJECTED)


def slash_command(text: str) -> bool:
    """`/name arguments`; a path is none."""
    word = text[:200].split(None, 1)[0] if text[:200].strip() else ""
    return word[:1] == "/" and word[1:2].isalpha() and "/" not in word[1:] and "." not in word


def lines(text: str) -> list[str]:
    """The lines of prose, in order, without anything quoted."""
    text = _without_blocks(_bounded(text))
    kept = []
    fence = ""
    in_diff = False
    for line in text.split("\n"):
        bare = line.strip()
        opener = next((mark for mark in FENCES if bare.startswith(mark)), "")
        if opener and (not fence or fence == opener):
            one_line = not fence and bare.count(opener) > 1
            fence = "" if fence or one_line else opener
            continue
        if fence:
            continue
        in_diff = bare.startswith(("diff --git", "@@ ")) or (in_diff and line[:1] in {"+", "-", " "} and bool(bare))
        if bare and not in_diff and not _is_output(line, bare):
            kept.append(bare)
    return kept


def _bounded(text: str) -> str:
    """The two ends of a long text. Whether the second one begins inside a fence follows from the fences left out."""
    if len(text) <= LIMIT:
        return text
    half = LIMIT // 2
    before, after = text[:-half], text[-half:]
    inside = before.count("\n```") % 2 == 1
    head = before[:half]
    if head.count("\n```") % 2 == 1:
        head += "\n```"
    return head + ("\n```\n" if inside else "\n") + after


def _without_blocks(text: str) -> str:
    for name in BLOCKS:
        opening, closing = "<" + name, "</" + name + ">"
        if opening not in text:
            continue
        parts = text.split(opening)
        text = parts[0] + "\n".join(part.split(closing, 1)[1] if closing in part else "" for part in parts[1:])
    return text


def _is_output(line: str, bare: str) -> bool:
    """Whether a program printed this line, or it is code: by how it begins, its indentation, a time, its symbols."""
    bullet = bare.startswith(BULLETS)
    if bare.startswith(LINE_STARTS) and not (bare.startswith("at ") and "(" not in bare):
        return True
    if not bullet and line.startswith(("    ", "\t")) and not bare[:1].isdigit():
        return True
    if _has_time(bare) or _is_commit(bare):
        return True
    symbols = sum(1 for character in bare if character in SYMBOLS)
    return len(bare) > 8 and symbols * 100 > SYMBOLS_PERCENT * len(bare)


def _has_time(bare: str) -> bool:
    """Begins with a date or a time of day."""
    start = bare.lstrip("[(")[:10]
    return (start[:4].isdigit() and start[4:5] in {"-", "/"} and start[5:7].isdigit()) or (
        start[:2].isdigit() and start[2:3] == ":" and start[3:5].isdigit() and start[5:6] == ":"
    )


def _is_commit(bare: str) -> bool:
    words = bare.split(None, 2)
    return (
        len(words) == 2
        and words[0] == "commit"
        and len(words[1]) >= 7
        and all(c in "0123456789abcdef" for c in words[1])
    )


def list_items(prose: list[str]) -> int:
    """How many lines are items of a list."""
    return sum(1 for line in prose if line.startswith(BULLETS) or (line[:1].isdigit() and line[1:3] in {". ", ") "}))
