"""Mutants that change nothing anybody can see: file, function, what is removed, and why."""

EQUIVALENT: dict[tuple[str, str, str], str] = {}
