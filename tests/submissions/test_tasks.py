"""Making a bundle with the real renderer, through the job as a worker does it."""

import hashlib
from datetime import timedelta
from functools import partial

import pytest

from files import store
from jobs.models import Job, State
from jobs.services import enqueue
from jobs.tasks import work_off
from printing.pdf import Limits, Renderer
from submissions.bundle import build as building
from submissions.bundle.build import build
from submissions.bundle.contents import from_snapshot
from submissions.bundle.outline import outline
from submissions.bundle.pages import pages
from submissions.models import Part, Rendered, Submission
from submissions.tasks import keep_rendered, rendered_before
from tests.factories.decisions import NOW
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


def built(submission, *, report=lambda *_: None):
    """Build as the work does, and leave the result at that."""
    return build(
        from_snapshot(submission.snapshot),
        snapshot_sha256=submission.sha256,
        cached=rendered_before,
        keep=keep_rendered,
        report=report,
    )


class Killed(Exception):
    """Ends a build where a worker would die."""


def test_a_bundle_is_made_part_by_part_and_once(rendered):
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

    entry = Entry.objects.get(act="made_bundle")
    assert entry.sentence == f"Bundel 1 gemaakt: {submission.page_count} pagina's."
    assert (entry.by, entry.capacity) == (None, "portaal")
    assert entry.object_sha256 == submission.bundle_sha256

    rendered.clear()
    made(submission)
    assert (rendered, Job.objects.get().attempts) == ([], 1)
    assert Entry.objects.filter(act="made_bundle").count() == 1


@pytest.mark.slow
def test_a_second_bundle_renders_only_what_differs(rendered):
    proposal = a_round(READY)
    made(a_submission(proposal))
    first, rendered[:] = set(rendered), []

    made(a_submission(proposal, at=NOW + timedelta(hours=1)))

    assert first == set(TITLES)
    assert set(rendered) == {"Aanbiedingsbrief", "Besluiten per gemeente", "Verantwoording"}


def test_what_a_killed_attempt_rendered_is_used_again_unless_it_was_harmed(rendered, files):
    submission = a_submission(a_round(READY))
    half_way(submission, done=5)
    damaged, gone = file_of("cover", submission), file_of("profile", submission)
    path_of(files, damaged).write_bytes(b"%PDF-1.7 stuk")
    path_of(files, gone).unlink()
    rendered.clear()

    submission = made(submission)

    assert {title for title in rendered if title not in {"Inhoud", "Verantwoording"}} == {
        "Voorblad",
        "Cultuurprofiel",
        "Beslispunten en controlegetallen",
        "Acties en proeftuinen",
    }
    assert store.get(submission.bundle_sha256) == built(submission).pdf


def half_way(submission, *, done):
    """Render that many parts and stop, as a worker that dies there does."""

    def report(finished, *_):
        if finished == done:
            raise Killed

    with pytest.raises(Killed):
        built(submission, report=report)


def file_of(kind, submission):
    """Return the hash of the file that was kept of this part."""
    parts = {part.kind: part for part in pages(from_snapshot(submission.snapshot))}
    return Rendered.objects.get(pk=parts[kind].input_sha256).sha256


def path_of(files, sha256):
    return files / sha256[:2] / sha256


def test_a_part_that_cannot_be_rendered_fails_the_job_with_its_sentence(monkeypatch):
    monkeypatch.setattr(building, "Renderer", partial(Renderer, Limits(memory=64 << 20)))
    submission = a_submission(a_round(READY))

    job = work_off(submission.job_key)

    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.error.startswith("Het onderdeel ‘Voorblad’ ")
    submission.refresh_from_db()
    assert (submission.bundle_sha256, submission.parts.count()) == ("", 0)
    assert not Entry.objects.filter(act="made_bundle").exists()


def test_a_snapshot_that_is_not_that_of_its_hash_makes_no_bundle(caplog, rendered):
    honest = a_submission(a_round(READY))
    forged = Submission.objects.create(
        version=honest.version,
        number=2,
        snapshot=honest.snapshot | {"title": "Anders"},
        sha256=honest.sha256,
        frozen_at=NOW,
        frozen_by=honest.frozen_by,
    )
    enqueue(kind="bundle", key=forged.job_key, at=NOW)

    job = work_off(forged.job_key)

    assert job.state is State.WAITING
    assert "SnapshotDiffers" in caplog.text
    assert (rendered, Part.objects.count()) == ([], 0)
