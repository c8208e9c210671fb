"""The text of `vocabulary.tsv`, which scripts/stage_vocabulary.py writes: words of the labelled prompts, and how many of each label have them.

A line is a word, a pair of neighbours (^ is the beginning or end of a clause) or what the state says, a tab, and the counts of ideation,
research, synthesis, prd, implementation, review, testing and none. The first line has no word: it counts all prompts. No held out prompt
counts. Importing this reads the file.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` is too slow for a hook
if TYPE_CHECKING:
    from importlib.abc import ResourceLoader

    __loader__: ResourceLoader

# As code comes: by the loader, which knows the package's place and needs no module that a hook would have to load.
COUNTS = __loader__.get_data(__file__.rpartition(".")[0] + ".tsv").decode()
