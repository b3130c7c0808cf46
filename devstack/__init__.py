"""The two commands: set up what is missing, start real servers, run the portal or its tests."""


class CannotStart(Exception):
    """Says in one sentence what stands in the way and what helps."""
