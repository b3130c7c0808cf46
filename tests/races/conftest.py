"""
Races commit for real, on many connections; `RACE_ROUNDS` says how often each is run.

With `--log-cli-level=INFO` each race tells what came of its rounds.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterator

import pytest

from trail.selectors import faults_in_chain

logger = logging.getLogger(__name__)


@pytest.fixture
def rounds() -> range:
    return range(int(os.environ.get("RACE_ROUNDS", "10")))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Counter[str]]:
    """Count what the rounds came to, for who wants to know how often it was close."""
    found: Counter[str] = Counter()
    yield found
    logger.info("%s: %s", request.node.name, dict(found))


@pytest.fixture(autouse=True)
def whole_chain(transactional_db: None) -> Iterator[None]:
    """Recompute the trail after the last round: whatever broke in one of them is still there."""
    yield
    assert faults_in_chain() == []
