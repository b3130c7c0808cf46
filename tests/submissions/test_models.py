"""What the database itself refuses about bundles."""

import pytest
from django.db import Error, connection, transaction
from django.db.models import F

from submissions.models import Part, Rendered, Submission
from tests.factories.decisions import NOW
from tests.factories.submissions import a_submission

pytestmark = pytest.mark.django_db

MADE = {"bundle_sha256": "b" * 64, "page_count": 9, "rendered_at": NOW}


@pytest.fixture
def submission():
    return a_submission()


def refused(act):
    """Return what the database says when it refuses."""
    with pytest.raises(Error) as refusal, transaction.atomic():
        act()
    return str(refusal.value)


def change(submission, **fields):
    return refused(lambda: Submission.objects.filter(pk=submission.pk).update(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"snapshot": {"title": "Anders"}},
        {"sha256": "f" * 64},
        {"number": 2},
        {"frozen_at": F("frozen_at") + NOW.resolution},
    ],
)
def test_a_snapshot_never_changes(submission, fields):
    assert "Cannot update rows" in change(submission, **fields)


def test_a_snapshot_stays_with_its_version_and_its_person(submission):
    other = a_submission()

    assert "Cannot update rows" in change(submission, version=other.version)
    assert "Cannot update rows" in change(submission, frozen_by=other.frozen_by)


def test_a_bundle_is_made_once(submission):
    Submission.objects.filter(pk=submission.pk).update(**MADE)

    assert "Cannot update rows" in change(submission, bundle_sha256="c" * 64)
    assert "Cannot update rows" in change(
        submission, bundle_sha256="", page_count=None, rendered_at=None
    )


@pytest.mark.parametrize(
    "fields",
    [
        MADE | {"bundle_sha256": ""},
        MADE | {"bundle_sha256": "B" * 64},
        MADE | {"page_count": None},
        MADE | {"rendered_at": None},
        {"bundle_sha256": "b" * 64},
        {"page_count": 9},
    ],
)
def test_a_bundle_is_whole_or_absent(submission, fields):
    assert "bundle_whole_or_absent" in change(submission, **fields)


def test_nothing_of_a_bundle_is_removed(submission):
    part = a_part(submission)

    assert "Cannot delete rows" in refused(part.delete)
    assert "Cannot delete rows" in refused(other_submission(submission).delete)
    assert "cannot be emptied" in refused(lambda: truncate("submissions_part"))


@pytest.mark.parametrize("fields", [{"title": "Anders"}, {"sha256": "f" * 64}, {"page_count": 2}])
def test_a_part_never_changes(submission, fields):
    part = a_part(submission)

    sentence = refused(lambda: Part.objects.filter(pk=part.pk).update(**fields))

    assert "Cannot update rows from submissions_part" in sentence


@pytest.mark.parametrize("field", ["sha256", "input_sha256"])
@pytest.mark.parametrize("value", ["", "a" * 63, "A" * 64, "g" * 64])
def test_a_part_has_hashes(submission, field, value):
    assert "part_hashed" in refused(lambda: a_part(submission, **{field: value}))


def test_a_place_in_the_bundle_is_taken_once(submission):
    a_part(submission)

    assert "part_placed_once" in refused(lambda: a_part(submission))


@pytest.mark.parametrize("value", ["", "a" * 63, "A" * 64])
def test_what_was_rendered_before_has_hashes(value):
    sentence = refused(lambda: Rendered.objects.create(input_sha256="a" * 64, sha256=value))

    assert "rendered_hashed" in sentence


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"number": 1}, "submission_numbered_once"), ({"sha256": "x"}, "submission_hashed")],
)
def test_a_bundle_is_numbered_and_hashed(submission, fields, name):
    assert name in refused(lambda: other_submission(submission, **fields))


def test_bundle_and_part_are_called_by_their_name(submission):
    assert str(submission) == f"Aanbieding 1 van {submission.version}"
    assert str(a_part(submission)) == "Voorblad"
    assert submission.get_absolute_url() == f"/aanbiedingen/{submission.pk}/"


def a_part(submission, **fields):
    hashes = {"input_sha256": "a" * 64, "sha256": "b" * 64}
    usual = {"position": 1, "kind": "cover", "title": "Voorblad", "page_count": 1}
    return Part.objects.create(submission=submission, **hashes | usual | fields)


def other_submission(submission, **fields):
    usual = {"number": 2, "sha256": "a" * 64}
    return Submission.objects.create(
        version=submission.version,
        snapshot={},
        frozen_at=NOW,
        frozen_by=submission.frozen_by,
        **usual | fields,
    )


def truncate(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE "{table}"')
