"""Actions, plans, consultations, participation and what municipalities can carry."""

from actions.models.action import (
    Action,
    ActionMilestone,
    MilestoneNews,
    MilestoneState,
    ProgressReport,
    Step,
    StepKind,
)
from actions.models.amounts import ContributionKind, Unit
from actions.models.capacity import Capacity, CollegeWord, Word
from actions.models.consultation import (
    AgendaItem,
    AgendaOutcome,
    AgendaPaper,
    Consultation,
    ConsultationKind,
    ItemOutcome,
    Minutes,
)
from actions.models.meeting import Attendance, FieldMeeting, Guest, Harvest, MeetingReport, Reply
from actions.models.participation import (
    Admission,
    Answer,
    Asking,
    Contribution,
    JoinTrigger,
    Pace,
    Participation,
    ReasonAudience,
    ReasonKind,
    Suggestion,
    TriggerKind,
)
from actions.models.plan import Need, Plan
from actions.models.tables import ReadIn, SavedView, Standing

__all__ = [
    "Action",
    "ActionMilestone",
    "Admission",
    "AgendaItem",
    "AgendaOutcome",
    "AgendaPaper",
    "Answer",
    "Asking",
    "Attendance",
    "Capacity",
    "CollegeWord",
    "Consultation",
    "ConsultationKind",
    "Contribution",
    "ContributionKind",
    "FieldMeeting",
    "Guest",
    "Harvest",
    "ItemOutcome",
    "JoinTrigger",
    "MeetingReport",
    "MilestoneNews",
    "MilestoneState",
    "Minutes",
    "Need",
    "Pace",
    "Participation",
    "Plan",
    "ProgressReport",
    "ReadIn",
    "ReasonAudience",
    "ReasonKind",
    "Reply",
    "SavedView",
    "Standing",
    "Step",
    "StepKind",
    "Suggestion",
    "TriggerKind",
    "Unit",
    "Word",
]
