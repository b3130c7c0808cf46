"""What people type on the pages of a proposal: good and bad input, and the sentence beside it."""

from datetime import UTC, date, datetime

import pytest
from django.utils.datastructures import MultiValueDict

from decisions.forms import (
    AuthoriseForm,
    DecisionForm,
    ImportForm,
    LetterForm,
    LiftForm,
    MomentForm,
    OfferForm,
    PublicationForm,
    RevokeForm,
    SeenForm,
)
from decisions.models import DictumItem, LegalBasis, Organ, Outcome
from municipalities.models import User
from tests.factories.decisions import CLOSES_AT, LATER
from tests.factories.people import MunicipalityFactory, UserFactory

SEEN = "a" * 64
DECISION = {
    "seen_sha256": SEEN,
    "outcome": "agreed",
    "decided_on": "9 oktober 2018",
    "evidence": "besluitenlijst, punt 7",
}
FILL = "Vul dit veld in."
PROOF = "Noem een kenmerk of een webadres, of voeg een bestand toe: zonder bewijs telt het niet."
ITEMS = [DictumItem(number="3c", organ=Organ.COLLEGE), DictumItem(number="5", organ=Organ.MAYOR)]


def faults(form):
    """Return the first sentence beside each field that has one."""
    return {field: sentences[0] for field, sentences in form.errors.items()}


def decision(organ=Organ.COLLEGE, files=None, **typed):
    return DecisionForm({**DECISION, **typed}, files, organ=organ, closes_at=CLOSES_AT, items=ITEMS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({}, {"decided_on": date(2018, 10, 9), "outcome": "agreed", "next_on": None}),
        ({"decided_on": "9-10-2018"}, {"decided_on": date(2018, 10, 9)}),
        ({"evidence": "  e\u0301e\u0301n besluit "}, {"evidence": "één besluit"}),
        (
            {"evidence": "", "evidence_url": "www.almelo.nl/besluiten"},
            {"evidence": "", "evidence_url": "https://www.almelo.nl/besluiten"},
        ),
        (
            {"outcome": "deferred", "next_on": "10-10-2018"},
            {"outcome": "deferred", "next_on": date(2018, 10, 10)},
        ),
        ({"remark": "Met dank.\nTwee regels."}, {"remark": "Met dank.\nTwee regels."}),
    ],
)
def test_a_decision_is_read(typed, read):
    form = decision(**typed)

    assert faults(form) == {}
    assert {name: form.cleaned_data[name] for name in read} == read


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"evidence": ""}, {"evidence": PROOF}),
        ({"evidence": "\u200b \u00ad"}, {"evidence": PROOF}),
        (
            {"evidence": "x" * 301},
            {"evidence": "Gebruik ten hoogste 300 tekens. Deze tekst heeft er 301."},
        ),
        ({"evidence": "een\ntwee"}, {"evidence": "Zet deze tekst op één regel."}),
        (
            {"evidence_url": "javascript:alert(1)"},
            {
                "evidence_url": "Vul een webadres in dat begint met https://. "
                "Bijvoorbeeld: https://www.almelo.nl/besluitenlijst."
            },
        ),
        ({"decided_on": ""}, {"decided_on": FILL}),
        (
            {"decided_on": "gisteren"},
            {"decided_on": "Vul een datum in. Bijvoorbeeld: 30-10-2018 of 30 oktober 2018."},
        ),
        (
            {"decided_on": "31-9-2018"},
            {"decided_on": "Deze datum bestaat niet: september 2018 heeft 30 dagen."},
        ),
        ({"outcome": ""}, {"outcome": "Dit veld is verplicht."}),
        (
            {"outcome": "maybe"},
            {"outcome": "Selecteer een geldige keuze. maybe is geen beschikbare keuze."},
        ),
        ({"seen_sha256": ""}, {"seen_sha256": FILL}),
        (
            {"next_on": "10-10-2018"},
            {"next_on": "Een nieuwe datum hoort alleen bij aanhouden."},
        ),
        (
            {"outcome": "deferred", "next_on": "9-10-2018"},
            {"next_on": "Kies een dag na het besluit."},
        ),
        (
            {"remark": "x" * 2001},
            {"remark": "Gebruik ten hoogste 2.000 tekens. Deze tekst heeft er 2.001."},
        ),
    ],
)
def test_a_decision_is_refused_beside_its_field(typed, sentences):
    assert faults(decision(**typed)) == sentences


@pytest.mark.parametrize(
    ("organ", "outcomes"),
    [(Organ.COLLEGE, set(Outcome)), (Organ.MAYOR, {Outcome.AGREED, Outcome.DECLINED})],
)
def test_each_organ_has_its_own_outcomes(organ, outcomes):
    choice = {Outcome.CHANGED: "declined"}
    taken = {
        value
        for value in Outcome.values
        if decision(organ, outcome=value, follow_up=choice.get(value, "")).is_valid()
    }

    assert taken == {outcome.value for outcome in outcomes}


def test_the_mayor_does_not_defer_to_a_later_day():
    form = decision(Organ.MAYOR, next_on="10-10-2018")

    assert form.is_valid()
    assert "next_on" not in form.cleaned_data


def test_what_was_typed_twice_is_not_guessed():
    typed = MultiValueDict({name: [value] for name, value in DECISION.items()})
    typed.setlist("decided_on", ["9-10-2018", "10-10-2018"])

    assert set(DecisionForm(typed, organ=Organ.COLLEGE, closes_at=CLOSES_AT).errors) == {
        "decided_on"
    }


def test_what_was_typed_stays_in_the_form():
    page = decision(decided_on="31-13-2018", remark="Met dank.").as_div()

    assert 'value="31-13-2018"' in page
    assert "Met dank." in page


WORDS = "Publiceer pas vanaf {moment}."


def moments(first=("31-10-2018", "0.00"), last=("1-11-2018", "9:00"), instruction=WORDS):
    return OfferForm(
        {
            "not_before_date": first[0],
            "not_before_time": first[1],
            "ends_at_latest_date": last[0],
            "ends_at_latest_time": last[1],
            "closes_at_date": "1 november 2018",
            "closes_at_time": "9.00",
            "instruction": instruction,
        }
    )


def test_an_offer_is_read_on_the_clock_of_amsterdam():
    form = moments()

    assert faults(form) == {}
    assert form.cleaned_data == {
        "not_before": datetime(2018, 10, 30, 23, tzinfo=UTC),
        "ends_at_latest": datetime(2018, 11, 1, 8, tzinfo=UTC),
        "closes_at": datetime(2018, 11, 1, 8, tzinfo=UTC),
        "instruction": WORDS,
    }


def test_an_instruction_names_the_moment():
    assert faults(moments(instruction="Wacht nog even.")) == {
        "instruction": "Laat {moment} staan, zodat het moment in de tekst komt."
    }


@pytest.mark.parametrize(
    ("first", "last", "sentences"),
    [
        (
            ("31-10-2018", "0.00"),
            ("30-10-2018", "23.59"),
            {"ends_at_latest": "Kies een moment dat niet vóór het embargo ligt."},
        ),
        (("31-10-2018", "0.00"), ("31-10-2018", "0.00"), {}),
        (("", ""), ("1-11-2018", "9.00"), {"not_before": FILL}),
        (
            ("31-10-2018", ""),
            ("1-11-2018", "9.00"),
            {"not_before": "Vul een tijd in. Bijvoorbeeld: 14.05."},
        ),
        (
            ("31-10-2018", "24.00"),
            ("1-11-2018", "9.00"),
            {"not_before": "Schrijf 24.00 uur als 0.00 uur van de volgende dag."},
        ),
    ],
)
def test_an_embargo_does_not_end_before_it_may(first, last, sentences):
    assert faults(moments(first, last)) == sentences


def moment(on, clock):
    return MomentForm({"op_date": on, "op_time": clock}, now=LATER)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        (("20-10-2018", "12.00"), datetime(2018, 10, 20, 10, tzinfo=UTC)),
        (("20 oktober 2018", "0.00"), datetime(2018, 10, 19, 22, tzinfo=UTC)),
        (("28-10-2018", "2.30 zomertijd"), datetime(2018, 10, 28, 0, 30, tzinfo=UTC)),
        (("28-10-2018", "2.30 wintertijd"), datetime(2018, 10, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read(typed, instant):
    form = moment(*typed)

    assert faults(form) == {}
    assert form.cleaned_data == {"op": instant}


@pytest.mark.parametrize(
    "typed", [("", ""), ("morgen", "12.00"), ("28-10-2018", "2.30"), ("25-3-2018", "2.30")]
)
def test_a_moment_that_is_none_or_two_is_refused(typed):
    assert set(moment(*typed).errors) == {"op"}


def test_a_moment_has_been():
    assert faults(moment("5-11-2018", "11.00")) == {}
    assert faults(moment("5-11-2018", "11.01")) == {"op": "Kies een moment dat al geweest is."}


@pytest.fixture
def alderman():
    return UserFactory()


def authorisation(alderman, **typed):
    usual = {"person": alderman.pk, "legal_basis": "59a", "valid_from": "9-10-2018"}
    people = User.objects.filter(pk=alderman.pk)
    return AuthoriseForm({**usual, **typed}, people=people)


@pytest.mark.django_db
def test_an_authorisation_is_read(alderman):
    form = authorisation(alderman, valid_until="31-12-2018")

    assert faults(form) == {}
    assert form.cleaned_data == {
        "person": alderman,
        "legal_basis": LegalBasis.SIGNING,
        "legal_basis_text": "",
        "valid_from": date(2018, 10, 9),
        "valid_until": date(2018, 12, 31),
        "replacement": None,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"legal_basis": "other"}, {"legal_basis_text": "Schrijf de grondslag op."}),
        (
            {"legal_basis": "other", "legal_basis_text": " \u200b"},
            {"legal_basis_text": "Schrijf de grondslag op."},
        ),
        ({"legal_basis": "other", "legal_basis_text": "Volmacht 2018-3"}, {}),
        (
            {"valid_until": "8-10-2018"},
            {"valid_until": "Kies een dag die niet vóór de eerste dag ligt."},
        ),
        ({"valid_until": "9-10-2018"}, {}),
        ({"valid_from": ""}, {"valid_from": FILL}),
    ],
)
def test_an_authorisation_is_refused_beside_its_field(alderman, typed, sentences):
    assert faults(authorisation(alderman, **typed)) == sentences


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["", "x", "987654"])
def test_only_somebody_from_the_list_is_empowered(alderman, person):
    assert set(authorisation(alderman, person=person).errors) == {"person"}


@pytest.mark.django_db
def test_somebody_who_exists_elsewhere_is_not_empowered(alderman):
    stranger = UserFactory()

    assert set(authorisation(alderman, person=stranger.pk).errors) == {"person"}


@pytest.mark.django_db
def test_a_document_belongs_to_a_municipality_of_the_region():
    own, strange = MunicipalityFactory(), MunicipalityFactory()
    typed = {"closes_at_date": "1-11-2018", "closes_at_time": "9.00"}

    def asked(owner):
        return set(ImportForm({**typed, "owner": owner}, region=own.region).errors)

    assert asked(own.pk) == {"file"}
    assert asked(strange.pk) == asked("") == {"file", "owner"}


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (LetterForm, {"sent_on", "reference"}),
        (RevokeForm, {"reason"}),
        (SeenForm, {"seen_sha256"}),
        (OfferForm, {"not_before", "ends_at_latest", "closes_at", "instruction"}),
        (PublicationForm, {"published_on", "url"}),
        (LiftForm, {"reason"}),
    ],
)
def test_nothing_is_done_with_an_empty_form(form, fields):
    assert set(form({}).errors) == fields


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"sent_on": "9-10-2018", "reference": "R-1"}, {}),
        (
            {"sent_on": "9-10-2018", "reference": "x" * 121},
            {"reference": "Gebruik ten hoogste 120 tekens. Deze tekst heeft er 121."},
        ),
    ],
)
def test_a_council_letter_has_a_day_and_a_reference(typed, sentences):
    assert faults(LetterForm(typed)) == sentences
