"""What is decided: the proposal and its versions, and the road of each municipality."""

from decisions.models.proposal import (
    Audience,
    DictumItem,
    Embargo,
    Organ,
    Proposal,
    ProposalVersion,
    Section,
    SectionKind,
)
from decisions.models.ratification import Decision, Offer, Outcome, Ratification, Revocation
from decisions.models.signing import Authorisation, CouncilLetter, LegalBasis, Signature

__all__ = [
    "Audience",
    "Authorisation",
    "CouncilLetter",
    "Decision",
    "DictumItem",
    "Embargo",
    "LegalBasis",
    "Offer",
    "Organ",
    "Outcome",
    "Proposal",
    "ProposalVersion",
    "Ratification",
    "Revocation",
    "Section",
    "SectionKind",
    "Signature",
]
