"""The command: from a region to the path and the hash of its bundle."""

import hashlib
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from municipalities.models import Membership, Role
from submissions.models import Submission
from tests.factories.decisions import CLOSES_AT, ProposalFactory, concept, coordinator
from tests.factories.people import MembershipFactory
from tests.factories.submissions import (
    AGREED,
    READY,
    a_failed_submission,
    a_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys, monkeypatch):
    def run(*arguments):
        call_command("build_bundle", *map(str, arguments))
        return capsys.readouterr().out.splitlines()

    return run


def sha256_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_path_and_hash_are_printed_and_a_second_run_gives_the_same_bytes(run, tmp_path):
    proposal = a_round(READY)
    slug = proposal.profile.region.slug

    first = run(slug)
    path = tmp_path / "bundels" / f"{slug}.pdf"
    bytes_ = path.read_bytes()
    again = run(slug, "--output", tmp_path / "elders" / "b.pdf")

    submission = Submission.objects.get()
    assert bytes_.startswith(b"%PDF-")
    assert first == [
        f"Bundel 1, {submission.page_count} pagina's: {path}",
        f"SHA-256: {sha256_of(path)}",
    ]
    assert again == [
        f"Bundel 1, {submission.page_count} pagina's: {tmp_path / 'elders' / 'b.pdf'}",
        first[1],
    ]
    assert (tmp_path / "elders" / "b.pdf").read_bytes() == bytes_


@pytest.mark.slow
def test_again_makes_a_new_bundle(run):
    slug = a_round(AGREED).profile.region.slug
    run(slug)

    lines = run(slug, "--again")

    assert lines[0].startswith("Bundel 2, ")
    assert list(Submission.objects.values_list("number", flat=True)) == [1, 2]


@pytest.fixture
def chosen(monkeypatch):
    """Return which proposal the command chose; it stops where the work would begin."""
    from submissions.management.commands import build_bundle  # noqa: PLC0415 -- patched here

    frozen = []

    class Enough(Exception):
        pass

    def stop(proposal, *, email):
        frozen.append((proposal, build_bundle._coordinator(proposal, email)))
        raise Enough

    def choose(*arguments):
        monkeypatch.setattr(build_bundle, "_freeze", stop)
        with pytest.raises(Enough):
            call_command("build_bundle", *map(str, arguments))
        return frozen[-1]

    return choose


def rounds():
    """Return a closed round, a later closed one and one that is still open, in one region."""
    first = a_round(AGREED)
    later = a_round(
        AGREED, profile__region=first.profile.region, closes_at=CLOSES_AT + timedelta(days=30)
    )
    is_open = ProposalFactory(
        profile__region=first.profile.region, closes_at=timezone.now() + timedelta(days=30)
    )
    return first, later, is_open


def test_the_last_closed_round_is_chosen(chosen):
    _, later, _ = rounds()

    assert chosen(later.profile.region.slug)[0] == later


def test_an_open_round_is_chosen_when_none_has_closed(chosen):
    proposal = ProposalFactory(closes_at=timezone.now() + timedelta(days=30))

    assert chosen(proposal.profile.region.slug)[0] == proposal


@pytest.mark.parametrize("which", [0, 2])
def test_another_round_can_be_asked_for(chosen, which):
    wanted = rounds()[which]

    assert chosen(wanted.profile.region.slug, "--proposal", wanted.pk)[0] == wanted


def test_a_round_of_another_region_is_not_chosen():
    proposal, other = a_round(AGREED), a_round(AGREED)

    with pytest.raises(CommandError) as refusal:
        call_command("build_bundle", proposal.profile.region.slug, "--proposal", str(other.pk))

    assert str(refusal.value) == (
        f"Er is geen collegevoorstel in de regio {proposal.profile.region.slug}."
    )
    assert not Submission.objects.exists()


def test_a_coordinator_of_another_region_does_not_freeze(chosen):
    a_round(AGREED)
    proposal = a_round(AGREED)

    assert chosen(proposal.profile.region.slug)[1] == coordinator(proposal.profile.region)


def test_the_first_coordinator_freezes_unless_another_is_named(chosen):
    proposal = a_round(AGREED)
    first = coordinator(proposal.profile.region)
    second = MembershipFactory(organisation=first.organisation, role=Role.COORDINATOR)
    slug = proposal.profile.region.slug

    assert chosen(slug)[1] == first
    assert chosen(slug, "--by", second.user.email.upper())[1] == second


@pytest.mark.parametrize("has_concept", [True, False])
def test_a_concept_gets_one_sentence(has_concept):
    proposal = ProposalFactory()
    if has_concept:
        concept(proposal)

    with pytest.raises(CommandError) as refusal:
        call_command("build_bundle", proposal.profile.region.slug)

    assert str(refusal.value) == "De tekst van het voorstel is nog niet vastgesteld."


def test_nobody_who_offers_gets_one_sentence():
    proposal = a_round({})

    with pytest.raises(CommandError) as refusal:
        call_command("build_bundle", proposal.profile.region.slug)

    assert str(refusal.value) == "Nog geen enkele gemeente biedt mee aan."


def test_an_unknown_region_gets_one_sentence():
    a_round(AGREED)

    with pytest.raises(CommandError) as refusal:
        call_command("build_bundle", "atlantis")

    assert str(refusal.value) == "Er is geen collegevoorstel in de regio atlantis."


@pytest.mark.parametrize("arguments", [[], ["--by", "onbekend@voorbeeld.example"]])
def test_without_a_coordinator_nothing_is_frozen(arguments):
    proposal = a_round(AGREED)
    if not arguments:
        Membership.objects.filter(role=Role.COORDINATOR).update(valid_until="2018-12-31")

    with pytest.raises(CommandError) as refusal:
        call_command("build_bundle", proposal.profile.region.slug, *arguments)

    assert str(refusal.value) == "Er is geen coördinator die de bundel kan bevriezen."
    assert not Submission.objects.exists()


def test_a_bundle_that_failed_says_why_and_writes_no_file(tmp_path):
    submission = a_failed_submission("De bijlage is leeg.")
    slug = submission.version.proposal.profile.region.slug

    with pytest.raises(CommandError) as refusal:
        call_command("build_bundle", slug)

    assert str(refusal.value) == "De bijlage is leeg."
    assert not (tmp_path / "bundels").exists()
