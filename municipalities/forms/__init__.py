"""What people type on the pages about organisations and people."""

from municipalities.forms.calendars import CalendarForm, RecessForm
from municipalities.forms.institutions import (
    InstitutionForm,
    RefuseForm,
    SeenForm,
)
from municipalities.forms.people import (
    AcceptForm,
    ActForForm,
    EndForm,
    InviteForm,
    JoinForm,
    ReasonForm,
)
from municipalities.forms.trail import TrailForm

__all__ = [
    "AcceptForm",
    "ActForForm",
    "CalendarForm",
    "EndForm",
    "InstitutionForm",
    "InviteForm",
    "JoinForm",
    "ReasonForm",
    "RecessForm",
    "RefuseForm",
    "SeenForm",
    "TrailForm",
]
