"""Reading proposals: a file to text, a text to a proposal, a printed dictum to its items."""
