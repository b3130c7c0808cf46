"""Periods in which an action runs or stands still."""

from datetime import UTC, date, datetime

import pytest

from actions.models import StepKind
from actions.rules.facts import Taken
from actions.rules.spans import Span, spans

AT = datetime(2019, 1, 1, tzinfo=UTC)
S, P, R, D, X = StepKind.STARTED, StepKind.PAUSED, StepKind.RESUMED, StepKind.DONE, StepKind.STOPPED


def on(day):
    return date(2019, 4, day)


@pytest.mark.parametrize(
    ("steps", "periods"),
    [
        pytest.param([], [], id="not begun"),
        pytest.param([(S, 1)], [Span(on(1))], id="runs"),
        pytest.param(
            [(S, 1), (P, 5)], [Span(on(1), on(5)), Span(on(5), is_running=False)], id="paused"
        ),
        pytest.param(
            [(S, 1), (P, 5), (R, 8)],
            [Span(on(1), on(5)), Span(on(5), on(8), is_running=False), Span(on(8))],
            id="runs again",
        ),
        pytest.param([(S, 1), (D, 9)], [Span(on(1), on(9))], id="done"),
        pytest.param(
            [(S, 1), (P, 5), (X, 9)],
            [Span(on(1), on(5)), Span(on(5), on(9), is_running=False)],
            id="stopped while paused",
        ),
        pytest.param([(X, 9)], [], id="stopped before it began"),
    ],
)
def test_steps_become_periods(steps, periods):
    assert spans([Taken(kind, on(day), AT) for kind, day in steps]) == periods
