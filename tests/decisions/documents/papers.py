"""What papers are about, for tests: the invented proposal of the texts, in Waterland."""

from datetime import UTC, date, datetime

from decisions.documents.college import Local, LocalText, college_proposal
from decisions.documents.letters import Decided, Signing
from decisions.documents.papers import Copy, Paper, Subject
from decisions.models import Audience, LocalKind, Outcome, Section

SHA256 = "3f2a" * 16
NOT_BEFORE = datetime(2018, 10, 30, 23, tzinfo=UTC)
DECIDED = Decided(Outcome.AGREED, date(2018, 10, 9), "Besluitenlijst 41, punt 6")
SIGNING = Signing("Wethouder cultuur", "Artikel 59a Gemeentewet", date(2018, 10, 10))
CANARY = "Kanarievogel"


def subject(items=(), **changes) -> Subject:
    facts = {
        "municipality": "Almelo",
        "code": "GM0141",
        "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0141",
        "region": "Waterland",
        "profile": "Licht op het water",
        "period": "2021–2024",
        "addressee": "minister van OCW",
        "proposal": "Samen cultuur maken",
        "version": 1,
        "sha256": SHA256,
        "frozen_at": datetime(2018, 9, 17, 7, tzinfo=UTC),
        "closes_at": datetime(2018, 11, 1, 8, tzinfo=UTC),
        "not_before": NOT_BEFORE,
        "items": tuple(items),
    }
    return Subject(**(facts | changes))


def sections_of(read) -> list[Section]:
    return [
        Section(kind=s.kind, audience=s.audience, under=s.under, heading=s.heading, text=s.text)
        for s in read.sections
    ]


def proposal_paper(read, *, copy=Copy.OWN, local=Local()) -> Paper:  # noqa: B008  # frozen
    """Return the college proposal of what was read."""
    return college_proposal(subject(read.items), sections=sections_of(read), local=local, copy=copy)


def with_canaries() -> Local:
    """Return own parts for every audience; what stays inside has the canary in its text."""
    inside = f"{CANARY} van binnen."
    return Local(
        texts={
            LocalKind.OWN_POLICY: LocalText("Past bij de eigen nota.", Audience.PUBLIC),
            LocalKind.CAVEAT: LocalText(f"{inside} Eigen zorg.", Audience.OWN),
            LocalKind.FINANCES: LocalText("Twee uur per week.", Audience.PARTIES),
            LocalKind.COMMUNICATION: LocalText("Een bericht op de site.", Audience.PARTIES),
            LocalKind.INTERNAL: LocalText(f"{inside} Geen mensen.", Audience.OWN),
        },
        advices=(f"Financiën: {CANARY} heeft twijfels.",),
        agreement=f"Akkoord van {CANARY} op 1 oktober 2018.",
        management=f"Negatief. {CANARY} is bang.",
    )
