"""Every outcome with its choice, its objections and its evidence; and what follows, on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from decisions.models import Authorisation, Decision, FollowUp, Objection, Organ, Outcome, Signature
from files import store
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import (
    a_road,
    coordinator,
    decide,
    offered,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 besluitenlijst week 41"
AGREED = {"outcome": Outcome.AGREED}
LETTER_DUE = "De raadsbrief is nog niet verzonden"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def own(road, role=Role.SECRETARY):
    return signed_in(person(role, road.municipality).user)


def address(name, road, *more):
    return reverse(f"decisions:{name}", args=[road.proposal_id, road.municipality.code, *more])


def text_of(response):
    return " ".join(response.content.decode().split())


def record(road, *, organ=Organ.COLLEGE, **typed):
    usual = {
        "seen_sha256": road.offers.last().version.sha256,
        "outcome": "agreed",
        "decided_on": "9 oktober 2018",
        "evidence": "besluitenlijst, punt 7",
    }
    fields = {f"{organ}-{name}": value for name, value in (usual | typed).items()}
    return own(road).post(address("record", road, organ), fields)


def a_file(content=PDF, name="besluitenlijst.pdf"):
    return SimpleUploadedFile(name, content, content_type="text/html")


CHANGED = {"outcome": "changed"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (CHANGED, "Kies hoe het verder gaat nu de tekst gewijzigd is."),
        ({"follow_up": "declined"}, "Deze keuze hoort alleen bij “Gewijzigd vastgesteld”."),
        (CHANGED | {"follow_up": "maybe"}, "maybe is geen beschikbare keuze"),
        (
            CHANGED | {"follow_up": "side_decision"},
            "Schrijf hier de wens die in het aparte besluit staat.",
        ),
        ({"objection_1": "Nee."}, "Een bezwaar hoort bij niet instemmen"),
        ({"outcome": "noted", "objection_2a": "Nee."}, "Een bezwaar hoort bij niet instemmen"),
        ({"evidence": ""}, "Noem een kenmerk of een webadres, of voeg een bestand toe"),
        ({"evidence_file": a_file(b"MZ\x90\x00")}, "Dit is geen PDF, PNG, JPEG, Word"),
        ({"evidence_file": a_file(b"")}, "Dit bestand is leeg."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(typed, sentence):
    road = a_road()

    response = record(road, **typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("choice", "remark"),
    [("declined", ""), ("side_decision", "De raad vooraf horen."), ("new_version", "")],
)
def test_a_changed_text_is_recorded_with_its_choice(choice, remark):
    road = a_road()

    response = record(road, **CHANGED, follow_up=choice, remark=remark)

    assert response.status_code == 302
    assert Decision.objects.get().follow_up == choice


def test_objections_are_kept_with_their_items():
    road = a_road()

    record(road, outcome="declined", objection_1="Te vaag.", objection_2a="Te smal.")

    found = {objection.item.number: objection.text for objection in Objection.objects.all()}
    assert found == {"1": "Te vaag.", "2a": "Te smal."}
    page = text_of(own(road).get(road.get_absolute_url()))
    assert "Bezwaar tegen beslispunt 2a: Te smal." in page
    assert Entry.objects.get(act="recorded_decision").facts.count("decisions.objection") >= 1


def test_each_organ_objects_to_its_own_items():
    road = a_road(**AGREED)

    college = own(road).get(road.get_absolute_url()).content.decode()
    record(road, organ=Organ.MAYOR, outcome="declined", objection_3="Niet zo.", objection_1="x")

    assert "college-objection_3" not in college and "college-objection_2a" in college
    assert Objection.objects.get().item.number == "3"


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        (AGREED, ["De gemeente kiest straks zelf per actie"]),
        ({"outcome": Outcome.DECLINED}, ["biedt het profiel niet mee aan", "later aansluiten"]),
        ({"outcome": Outcome.NOTED}, ["Kennisnemen is geen instemmen."]),
        (
            {"outcome": Outcome.CHANGED, "follow_up": FollowUp.NEW_VERSION},
            ["dan besluiten alle colleges opnieuw"],
        ),
        ({"outcome": Outcome.DEFERRED}, ["Er is nog geen nieuwe datum."]),
    ],
)
def test_the_page_says_what_follows_and_that_the_letter_is_due(facts, sentences):
    road = a_road(**facts)

    page = text_of(own(road).get(road.get_absolute_url()))

    assert "Wat volgt hieruit" in page
    assert all(sentence in page for sentence in sentences)
    assert LETTER_DUE in page


@pytest.mark.parametrize("outcome", Outcome)
def test_the_letter_stays_red_until_its_dispatch_is_recorded(outcome):
    road = a_road(outcome=outcome, informed=True)

    assert LETTER_DUE not in text_of(own(road).get(road.get_absolute_url()))


def test_a_revised_decision_asks_for_its_own_letter():
    road = a_road(outcome=Outcome.DEFERRED, informed=True)
    decide(road)

    assert LETTER_DUE in text_of(own(road).get(road.get_absolute_url()))


def confirm(road, decision):
    seen = road.offers.last().version.sha256
    url = address("confirm", road, decision.pk)
    return own(road, Role.OFFICIAL).post(url, {f"confirm-{decision.pk}-seen_sha256": seen})


@pytest.mark.parametrize("choice", FollowUp)
def test_coordinators_hear_of_a_request_without_what_was_decided(choice):
    road = a_road()
    by = coordinator(road.municipality.region)
    decision = decide(
        road, outcome=Outcome.CHANGED, follow_up=choice, remark="Wens.", confirmed=False
    )

    assert confirm(road, decision).status_code == 302

    told = Notice.objects.filter(recipient=by.user, event__startswith="asks_new_version")
    assert told.count() == (choice == FollowUp.NEW_VERSION)
    assert all("wijzig" not in notice.subject and road.municipality.name not in notice.subject
               for notice in told)  # fmt: skip


def test_an_uploaded_file_is_evidence_by_itself():
    road = a_road()

    response = record(road, evidence="", evidence_file=a_file())

    decision = Decision.objects.get()
    assert response.status_code == 302
    assert store.get(decision.evidence_sha256) == PDF
    assert decision.evidence_name == "besluitenlijst.pdf"
    assert "besluitenlijst.pdf" in text_of(own(road).get(road.get_absolute_url()))


@pytest.mark.parametrize("typed", [{"decided_on": "31-13-2018"}, {"decided_on": "1-1-2090"}])
def test_a_file_has_to_be_chosen_again_and_the_rest_is_kept(typed):
    road = a_road()

    response = record(road, evidence_file=a_file(), **typed)

    page = text_of(response)
    assert response.status_code == 422
    assert "Kies het bestand opnieuw: een browser bewaart het niet." in page
    assert typed["decided_on"] in page and "besluitenlijst, punt 7" in page


def test_a_file_survives_that_the_text_was_replaced_only_as_a_question():
    road = a_road()
    seen = road.offers.get().version.sha256
    offered(road.proposal, [("1", Organ.COLLEGE, "Anders.")])

    response = record(road, seen_sha256=seen, evidence="", evidence_file=a_file())

    assert response.status_code == 409
    assert "Kies het bestand opnieuw" in text_of(response)
    assert not Decision.objects.exists()


def with_file(road=None, content=PDF, name="Besluit week 41.pdf"):
    road = road or a_road()
    decision = decide(road, evidence_sha256=store.put(content), evidence_name=name)
    return road, decision


def test_evidence_is_a_download_and_nothing_else():
    road, decision = with_file()

    response = own(road, Role.CLERK).get(address("evidence", road, decision.pk))

    assert (response.status_code, response.content) == (200, PDF)
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox"


def test_evidence_is_for_who_may_know_the_outcome():
    first, second = with_municipalities(2).ratifications.order_by("pk")
    road, decision = with_file(first)
    url = address("evidence", road, decision.pk)

    assert own(second).get(url).status_code == 404
    assert signed_in(coordinator(road.municipality.region).user).get(url).status_code == 200


def test_a_decision_without_a_file_has_no_download():
    road = a_road(**AGREED)

    response = own(road).get(address("evidence", road, road.decisions.get().pk))

    assert response.status_code == 404


def test_the_decision_of_another_road_is_not_found_here():
    first, second = with_municipalities(2).ratifications.order_by("pk")
    _, decision = with_file(second)

    assert own(first).get(address("evidence", first, decision.pk)).status_code == 404


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_file_is_not_handed_out(damage, tmp_path):
    road, decision = with_file()
    file = next(tmp_path.rglob(decision.evidence_sha256))
    file.write_bytes(b"%PDF-iets anders") if damage == "changed" else file.unlink()

    response = own(road).get(address("evidence", road, decision.pk))

    assert response.status_code == 500
    assert "Het bewijs is niet te openen" in text_of(response)
    assert "iets anders" not in text_of(response)


def authorise(road, **typed):
    usual = {
        "person": person(Role.ALDERMAN, road.municipality).user.pk,
        "legal_basis": "59a",
        "valid_from": "9-10-2018",
    }
    fields = {f"authorise-{name}": value for name, value in (usual | typed).items()}
    return own(road, Role.MAYOR).post(address("authorise", road), fields)


def second_alderman(road):
    person(Role.ALDERMAN, road.municipality)  # the first one, who is empowered
    return MembershipFactory(organisation=road.municipality, role=Role.ALDERMAN)


def test_the_replacement_signs_in_the_persons_place():
    road = a_road(**AGREED, mayor=Outcome.AGREED)
    replacement = second_alderman(road)

    assert authorise(road, replacement=replacement.user.pk).status_code == 302
    response = signed_in(replacement.user).post(
        address("sign", road), {"sign-seen_sha256": road.offers.get().version.sha256}
    )

    assert response.status_code == 302
    assert Signature.objects.get().signed_by == replacement.user
    assert f"<dd>{replacement.user}</dd>" in text_of(own(road).get(road.get_absolute_url()))
    assert Notice.objects.filter(
        recipient=replacement.user, event__startswith="authorised"
    ).exists()


def test_nobody_replaces_themselves():
    road = a_road(**AGREED, mayor=Outcome.AGREED)

    response = authorise(road, replacement=person(Role.ALDERMAN, road.municipality).user.pk)

    assert response.status_code == 422
    assert "Kies een ander dan wie gemachtigd wordt." in text_of(response)
    assert not Authorisation.objects.exists()
