"""Mutants that change nothing anybody can see: file, function, what is removed, and why."""

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("decisions/querysets.py", "readable_by", 'without audience="own" in filter'): (
        "own_section_has_its_owner: only a section for the own organisation names one"
    ),
}
