"""Background terminals: a holder process for each, which owns the pseudo-terminal and outlives everything else of ours."""
