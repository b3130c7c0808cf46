"""The letter to the council on any outcome, and the municipality's own letter to the minister."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.documents.letters import (
    NOT_DECIDED,
    Decided,
    Dispatch,
    council_letter,
    covering_letter,
)
from decisions.documents.proposal import read_proposal
from decisions.models import FollowUp, Outcome
from tests.decisions.documents.papers import DECIDED, SIGNING, subject
from tests.decisions.documents.texts import WRAPPED

ON = date(2018, 10, 9)
ITEMS = read_proposal(WRAPPED).items


def decided(outcome, **facts):
    return Decided(outcome, ON, "Besluitenlijst 41, punt 6", **facts)


def text(paper):
    return "\n".join(p.printed for piece in paper.pieces for p in piece.paragraphs)


def to_council(outcome, **facts):
    return text(council_letter(subject(ITEMS), decided=decided(outcome, **facts)))


OUTCOMES = {
    "agreed": (
        decided(Outcome.AGREED),
        "heeft op 9 oktober 2018 ingestemd met het voorstel.",
        "vóór de sluiting op 1 november 2018 om 09.00 uur",
    ),
    "declined": (
        decided(Outcome.DECLINED),
        "heeft op 9 oktober 2018 niet ingestemd met het voorstel.",
        "biedt het cultuurprofiel niet mee aan",
    ),
    "noted": (
        decided(Outcome.NOTED),
        "voor kennisgeving aangenomen. Daarmee is niet ingestemd",
        "biedt het cultuurprofiel niet mee aan",
    ),
    "deferred": (
        decided(Outcome.DEFERRED, next_on=date(2018, 10, 23)),
        "terug op de agenda van 23 oktober 2018",
        "Wij informeren u opnieuw",
    ),
    "deferred without a day": (
        decided(Outcome.DEFERRED),
        "Wanneer het voorstel terugkomt op de agenda, is nog niet bekend.",
        "Wij informeren u opnieuw",
    ),
    "changed, counts as declined": (
        decided(Outcome.CHANGED, follow_up=FollowUp.DECLINED),
        "gewijzigd vastgesteld",
        "biedt onze gemeente het cultuurprofiel niet mee aan",
    ),
    "changed, own wish apart": (
        decided(Outcome.CHANGED, follow_up=FollowUp.SIDE_DECISION),
        "gewijzigd vastgesteld",
        "eigen wens staat in een apart besluit",
    ),
    "changed, new version asked": (
        decided(Outcome.CHANGED, follow_up=FollowUp.NEW_VERSION),
        "gewijzigd vastgesteld",
        "om een nieuwe versie",
    ),
}


@pytest.mark.parametrize(("known", "says", "follows"), OUTCOMES.values(), ids=OUTCOMES)
def test_the_council_hears_of_every_outcome_and_of_what_follows(known, says, follows):
    paper = council_letter(subject(ITEMS), decided=known)

    assert says in text(paper)
    assert follows in text(paper)
    assert paper.warning == ""
    assert "Besluitenlijst 41, punt 6" in text(paper)
    assert "{" not in text(paper)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_own_sentence(outcome):
    change = FollowUp.DECLINED if outcome == Outcome.CHANGED else None
    others = {
        to_council(other, follow_up=FollowUp.DECLINED if other == Outcome.CHANGED else None)
        for other in Outcome
        if other != outcome
    }

    assert to_council(outcome, follow_up=change) not in others


def test_every_item_is_quoted_in_both_letters():
    letters = (
        council_letter(subject(ITEMS), decided=DECIDED),
        covering_letter(subject(ITEMS), decided=DECIDED, signing=SIGNING),
    )

    for letter in letters:
        assert all(item.text in text(letter) for item in ITEMS)


def test_before_a_decision_the_letter_to_the_council_is_a_concept_that_says_so():
    paper = council_letter(subject(ITEMS), decided=None)

    assert paper.title == "Concept: besluit over het collegevoorstel ‘Samen cultuur maken’"
    assert paper.warning == NOT_DECIDED
    assert "nog geen besluit" in text(paper)
    assert "ingestemd" not in text(paper).replace("In te stemmen", "")


def test_objections_and_a_newer_version_are_told():
    told = to_council(Outcome.DECLINED, objections=(("3a", "Te weinig mensen."),), is_replaced=True)

    assert "Bezwaar tegen beslispunt 3a: Te weinig mensen." in told
    assert "een nieuwe versie van het voorstel aangeboden" in told


def test_a_letter_that_was_sent_carries_its_day_and_reference():
    sent = council_letter(
        subject(ITEMS), decided=DECIDED, dispatch=Dispatch(date(2018, 10, 11), "Raad 5105")
    )
    waiting = council_letter(subject(ITEMS), decided=DECIDED)

    assert sent.head.facts == (("Datum", "11 oktober 2018"), ("Ons kenmerk", "Raad 5105"))
    assert waiting.head.facts == (("Datum", "in te vullen"), ("Ons kenmerk", "in te vullen"))
    assert sent.head.addressee == "Aan de raad van de gemeente Almelo"


def test_the_minister_reads_for_whom_who_signs_and_on_which_basis():
    signed = replace(SIGNING, signed_on=date(2018, 10, 20))

    paper = covering_letter(subject(ITEMS), decided=DECIDED, signing=signed)

    assert paper.warning == ""
    assert paper.head.addressee == "Aan de minister van OCW"
    assert text(paper).startswith(
        "Excellentie,\nNamens het college van burgemeester en wethouders van de gemeente Almelo"
    )
    assert "op 9 oktober 2018 ingestemd met versie 1" in text(paper)
    assert "Wethouder cultuur\nondertekend in het portaal op 20 oktober 2018" in text(paper)
    assert "Gemachtigd door de burgemeester op 10 oktober 2018. Grondslag: Artikel 59a" in text(
        paper
    )


def test_an_unsigned_letter_says_so():
    authorised = covering_letter(subject(ITEMS), decided=DECIDED, signing=SIGNING)
    nobody = covering_letter(subject(ITEMS), decided=DECIDED, signing=None)

    assert "nog niet ondertekend" in text(authorised)
    assert "Nog niemand is gemachtigd" in text(nobody)
    assert authorised.head.facts[0] == ("Datum", "in te vullen")


@pytest.mark.parametrize("outcome", [o for o in Outcome if o != Outcome.AGREED])
def test_a_letter_of_who_does_not_offer_cannot_be_sent_and_says_why(outcome):
    paper = covering_letter(
        subject(ITEMS), decided=decided(outcome), signing=None, blocker="Het college besloot niet."
    )

    assert paper.warning == "Deze brief kan niet worden verzonden. Het college besloot niet."
    assert "Ons college heeft nog niet met de beslispunten ingestemd." in text(paper)
    assert "op 9 oktober 2018 ingestemd" not in text(paper)


def test_a_wish_in_a_side_decision_is_told_to_the_minister():
    aside = decided(Outcome.CHANGED, follow_up=FollowUp.SIDE_DECISION)

    told = text(covering_letter(subject(ITEMS), decided=aside, signing=SIGNING))

    assert "ingestemd met versie 1" in told
    assert "in een apart besluit een eigen wens" in told


def test_somebody_who_is_no_minister_is_no_excellency():
    paper = covering_letter(subject(ITEMS, addressee="provincie"), decided=None, signing=None)

    assert text(paper).startswith("Geachte heer of mevrouw,")
    assert paper.warning == NOT_DECIDED
