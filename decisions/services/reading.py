"""Opening what is under embargo: read by few, and remembered."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from decisions.models import Proposal, ProposalVersion
from decisions.rules.embargo import READ
from dutch.moments import local_date
from municipalities.models import Membership
from trail.models import Entry
from trail.services import record


def note_reading(
    version: ProposalVersion, *, sentence: str, sha256: str, by: Membership, at: datetime
) -> None:
    """
    Add to the trail that somebody opened this while the embargo held: the first time on a day.

    `sha256` is of what was opened, the text of the version or a bundle of it. A concept has none.
    One query tells whether there is something to add, a second one adds it.
    """
    if not sha256:
        return
    public = Proposal.objects.open_to_parties(at).filter(pk=OuterRef("proposal"))
    noted = Entry.objects.since(local_date(at)).filter(
        object_type=version._meta.label_lower,
        object_id=str(version.pk),
        object_sha256=sha256,
        act=READ,
        by=by.user_id,
    )
    to_note = ProposalVersion.objects.filter(~Exists(public), ~Exists(noted), pk=version.pk)
    if to_note.exists():
        record(act=READ, sentence=sentence, of=version, by=by, at=at, sha256=sha256)
