"""The pages of a proposal. A page is a function; an act is a function that redirects."""
