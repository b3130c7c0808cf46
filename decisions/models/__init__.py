"""What is decided: the proposal and its versions, and the road of each municipality."""

from decisions.models.decision import Decision, FollowUp, Objection, Outcome, Revocation
from decisions.models.drafting import (
    Amendment,
    Answer,
    Preparation,
    PreparationKind,
    Replacement,
    Verdict,
)
from decisions.models.embargo import (
    Embargo,
    EmbargoChange,
    Instruction,
    LocalPublication,
    Move,
)
from decisions.models.further import Concern
from decisions.models.local import (
    Advice,
    AdviceKind,
    AdviceState,
    Agreement,
    LocalKind,
    LocalSection,
    ManagementAdvice,
    ManagementValue,
    Placing,
    Route,
)
from decisions.models.planning import CalendarFeed
from decisions.models.proposal import (
    Audience,
    DictumItem,
    Organ,
    Proposal,
    ProposalVersion,
    Section,
    SectionKind,
)
from decisions.models.ratification import Offer, Ratification
from decisions.models.signing import Authorisation, CouncilLetter, LegalBasis, Signature

__all__ = [
    "Advice",
    "AdviceKind",
    "AdviceState",
    "Agreement",
    "Amendment",
    "Answer",
    "Audience",
    "Authorisation",
    "CalendarFeed",
    "Concern",
    "CouncilLetter",
    "Decision",
    "DictumItem",
    "Embargo",
    "EmbargoChange",
    "FollowUp",
    "Instruction",
    "LegalBasis",
    "LocalKind",
    "LocalPublication",
    "LocalSection",
    "ManagementAdvice",
    "ManagementValue",
    "Move",
    "Objection",
    "Offer",
    "Organ",
    "Outcome",
    "Placing",
    "Preparation",
    "PreparationKind",
    "Proposal",
    "ProposalVersion",
    "Ratification",
    "Replacement",
    "Revocation",
    "Route",
    "Section",
    "SectionKind",
    "Signature",
    "Verdict",
]
