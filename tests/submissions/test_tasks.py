"""Making a bundle with the real renderer, through the job as a worker does it."""

import hashlib
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from jobs.models import Job, State
from jobs.tasks import work_off
from profiles.models import Chapter
from submissions import store
from submissions.bundle.build import build
from submissions.bundle.contents import from_snapshot
from submissions.bundle.outline import outline
from submissions.bundle.pdf import Renderer
from submissions.models import Part, Rendered, Submission
from tests.factories.decisions import NOW, ProposalFactory, coordinator, offered, travelled
from tests.factories.submissions import READY, a_round, a_submission
from trail.models import Entry

pytestmark = pytest.mark.django_db

TITLES = [
    "Voorblad",
    "Inhoud",
    "Aanbiedingsbrief",
    "Cultuurprofiel",
    "Thema’s, ambities en mijlpalen",
    "Besluiten per gemeente",
    "Beslispunten en controlegetallen",
    "Acties en proeftuinen",
    "Verantwoording",
]


@pytest.fixture
def rendered(monkeypatch):
    """Count what is rendered: the titles of the parts, in order. The rendering is real."""
    titles = []
    render = Renderer.render

    def counting(renderer, title, html):
        titles.append(title)
        return render(renderer, title, html)

    monkeypatch.setattr(Renderer, "render", counting)
    return titles


def made(submission, **options):
    job = work_off(submission.job_key, **options)
    assert (job.state, job.error) == (State.DONE, "")
    return Submission.objects.get(pk=submission.pk)


def test_a_bundle_is_made_part_by_part():
    said = []
    submission = made(a_submission(a_round(READY)), watch=lambda *words: said.append(words))

    pdf = store.get(submission.bundle_sha256)
    parts = list(submission.parts.all())
    assert [part.title for part in parts] == TITLES
    assert [part.position for part in parts] == list(range(1, 10))
    assert sum(part.page_count for part in parts) == submission.page_count == outline(pdf).pages
    assert submission.bundle_sha256 == hashlib.sha256(pdf).hexdigest()
    assert submission.rendered_at is not None
    assert said[0] == (0, 9, "Voorblad wordt opgemaakt")
    assert said[-1] == (9, 9, "De onderdelen worden samengevoegd")
    for part in parts:
        assert hashlib.sha256(store.get(part.sha256)).hexdigest() == part.sha256
        assert Rendered.objects.get(pk=part.input_sha256).sha256 == part.sha256


def test_making_a_bundle_leaves_one_line_in_the_trail():
    submission = made(a_submission(a_round(READY)))

    entry = Entry.objects.get(act="made_bundle")
    assert entry.sentence == f"Bundel 1 gemaakt: {submission.page_count} pagina's."
    assert (entry.by, entry.capacity) == (None, "portaal")
    assert entry.object_sha256 == submission.bundle_sha256


def test_the_bytes_are_those_of_an_undisturbed_build():
    submission = made(a_submission(a_round(READY)))

    again = build(
        from_snapshot(submission.snapshot),
        snapshot_sha256=submission.sha256,
        cached=lambda _: None,
        keep=lambda *_: None,
        report=lambda *_: None,
    )

    assert store.get(submission.bundle_sha256) == again.pdf


def test_a_second_bundle_renders_only_what_differs(rendered):
    proposal = a_round(READY)
    made(a_submission(proposal))
    first, rendered[:] = set(rendered), []

    made(a_submission(proposal, at=NOW + timedelta(hours=1)))

    assert first == set(TITLES)
    assert set(rendered) == {"Voorblad", "Aanbiedingsbrief", "Verantwoording"}


def test_a_part_that_was_rendered_before_is_not_rendered_again(rendered):
    submission = a_submission(a_round(READY))
    build_and_lose(submission)
    rendered.clear()

    made(submission)

    assert rendered == []


def build_and_lose(submission):
    """Render everything and stop before the end, as a worker that dies there does."""
    from submissions.tasks import keep_rendered, rendered_before  # noqa: PLC0415 -- by its side

    build(
        from_snapshot(submission.snapshot),
        snapshot_sha256=submission.sha256,
        cached=rendered_before,
        keep=keep_rendered,
        report=lambda *_: None,
    )


@pytest.mark.parametrize("harm", ["damaged", "gone"])
def test_a_harmed_file_is_rendered_again(rendered, harm, files):
    submission = a_submission(a_round(READY))
    build_and_lose(submission)
    profile = part_of(submission, "Visie")
    path = files / profile[:2] / profile
    path.unlink() if harm == "gone" else path.write_bytes(b"%PDF-1.7 stuk")
    rendered.clear()

    submission = made(submission)

    assert rendered == ["Cultuurprofiel"]
    assert b"stuk" not in store.get(submission.bundle_sha256)


def part_of(submission, words):
    """Return the hash of the file of the part that has this heading."""
    found = [
        known.sha256
        for known in Rendered.objects.all()
        if words in [heading.title for heading in outline(store.get(known.sha256)).headings]
    ]
    (sha256,) = [sha256 for sha256 in found if is_profile(sha256)]
    return sha256


def is_profile(sha256):
    return len(outline(store.get(sha256)).headings) > 0


def test_a_part_that_cannot_be_rendered_fails_the_job_with_its_sentence():
    proposal = ProposalFactory()
    Chapter.objects.create(profile=proposal.profile, number=1, title="W", text="w" * 1_000_000)
    coordinator(proposal.profile.region)
    offered(proposal)
    travelled(proposal.ratifications.get(), **READY)
    submission = a_submission(proposal)

    job = work_off(submission.job_key)

    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.error.startswith("Het onderdeel ‘Cultuurprofiel’ ")
    submission.refresh_from_db()
    assert (submission.bundle_sha256, submission.parts.count()) == ("", 0)
    assert not Entry.objects.filter(act="made_bundle").exists()


def test_a_snapshot_that_was_tampered_with_makes_no_bundle(caplog):
    submission = a_submission(a_round(READY))
    with without_triggers("submissions_submission"):
        Submission.objects.filter(pk=submission.pk).update(
            snapshot=submission.snapshot | {"title": "Anders"}
        )

    job = work_off(submission.job_key)

    assert job.state is State.WAITING
    assert "SnapshotDiffers" in caplog.text
    assert not Part.objects.exists()


class without_triggers:  # noqa: N801 -- reads as words
    def __init__(self, table):
        self.table = table

    def __enter__(self):
        self.switch("DISABLE")

    def __exit__(self, *_):
        self.switch("ENABLE")

    def switch(self, word):
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE "{self.table}" {word} TRIGGER USER')


def test_a_job_that_is_done_is_not_done_again(rendered):
    submission = made(a_submission(a_round(READY)))
    rendered.clear()

    made(submission)

    assert rendered == []
    assert Entry.objects.filter(act="made_bundle").count() == 1
    assert Job.objects.get().attempts == 1
