"""Freezing the text of a profile: a changed text is a new version, the same text is not."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from actions.models import Action
from profiles.models import Ambition, Chapter, Milestone, Profile, ProfileVersion, Theme
from profiles.services import freeze
from tests.factories.decisions import NOW, ProfileFactory, coordinator
from tests.factories.submissions import write_profile
from trail.models import Entry

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def profile():
    return write_profile(ProfileFactory())


def frozen(profile, at=NOW):
    return freeze(profile, by=coordinator(profile.region), at=at)


def test_a_version_holds_all_of_the_text_with_its_hash_who_and_when(profile):
    version = ProfileVersion.objects.get(pk=frozen(profile).pk)

    assert version.content == {
        "title": profile.title,
        "period": "2021–2024",
        "addressee": "minister",
        "chapters": [{"number": 1, "title": "Visie", "text": "Ruimte voor makers."}],
        "themes": [
            {
                "number": 1,
                "title": "Plaats",
                "text": "Hier begint het.",
                "ambitions": [{"number": 2, "title": "Dichtbij", "text": "In elk dorp."}],
            }
        ],
        "milestones": [{"shown_as": "voorjaar 2019", "title": "Advies"}],
    }
    assert version.sha256 == sha256_of(version.content)
    assert (version.number, version.frozen_at) == (1, NOW)
    assert version.frozen_by == coordinator(profile.region).user


def sha256_of(content):
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_same_text_gives_the_same_version(profile):
    first = frozen(profile)

    again = frozen(profile, at=LATER)

    assert again == first
    assert profile.versions.get().frozen_at == NOW
    assert Entry.objects.filter(act="froze_profile").count() == 1


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Profile, {"title": "Anders"}),
        (Profile, {"last_year": 2030}),
        (Profile, {"addressee": "een ander"}),
        (Chapter, {"text": "Anders."}),
        (Chapter, {"title": "Anders"}),
        (Chapter, {"number": 2}),
        (Theme, {"text": "Anders."}),
        (Ambition, {"text": "Anders."}),
        (Ambition, {"number": 3}),
        (Milestone, {"shown_as": "zomer 2019"}),
        (Milestone, {"title": "Anders"}),
    ],
)
def test_a_changed_text_gives_a_new_version_and_leaves_the_old(profile, model, change):
    first = frozen(profile)
    before = first.content
    model.objects.update(**change)

    second = frozen(Profile.objects.get(), at=LATER)

    assert (second.number, second.frozen_at) == (2, LATER)
    assert second.sha256 != first.sha256
    assert ProfileVersion.objects.get(pk=first.pk).content == before


def test_a_text_that_returns_gives_its_old_version(profile):
    first = frozen(profile)
    Chapter.objects.update(text="Anders.")
    frozen(profile)
    Chapter.objects.update(text="Ruimte voor makers.")

    assert frozen(profile, at=LATER) == first


@pytest.mark.parametrize("model", [Chapter, Theme, Ambition, Milestone])
def test_what_is_removed_gives_a_new_version(profile, model):
    frozen(profile)
    model.objects.all().delete()

    assert frozen(profile).number == 2


@pytest.mark.parametrize(
    ("model", "change"), [(Action, {"text": "Anders."}), (Profile, {"example_note": "Verzonnen."})]
)
def test_what_is_no_text_of_the_profile_gives_no_new_version(profile, model, change):
    first = frozen(profile)
    model.objects.update(**change)

    assert frozen(profile) == first


def test_profiles_are_numbered_apart(profile):
    other = ProfileFactory()

    assert (frozen(profile).number, frozen(other).number) == (1, 1)


def test_freezing_leaves_one_line_in_the_trail(profile):
    version = frozen(profile)

    entry = Entry.objects.get(act="froze_profile")
    assert entry.sentence == "Versie 1 van het cultuurprofiel vastgesteld."
    assert (entry.object_type, entry.object_id) == ("profiles.profile", str(profile.pk))
    assert entry.object_sha256 == version.sha256


def refused(act):
    with pytest.raises(Error) as refusal, transaction.atomic():
        act()
    return str(refusal.value)


@pytest.mark.parametrize(
    "change", [{"content": {}}, {"sha256": "f" * 64}, {"number": 9}, {"frozen_at": LATER}]
)
def test_a_version_never_changes(profile, change):
    frozen(profile)

    assert "Cannot update rows" in refused(lambda: ProfileVersion.objects.update(**change))


def test_a_version_is_never_removed(profile):
    version = frozen(profile)

    assert "Cannot delete rows" in refused(version.delete)
    assert "cannot be emptied" in refused(truncate)


def truncate():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE profiles_profileversion CASCADE")


@pytest.mark.parametrize("themes", [1, 14, 60])
def test_freezing_costs_the_same_for_any_number_of_themes(themes, django_assert_num_queries):
    profile = ProfileFactory()
    by = coordinator(profile.region)
    for number in range(1, themes + 1):
        theme = Theme.objects.create(profile=profile, number=number, title="T", text="t")
        Ambition.objects.create(theme=theme, number=1, title="A")

    with django_assert_num_queries(12):
        version = freeze(profile, by=by, at=NOW)

    assert len(version.content["themes"]) == themes
