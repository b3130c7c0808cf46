"""What people type on the pages of a proposal."""

from decisions.forms.authorising import AuthoriseForm, LetterForm
from decisions.forms.cocreation import AnswerForm, CommentForm, StepForm
from decisions.forms.deciding import DecisionForm, RevokeForm
from decisions.forms.drafting import ItemForm, NestForm, PlaceForm, SectionForm
from decisions.forms.embargo import ExtendForm, InstructForm, LiftForm, PublicationForm
from decisions.forms.moments import DayForm, MomentForm
from decisions.forms.offering import FurtherOfferForm, OfferForm
from decisions.forms.preparing import (
    AdviceForm,
    LocalSectionForm,
    ManagementAdviceForm,
    PlacingForm,
)
from decisions.forms.proposing import ImportForm, ReturnedForm
from decisions.forms.seen import SeenForm
from decisions.forms.versions import BeginVersionForm, VersionsForm

__all__ = [
    "AdviceForm",
    "AnswerForm",
    "AuthoriseForm",
    "BeginVersionForm",
    "CommentForm",
    "DayForm",
    "DecisionForm",
    "ExtendForm",
    "FurtherOfferForm",
    "ImportForm",
    "InstructForm",
    "ItemForm",
    "LetterForm",
    "LiftForm",
    "LocalSectionForm",
    "ManagementAdviceForm",
    "MomentForm",
    "NestForm",
    "OfferForm",
    "PlaceForm",
    "PlacingForm",
    "PublicationForm",
    "ReturnedForm",
    "RevokeForm",
    "SectionForm",
    "SeenForm",
    "StepForm",
    "VersionsForm",
]
