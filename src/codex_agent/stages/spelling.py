"""Misspelt key words put right: one letter missing, two swapped, or one too many; never the first one."""

from __future__ import annotations

from codex_agent.stages.rules.lexicon import word_set

# Words worth reading through one missing, doubled or swapped letter; none of them is one letter from another English word.
KEY_WORDS = word_set(
    """
    implement implementation implementing investigate investigation research review reviews reviewer reviewers refactor
    refactoring migrate migration understand analyze analyse analysis explore synthesize synthesise synthesis summarize
    summarise summary consolidate combine findings coverage integration verify validate approve approved brainstorm
    requirements document specification feature features phases changes agents codebase architecture
    """
)


def spelt(word: str, spelling: dict[str, str]) -> str:
    if len(word) < 4 or word in spelling:
        return spelling.get(word, word)
    if len(word) > 6 and len(word) < 20:  # a doubled or foreign letter, never the first one
        for at in range(1, len(word)):
            shorter = word[:at] + word[at + 1 :]
            if spelling.get(shorter) == shorter:
                return word if word.startswith(shorter) and word[-1] != word[-2] else shorter
    return word


_SPELLINGS: dict[str, str] = {}


def spellings() -> dict[str, str]:
    """Every key word, and what it looks like with one letter missing or two swapped; made once."""
    if not _SPELLINGS:
        for word in sorted(KEY_WORDS):
            for at in range(1, len(word) - 1):
                _SPELLINGS.setdefault(word[:at] + word[at + 1 :], word)
                _SPELLINGS.setdefault(word[:at] + word[at + 1] + word[at] + word[at + 2 :], word)
        _SPELLINGS.update(
            {
                "tset": "test",
                "tsets": "tests",
                "wirte": "write",
                "paln": "plan",
                "fidn": "find",
                "teh": "the",
                "wnat": "want",
            }
        )
        _SPELLINGS.update({word: word for word in KEY_WORDS})
    return _SPELLINGS
