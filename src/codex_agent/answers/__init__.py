"""Answers that are data: schemas as users write them, answers as agents write them, and whether one fits the other. Pure.

Both are foreign text, and a schema's patterns can take for ever: outside of tests this runs in `checker.py`, a process of its own.
"""
