"""From a frozen snapshot to one PDF: contents, pages, join, build."""
