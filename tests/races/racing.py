"""People who act at the same moment, each on a connection of their own."""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from decisions.services import Overtaken, Refused
from jobs.services import CannotRetry
from municipalities import services as people
from submissions.services import CannotFreeze

JITTER = 0.003  # seconds; an act takes several times as long
REFUSALS = (Refused, Overtaken, CannotFreeze, CannotRetry, people.Refused)

Act = Callable[[], object]


def at_once(*acts: Act) -> list[object]:
    """
    Do the acts at the same moment and return what each came to: its value, or its refusal.

    Anything else that an act raises is raised here.
    """
    start = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as people:
        endings = [people.submit(_do, act, start) for act in acts]
    return [ending.result() for ending in endings]


def done(endings: Sequence[object]) -> list[object]:
    """Return what came of the acts that were not refused."""
    return [ending for ending in endings if not isinstance(ending, REFUSALS)]


def _do(act: Act, start: Barrier) -> object:
    try:
        connection.ensure_connection()
        start.wait(timeout=30)
        time.sleep(random.uniform(0, JITTER))  # noqa: S311  # who comes first, no secret
        return act()
    except REFUSALS as refusal:
        return refusal
    finally:
        connection.close()
