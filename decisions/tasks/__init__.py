"""What the portal does by itself: reminding people, and raising further proposals."""

from decisions.tasks.furthering import (
    further_hourly,
    is_replaced,
    raise_further,
    raise_one,
    sweep,
    sweep_plans,
)
from decisions.tasks.reminding import (
    already_told,
    people_under,
    remind,
    remind_hourly,
    send_reminders,
)

__all__ = [
    "already_told",
    "further_hourly",
    "is_replaced",
    "people_under",
    "raise_further",
    "raise_one",
    "remind",
    "remind_hourly",
    "send_reminders",
    "sweep",
    "sweep_plans",
]
