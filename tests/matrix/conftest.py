"""One world for each module, and the number of cells that were looked at."""

import gc
import time

import pytest
from django.db import transaction

from tests.matrix.world import World, surroundings

CELLS = "cells"
BEGAN = time.monotonic()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the world in a transaction that never commits."""
    place = surroundings(tmp_path_factory.mktemp("matrix"))
    with place, django_db_blocker.unblock(), transaction.atomic():
        made = World()
        gc.freeze()  # thousands of requests follow: do not walk what lasts again and again
        yield made
        gc.unfreeze()
        transaction.set_rollback(True)


def pytest_terminal_summary(terminalreporter):
    counted = sum(
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == CELLS
    )
    spent = time.monotonic() - BEGAN
    terminalreporter.write_line(f"access matrix: {counted} cells in {spent:.0f} s")
