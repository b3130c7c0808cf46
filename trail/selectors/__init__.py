"""Reading the trail: as lines on a page, as an export, and as proof."""

from trail.selectors.exporting import csv_rows, json_pieces
from trail.selectors.lines import (
    Filters,
    Line,
    Page,
    entries_for_region_itself,
    entries_of,
    entries_of_region,
    filtered,
    history_of,
    last_anchor,
    last_entry,
    page_of,
)
from trail.selectors.proof import chain_length, faults, faults_in_chain

__all__ = [
    "Filters",
    "Line",
    "Page",
    "chain_length",
    "csv_rows",
    "entries_for_region_itself",
    "entries_of",
    "entries_of_region",
    "faults",
    "faults_in_chain",
    "filtered",
    "history_of",
    "json_pieces",
    "last_anchor",
    "last_entry",
    "page_of",
]
