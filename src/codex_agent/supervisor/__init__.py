"""The one process that decides: it folds facts into states, wakes who waits, and keeps the queue."""
