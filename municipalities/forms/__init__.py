"""What people type on the pages about organisations and people."""

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
    "EndForm",
    "InstitutionForm",
    "InviteForm",
    "JoinForm",
    "ReasonForm",
    "RefuseForm",
    "SeenForm",
    "TrailForm",
]
