"""The pages about the bundle, in the browser of the people who may read it."""

import pytest
from django.test import Client
from django.urls import reverse

from files import store
from jobs.models import Job, State
from municipalities.models import Role
from submissions.models import Part, Submission
from tests.factories.decisions import NOW, ProposalFactory, concept, coordinator, frozen, offered
from tests.factories.people import person
from tests.factories.submissions import AGREED, a_failed_submission, a_round, a_submission

pytestmark = pytest.mark.django_db

REFRESH = '<meta http-equiv="refresh" content="3">'
HTMX = {"HX-Request": "true"}


def signed_in(proposal, role=Role.COORDINATOR):
    client = Client()
    region = proposal.profile.region
    member = (
        coordinator(region)
        if role is Role.COORDINATOR
        else person(role, proposal.ratifications.first().municipality)
    )
    client.force_login(member.user)
    return client


def opened(submission, **options):
    client = signed_in(submission.version.proposal)
    return client.get(submission.get_absolute_url(), **options).content.decode()


def made(submission, pdf=b"%PDF-1.7 de bundel"):
    """Finish the bundle as the worker does."""
    Submission.objects.filter(pk=submission.pk).update(
        bundle_sha256=store.put(pdf), page_count=1234, rendered_at=NOW
    )
    Job.objects.filter(key=submission.job_key).update(finished_at=NOW, attempts=1, fence=1)
    Part.objects.create(
        submission=submission,
        position=1,
        kind="cover",
        title="Voorblad",
        input_sha256="a" * 64,
        sha256="b" * 64,
        page_count=1234,
    )
    return submission


def download(submission, role=Role.COORDINATOR):
    client = signed_in(submission.version.proposal, role)
    return client.get(reverse("submissions:bundle", args=[submission.pk]))


def test_htmx_gets_the_part_that_changes_and_others_the_page():
    submission = a_submission()

    part, page = opened(submission, headers=HTMX), opened(submission)

    assert part.lstrip().startswith('<div id="making"')
    assert "<html" not in part and "<h1>" not in part
    assert "<html" in page and '<div id="making"' in page


def test_while_busy_the_page_tells_how_far_and_asks_again():
    submission = a_submission()
    Job.objects.update(progress_done=3, progress_total=9, progress_note="Visie wordt opgemaakt")

    page = opened(submission)

    assert "Visie wordt opgemaakt" in page
    assert "3 van 9" in " ".join(page.split())
    assert f'hx-get="{submission.get_absolute_url()}"' in page
    assert "Download" not in page


@pytest.mark.parametrize(
    ("make", "refreshes"),
    [
        (a_submission, True),
        (a_failed_submission, False),
        (lambda: made(a_submission()), False),
    ],
)
def test_without_javascript_the_page_reloads_only_while_busy(make, refreshes):
    page = opened(make())

    before, _, noscript = page.partition("<noscript>")
    assert REFRESH not in before
    assert (REFRESH in noscript.partition("</noscript>")[0]) is refreshes
    assert ("hx-get" in page) is refreshes


def test_a_failed_bundle_says_why_and_offers_to_try_again():
    submission = a_failed_submission("De bijlage <b>is</b> leeg.")

    page = opened(submission)

    assert "De bundel is niet gemaakt" in page
    assert "De bijlage &lt;b&gt;is&lt;/b&gt; leeg." in page
    assert f'action="{reverse("submissions:retry", args=[submission.pk])}"' in page


def test_trying_again_queues_the_work_once():
    submission = a_failed_submission()
    client = signed_in(submission.version.proposal)
    url = reverse("submissions:retry", args=[submission.pk])

    first = client.post(url, follow=True)
    second = client.post(url, follow=True)

    assert Job.objects.get().state is State.WAITING
    assert "niet mislukt" not in first.content.decode()
    assert "niet mislukt" in second.content.decode()


def test_a_finished_bundle_shows_its_parts_and_the_way_to_the_file():
    submission = made(a_submission())

    page = " ".join(opened(submission).split())

    assert "1.234 pagina's, gemaakt op 20 oktober 2018" in page
    assert f'href="{reverse("submissions:bundle", args=[submission.pk])}"' in page
    assert "Voorblad" in page


def test_the_file_comes_as_it_was_made_under_its_own_name():
    submission = made(a_submission(a_round(AGREED, profile__title="Ruimte & Kunst")))

    response = download(submission)

    assert response.status_code == 200
    assert response.content == b"%PDF-1.7 de bundel"
    assert {
        name: response.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Cache-Control",
            "X-Content-Type-Options",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="ruimte-kunst-bundel-1.pdf"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("make", [a_submission, a_failed_submission])
def test_there_is_no_file_before_it_was_made(make):
    assert download(make()).status_code == 404


def test_only_who_may_read_the_bundle_gets_the_file():
    submission = made(a_submission())

    statuses = {role: download(submission, role).status_code for role in Role}

    assert {role for role, status in statuses.items() if status == 200} == {
        Role.COORDINATOR,
        Role.ALDERMAN,
        Role.AUDITOR,
    }
    assert set(statuses.values()) == {200, 403}


def test_a_harmed_file_is_not_handed_over(files):
    submission = made(a_submission())
    sha256 = Submission.objects.get().bundle_sha256
    (files / sha256[:2] / sha256).write_bytes(b"%PDF-1.7 vervalst")

    with pytest.raises(store.Damaged):
        download(submission)


def test_freezing_leads_to_the_new_bundle():
    proposal = a_round(AGREED)

    response = signed_in(proposal).post(reverse("submissions:freeze", args=[proposal.pk]))

    submission = Submission.objects.get()
    assert (response.status_code, response.url) == (302, submission.get_absolute_url())


def test_a_refused_freeze_says_why():
    proposal = a_round({})

    response = signed_in(proposal).post(
        reverse("submissions:freeze", args=[proposal.pk]), follow=True
    )

    assert "Nog geen enkele gemeente biedt mee aan." in response.content.decode()
    assert not Submission.objects.exists()


def test_a_concept_cannot_be_frozen_into_a_bundle():
    proposal = concept(ProposalFactory()).proposal

    response = signed_in(proposal).post(reverse("submissions:freeze", args=[proposal.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (concept, "De tekst van het voorstel is nog niet vastgesteld."),
        (frozen, "Deze versie is nog niet aan de colleges aangeboden."),
        (offered, "Nog geen enkele gemeente biedt mee aan."),
    ],
)
def test_the_list_says_why_there_can_be_no_bundle(make, sentence):
    proposal = make(ProposalFactory()).proposal

    page = listed(proposal)

    assert sentence in page
    assert reverse("submissions:freeze", args=[proposal.pk]) not in page


@pytest.mark.parametrize(("role", "freezes"), [(Role.COORDINATOR, True), (Role.ALDERMAN, False)])
def test_the_list_lets_only_the_coordinator_freeze(role, freezes):
    proposal = a_round(AGREED)

    page = listed(proposal, role)

    assert (reverse("submissions:freeze", args=[proposal.pk]) in page) is freezes
    assert "1 van 1" in page


@pytest.mark.parametrize("note", ["", "Voorbeeldgegevens: dit is verzonnen."])
def test_example_data_say_so_on_every_page(note):
    submission = a_submission(a_round(AGREED, profile__example_note=note))

    pages = [opened(submission), listed(submission.version.proposal)]

    assert [("Voorbeeldgegevens: dit is verzonnen." in page) for page in pages] == [bool(note)] * 2


def listed(proposal, role=Role.COORDINATOR):
    response = signed_in(proposal, role).get(reverse("submissions:submissions", args=[proposal.pk]))
    return response.content.decode()


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_pages_cost_the_same_for_any_number(count, django_assert_num_queries):
    proposal = a_round(*[AGREED] * count)
    submission = a_submission(proposal)
    client = signed_in(proposal)

    with django_assert_num_queries(14):
        client.get(reverse("submissions:submissions", args=[proposal.pk]))
    with django_assert_num_queries(7):
        client.get(submission.get_absolute_url())
