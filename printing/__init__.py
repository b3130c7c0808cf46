"""From HTML to a PDF that archives and screen readers can use; knows nothing of what it says."""
