"""The command, from a file to a concept in the database or one sentence and nothing."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from decisions.models import Audience, Organ, Proposal, Section, SectionKind
from municipalities.models import Membership, Organisation, OrganisationKind, Region, Role, User
from profiles.models import Profile
from tests.decisions.documents.texts import FORM, WRAPPED, to_office

pytestmark = pytest.mark.django_db


def a_profile(region="Waterland", *, first_year=2021):
    region, _ = Region.objects.get_or_create(name=region, slug=region.lower())
    return Profile.objects.create(
        region=region,
        title=f"Cultuurprofiel {region} {first_year}",
        first_year=first_year,
        last_year=first_year + 3,
        addressee="de minister van OCW",
        deadline=date(2018, 11, 1),
    )


def a_coordinator(profile, email="coordinator@example.nl", *, role=Role.COORDINATOR):
    organisation, _ = Organisation.objects.get_or_create(
        region=profile.region, kind=OrganisationKind.PARTNER, name="Bureau", slug="bureau"
    )
    return Membership.objects.create(
        user=User.objects.create_user(email=email, name="Regiocoördinator"),
        organisation=organisation,
        role=role,
        valid_from=date(2018, 1, 1),
    )


@pytest.fixture
def profile():
    return a_profile()


@pytest.fixture
def coordinator(profile):
    return a_coordinator(profile)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "voorstel.txt"
    path.write_text(WRAPPED)
    return path


def test_a_file_becomes_a_concept(coordinator, profile, file, capsys):
    call_command("import_proposal", str(file))

    proposal = Proposal.objects.get()
    version = proposal.versions.get()
    assert (proposal.profile, proposal.created_by) == (profile, coordinator.user)
    assert proposal.closes_at == datetime(2018, 11, 1, 22, 59, tzinfo=UTC)
    assert version.frozen_at is None
    assert [item.number for item in version.items.filter(organ=Organ.MAYOR)] == ["5"]
    assert version.items.count() == 9
    assert version.sections.filter(kind=SectionKind.CAVEAT).count() == 2
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"Ingelezen als concept {proposal.pk}: “{proposal.title}”, "
        "sluit op 1 november 2018 om 23.59 uur, namens Regiocoördinator."
    )


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_office_documents_become_the_same_concept(coordinator, tmp_path, suffix):
    path = tmp_path / f"voorstel.{suffix}"
    to_office(WRAPPED.replace("\n", "\n\n"), path)

    call_command("import_proposal", str(path))

    assert Proposal.objects.get().versions.get().items.count() == 9


def test_internal_text_is_kept_for_its_owner(coordinator, file):
    call_command("import_proposal", str(file))

    sections = Section.objects.filter(text__contains="niemand beschikbaar")
    assert [section.audience for section in sections] == [Audience.OWN]


def test_it_prints_what_it_recognised_and_what_it_did_not(tmp_path, capsys):
    path = tmp_path / "formulier.txt"
    path.write_text(FORM)

    call_command("import_proposal", str(path), "--dry-run")

    printed = capsys.readouterr().out
    assert "Titel: Voorstel aan het college over cultuur" in printed
    assert "Dictum, onder “BESLUIT”: 3 beslispunten." in printed
    assert "  3   burgemeester  De wethouder te machtigen." in printed
    assert "Bijlagen (partijen in de regio): - Het plan" in printed
    assert "  Dit plan spaart papier en stroom." in printed
    assert "Geen tekst die op een beslispunt lijkt" in printed
    assert not Proposal.objects.exists()


def test_it_prints_each_near_copy_with_its_difference(file, capsys):
    call_command("import_proposal", str(file), "--dry-run")

    printed = capsys.readouterr().out
    assert "Beslispunt 1 staat nog eens onder “Argumenten”, met andere woorden." in printed
    assert "Kennis [-te-] nemen van het plan" in printed
    assert "Niet geplaatst: niets." in printed


@pytest.mark.parametrize("text", ["1-11-2018 12:00", "1 november 2018 12.00"])
def test_the_closing_moment_is_read_as_the_dutch_write_it(coordinator, file, text):
    call_command("import_proposal", str(file), "--closes-at", text)

    assert Proposal.objects.get().closes_at == datetime(2018, 11, 1, 11, 0, tzinfo=UTC)


def test_the_newest_profile_of_the_region_is_meant(profile, coordinator, file):
    newest = a_profile(first_year=2025)

    call_command("import_proposal", str(file), "--region", "waterland")

    assert Proposal.objects.get().profile == newest


def test_a_profile_and_a_coordinator_can_be_named(profile, coordinator, file):
    a_profile(first_year=2025)
    other = a_coordinator(profile, "tweede@example.nl")

    call_command(
        "import_proposal", str(file), "--profile", str(profile.pk), "--by", other.user.email
    )

    proposal = Proposal.objects.get()
    assert (proposal.profile, proposal.created_by) == (profile, other.user)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--closes-at", "morgen"], "is geen moment"),
        (["--closes-at", "29-2-2019 12:00"], "is geen moment"),
        (["--profile", "0"], "cultuurprofiel is er niet"),
        (["--region", "nergens"], "cultuurprofiel is er niet"),
        (["--by", "niemand@example.nl"], "regiocoördinator is er niet"),
    ],
)
def test_a_wrong_option_leaves_nothing_behind(coordinator, file, options, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("import_proposal", str(file), *options)

    assert not Proposal.objects.exists()


def test_only_a_coordinator_of_the_region_imports(profile, file):
    a_coordinator(profile, role=Role.ADMINISTRATOR)
    a_coordinator(a_profile("Elders", first_year=2017), "elders@example.nl")

    with pytest.raises(CommandError, match="regiocoördinator is er niet"):
        call_command("import_proposal", str(file), "--region", "waterland")


def test_the_first_coordinator_imports_unless_another_is_named(profile, coordinator, file):
    second = a_coordinator(profile, "tweede@example.nl")

    call_command("import_proposal", str(file))
    call_command("import_proposal", str(file), by="tweede@example.nl")

    makers = Proposal.objects.order_by("pk").values_list("created_by", flat=True)
    assert list(makers) == [coordinator.user_id, second.user_id]


def test_two_regions_must_be_told_apart(profile, coordinator, file):
    a_profile("Elders")

    with pytest.raises(CommandError, match="geef --region of --profile op"):
        call_command("import_proposal", str(file))


def empty(path):
    path.write_bytes(b"")


def binary(path):
    path.write_bytes(bytes(range(256)) * 10)


def half_a_zip(path):
    data = to_office(WRAPPED, path.with_suffix(".docx"))
    path.write_bytes(data[: len(data) // 2])
    path.with_suffix(".docx").unlink()


def fifty_megabytes(path):
    path.write_bytes(WRAPPED.encode() * (50_000_000 // len(WRAPPED)))


def no_dictum(path):
    path.write_text("Inleiding\nEr was eens een regio.\n")


def directory(path):
    path.mkdir()


def missing(path):
    pass


def unreadable(path):
    path.symlink_to("/proc/self/mem")  # refuses every reader, the administrator too


BAD_FILES = {
    empty: "is leeg",
    binary: "is geen leesbare tekst",
    half_a_zip: "is beschadigd",
    fifty_megabytes: "is te groot",
    no_dictum: "geen dictum gevonden",
    directory: "is een map",
    missing: "bestaat niet",
    unreadable: "kan niet gelezen worden",
}


@pytest.mark.parametrize(("make", "reason"), BAD_FILES.items())
def test_a_bad_file_gets_one_sentence_and_leaves_nothing_behind(
    coordinator, tmp_path, make, reason, capsys
):
    path = tmp_path / "voorstel"
    make(path)
    before = set(tmp_path.iterdir())

    with pytest.raises(CommandError, match=reason) as refusal:
        call_command("import_proposal", str(path))

    assert "\n" not in str(refusal.value)
    assert capsys.readouterr().out == ""
    assert set(tmp_path.iterdir()) == before
    assert not Proposal.objects.exists() and not Section.objects.exists()


def test_from_a_terminal_a_bad_file_is_one_line_and_exit_1(tmp_path):
    path = tmp_path / "leeg.txt"
    empty(path)

    done = subprocess.run(  # our own command
        [sys.executable, settings.BASE_DIR / "manage.py", "import_proposal", path],
        capture_output=True,
        check=False,
        env=os.environ,
    )

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == ["CommandError: leeg.txt is leeg."]
