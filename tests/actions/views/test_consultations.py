"""The pages of the consultations: what is shown to whom, what is refused in words, and files."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import (
    AgendaItem,
    AgendaPaper,
    Consultation,
    ConsultationKind,
    ItemOutcome,
    Minutes,
)
from actions.selectors.consultations import minutes_paper, on_action
from files import store
from municipalities.models import Role
from tests.factories.actions import (
    ADMINISTRATIVE_AT,
    NOW,
    OFFICIAL_AT,
    ActionFactory,
    PlanFactory,
    agenda_item,
    consultation,
    consulted,
    said_of,
    topic,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, RegionFactory, person

pytestmark = pytest.mark.django_db

OFFICIAL, ADMINISTRATIVE = ConsultationKind.OFFICIAL, ConsultationKind.ADMINISTRATIVE
PDF = b"%PDF-1.7\nplan van aanpak"
NO_DECISION = "Dit verslag is geen collegebesluit."


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def caller(region):
    return signed_in(coordinator(region))


def reader(region):
    return signed_in(person(Role.OFFICIAL, MunicipalityFactory(region=region)))


def stranger():
    return caller(RegionFactory())


def text_of(response):
    return " ".join(response.content.decode().split())


def of_consultation(name, held, *more):
    return reverse(f"actions:{name}", args=[held.pk, *more])


def of_item(name, item, *more):
    return reverse(f"actions:{name}", args=[item.consultation_id, item.pk, *more])


def region_of(plan):
    return plan.action.theme.profile.region


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def minuted(held, text="Iedereen was er."):
    return Minutes.objects.create(
        consultation=held, text=text, written_at=NOW, written_by=coordinator(held.region).user
    )


def test_the_list_shows_what_comes_and_what_was_of_the_own_region():
    region = RegionFactory()
    consultation(region)
    consultation(region, ADMINISTRATIVE, on=tomorrow())
    consultation(RegionFactory(), on=date(2019, 1, 3))

    page = text_of(reader(region).get(reverse("actions:consultations")))

    assert (
        page.index("Bestuurlijk overleg") < page.index("Geweest") < page.index("Ambtelijk overleg")
    )
    assert "3 januari 2019" not in page
    assert "Schrijf een overleg uit" not in page


def test_a_consultation_is_called_and_a_second_one_that_day_refused():
    region = RegionFactory()
    typed = {"kind": "official", "on": "18-02-2019", "place": "Kamer 2"}
    client = caller(region)

    first = client.post(reverse("actions:call_consultation"), typed)
    second = client.post(reverse("actions:call_consultation"), typed)

    assert first.url == Consultation.objects.get().get_absolute_url()
    assert second.status_code == 422
    assert "Dit overleg staat op deze dag al in de lijst." in text_of(second)
    assert "Kamer 2" in text_of(second)


def test_day_and_place_are_changed():
    held = consultation(RegionFactory())

    address = of_consultation("change_consultation", held)
    response = caller(held.region).post(address, {"on": "19-02-2019", "place": "Online"})

    assert response.url == held.get_absolute_url()
    assert "Online" in text_of(reader(held.region).get(held.get_absolute_url()))


def test_another_region_and_an_official_find_closed_doors():
    item = agenda_item(PlanFactory(frozen=True))
    held = item.consultation
    minuted(held)
    pages = [
        held.get_absolute_url(),
        of_item("agenda_item", item),
        of_consultation("minutes", held),
        of_consultation("minutes_file", held, "pdf"),
        of_consultation("add_item", held),
        of_consultation("change_consultation", held),
    ]
    acts = [of_item(name, item) for name in ("move_item", "remove_item", "record_outcome")]
    acts += [of_item("add_paper", item), of_consultation("write_minutes", held)]

    assert {stranger().get(page).status_code for page in pages} == {404}
    assert {stranger().post(act).status_code for act in acts} == {404}
    assert {reader(held.region).post(act).status_code for act in acts} == {403}


def test_a_point_is_found_on_its_own_agenda_alone():
    item = agenda_item(PlanFactory(frozen=True))
    other = consultation(item.consultation.region, ADMINISTRATIVE)

    address = reverse("actions:agenda_item", args=[other.pk, item.pk])

    assert caller(other.region).get(address).status_code == 404


def test_the_form_offers_the_plans_at_this_gate_and_says_why_others_wait():
    plan = PlanFactory(frozen=True)
    region = region_of(plan)
    passed = PlanFactory(action=ActionFactory(theme=plan.action.theme), frozen=True)
    consulted(passed)
    official = consultation(region, on=tomorrow())
    administrative = consultation(region, ADMINISTRATIVE, on=tomorrow())

    to_official = text_of(caller(region).get(of_consultation("add_item", official)))
    to_administrative = text_of(caller(region).get(of_consultation("add_item", administrative)))

    assert option(plan) in to_official
    assert option(passed) not in to_official
    assert option(passed) in to_administrative
    assert option(plan) not in to_administrative
    assert "Dit plan is nog niet akkoord in het ambtelijk overleg." in to_administrative


def option(plan):
    return f'<option value="{plan.pk}">'


def test_a_plan_that_is_not_offered_is_refused_with_the_reason():
    plan = PlanFactory(frozen=True)
    held = consultation(region_of(plan), ADMINISTRATIVE)
    address = of_consultation("add_item", held)

    response = caller(held.region).post(address, {"plan": plan.pk, "title": "Toch", "text": ""})

    assert response.status_code == 422
    assert "Dit plan is nog niet akkoord in het ambtelijk overleg." in text_of(response)
    assert not AgendaItem.objects.exists()


def test_a_plan_of_another_region_is_no_choice():
    plan, held = PlanFactory(frozen=True), consultation(RegionFactory())

    response = caller(held.region).post(of_consultation("add_item", held), {"plan": plan.pk})

    assert response.status_code == 422
    assert not AgendaItem.objects.exists()


def test_a_point_is_named_after_its_action_where_no_name_was_typed():
    plan = PlanFactory(frozen=True)
    held = consultation(region_of(plan))
    client = caller(held.region)

    client.post(of_consultation("add_item", held), {"plan": plan.pk})
    nameless = client.post(of_consultation("add_item", held), {"text": "Waarom niet."})

    assert AgendaItem.objects.get().title == plan.action.title
    assert nameless.status_code == 422
    assert "Vul een onderwerp in, of kies een plan." in text_of(nameless)


def test_points_move_and_leave_the_agenda():
    held = consultation(RegionFactory())
    first, second = topic(held, "Eerst"), topic(held, "Daarna", position=2)
    client = caller(held.region)

    client.post(of_item("move_item", second), {"to": "up"})
    client.post(of_item("remove_item", first))
    wrong = client.post(of_item("move_item", second), {"to": "sideways"}, follow=True)

    assert list(held.items.values_list("title", flat=True)) == ["Daarna"]
    assert "Kies of het punt omhoog of omlaag gaat." in text_of(wrong)


def test_a_point_with_an_outcome_stays_and_says_why():
    item = consulted(PlanFactory(frozen=True)).item
    client = caller(item.consultation.region)

    refusal = client.post(of_item("remove_item", item), follow=True)

    assert "Het blijft op de agenda staan." in text_of(refusal)
    assert "Haal weg" not in text_of(refusal)


def test_an_outcome_is_recorded_and_corrected_in_sight():
    item = agenda_item(PlanFactory(frozen=True))
    client = caller(item.consultation.region)
    outcome = of_item("record_outcome", item)

    client.post(outcome, {"outcome-outcome": "back", "outcome-reason": "Geen dekking."})
    client.post(outcome, {"outcome-outcome": "passed", "outcome-reason": ""})

    page = text_of(reader(item.consultation.region).get(of_item("agenda_item", item)))
    assert page.index("Akkoord") < page.index("Eerder vastgelegd") < page.index("Geen dekking.")
    assert "Dit is geen collegebesluit" in page
    assert "Uitkomst verbeteren" not in page


def test_back_without_a_reason_keeps_what_was_chosen():
    item = agenda_item(PlanFactory(frozen=True))
    client = caller(item.consultation.region)

    response = client.post(of_item("record_outcome", item), {"outcome-outcome": "back"})

    assert response.status_code == 422
    assert "Schrijf op waarom het plan teruggaat." in text_of(response)
    assert 'value="back" ' in text_of(response)
    assert "checked" in text_of(response)


def test_a_point_says_that_its_plan_was_replaced():
    item = agenda_item(PlanFactory(frozen=True))
    PlanFactory(action=item.action, frozen=True)
    client = reader(item.consultation.region)

    assert "Er is een versie 2" in text_of(client.get(item.consultation.get_absolute_url()))
    assert "Intussen is versie 2 vastgesteld" in text_of(client.get(of_item("agenda_item", item)))


def test_a_paper_goes_in_and_comes_out_as_a_download_and_nothing_else():
    item = agenda_item(PlanFactory(frozen=True))
    file = SimpleUploadedFile("Begroting <2019>.docx", PDF)

    caller(item.consultation.region).post(of_item("add_paper", item), {"paper-file": file})
    paper = AgendaPaper.objects.get()
    got = reader(item.consultation.region).get(of_item("agenda_paper", item, paper.pk))

    assert got.content == PDF
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"].startswith("attachment; filename")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "sandbox"
    assert paper.name.endswith(".pdf")
    assert stranger().get(of_item("agenda_paper", item, paper.pk)).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"MZ\x90\x00", "Dit is geen PDF"),
        (b"<html><script>", "Dit is geen PDF"),
        (b"x" * 10_000_001, "Dit bestand is groter dan 10 MB."),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(content, sentence):
    item = agenda_item(PlanFactory(frozen=True))
    file = SimpleUploadedFile("stuk.pdf", content)

    response = caller(item.consultation.region).post(
        of_item("add_paper", item), {"paper-file": file}
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not AgendaPaper.objects.exists()


def test_a_paper_that_was_damaged_is_not_handed_out():
    item = agenda_item(PlanFactory(frozen=True))
    sha256 = store.put(PDF + b"schade")
    paper = AgendaPaper.objects.create(
        item=item,
        name="stuk.pdf",
        sha256=sha256,
        size=1,
        content_type="application/pdf",
        added_at=NOW,
        added_by=item.added_by,
    )
    store._path(sha256).write_bytes(b"anders")

    response = reader(item.consultation.region).get(of_item("agenda_paper", item, paper.pk))
    store._path(sha256).unlink()

    assert response.status_code == 500
    assert "beschadigd of weg" in text_of(response)


def test_minutes_are_written_read_and_no_decision():
    held = consultation(RegionFactory())
    typed = {"seen": "0", "text": "Iedereen was er.\n\nEr is veel gezegd."}

    caller(held.region).post(of_consultation("write_minutes", held), typed)

    minutes = text_of(reader(held.region).get(of_consultation("minutes", held)))
    assert "<p>Iedereen was er.</p> <p>Er is veel gezegd.</p>" in minutes
    assert NO_DECISION in minutes
    assert NO_DECISION in text_of(reader(held.region).get(held.get_absolute_url()))
    assert "Verslag schrijven" not in minutes


def test_minutes_that_somebody_else_wrote_are_shown_beside_what_was_typed():
    held = consultation(RegionFactory())
    theirs = minuted(held, "Van een ander.")
    client, address = caller(held.region), of_consultation("write_minutes", held)

    conflict = client.post(address, {"seen": "0", "text": "Van mij."})
    again = client.post(address, {"seen": str(theirs.pk), "text": "Van mij."})

    assert conflict.status_code == 409
    assert "Van een ander." in text_of(conflict)
    assert "Van mij." in text_of(conflict)
    assert f'name="seen" value="{theirs.pk}"' in text_of(conflict)
    assert again.status_code == 302
    page = text_of(client.get(of_consultation("minutes", held)))
    assert page.index("Van mij.") < page.index("Eerdere versies") < page.index("Van een ander.")


def test_there_are_no_minutes_before_the_day():
    held = consultation(RegionFactory(), on=tomorrow())
    client = caller(held.region)

    response = client.post(of_consultation("write_minutes", held), {"seen": "0", "text": "Vooraf."})

    assert response.status_code == 422
    assert not Minutes.objects.exists()
    assert client.get(of_consultation("minutes_file", held, "pdf")).status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_minutes_come_as_a_file(kind):
    item = consulted(PlanFactory(frozen=True)).item
    minuted(item.consultation)

    got = reader(item.consultation.region).get(
        of_consultation("minutes_file", item.consultation, kind)
    )

    assert (
        got["Content-Disposition"] == f'attachment; filename="verslag-official-2019-02-18.{kind}"'
    )
    assert got.content.startswith(b"%PDF" if kind == "pdf" else b"PK")
    if kind == "docx":
        document = zipfile.ZipFile(io.BytesIO(got.content)).read("word/document.xml").decode()
        assert NO_DECISION in document
        assert "Iedereen was er." in document


def test_what_the_file_holds_is_the_agenda_with_its_last_words():
    said = consulted(PlanFactory(frozen=True), outcome=ItemOutcome.BACK)
    held = said.item.consultation
    topic(held, position=2)

    paper = minutes_paper(minuted(held))

    assert [(each.outcome, each.reason) for each in paper.items] == [
        ("Terug met een reden", "De dekking ontbreekt."),
        ("", ""),
    ]
    assert paper.items[0].about == f"Actie {said.item.action.number}, plan van aanpak versie 1"


def test_an_action_says_where_it_was_and_will_be():
    plan = PlanFactory(frozen=True)
    consulted(plan, outcome=ItemOutcome.BACK, reason="De dekking ontbreekt.")
    agenda_item(plan, on=date(2019, 5, 20))

    found = on_action(plan.action, at=NOW)
    text = render_to_string("actions/consultations/on_action.html", {"consultations": found})

    assert [each.is_coming for each in found] == [True, False]
    assert "staat op de agenda" in text
    assert "De dekking ontbreekt." in text
    assert found[1].item.consultation.get_absolute_url() in text
    assert "geen collegebesluit" in text


def test_an_action_that_was_nowhere_says_so():
    text = render_to_string("actions/consultations/on_action.html", {"consultations": []})

    assert "nog niet op de agenda" in text


COUNTS = [1, 14, 60]


@pytest.mark.parametrize("count", COUNTS)
def test_the_list_costs_the_same_for_any_number(count, django_assert_num_queries):
    region = RegionFactory()
    for number in range(count):
        topic(consultation(region, on=date(2019, 1, 7) + timedelta(days=number)))
    client = caller(region)

    with django_assert_num_queries(5):
        page = client.get(reverse("actions:consultations"))

    assert text_of(page).count("Ambtelijk overleg") == count


@pytest.mark.parametrize("count", COUNTS)
def test_an_agenda_and_its_form_cost_the_same_for_any_number(count, django_assert_num_queries):
    held = a_full_agenda(count)
    client = caller(held.region)

    with django_assert_num_queries(9):
        page = client.get(held.get_absolute_url())
    with django_assert_num_queries(11):
        form = client.get(of_consultation("add_item", held))

    assert text_of(page).count("Terug met een reden") == count
    assert text_of(form).count("<option") == 1


@pytest.mark.parametrize("count", COUNTS)
def test_a_point_costs_the_same_for_any_history(count, django_assert_num_queries):
    item = agenda_item(PlanFactory(frozen=True))
    for number in range(count):
        said_of(item, ItemOutcome.BACK, at=OFFICIAL_AT + timedelta(minutes=number))
    client = caller(item.consultation.region)

    with django_assert_num_queries(8):
        client.get(of_item("agenda_item", item))
    with django_assert_num_queries(2):
        on_action(item.action, at=ADMINISTRATIVE_AT)


def a_full_agenda(count):
    region = RegionFactory()
    theme = ActionFactory(theme__profile__region=region).theme
    for _ in range(count):
        plan = PlanFactory(action=ActionFactory(theme=theme), frozen=True)
        consulted(plan, outcome=ItemOutcome.BACK)
    return consultation(region)
