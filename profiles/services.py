"""What happens to a profile."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from municipalities.models import Membership
from profiles.models import Profile, ProfileVersion
from trail.services import record


@transaction.atomic
def freeze(profile: Profile, *, by: Membership, at: datetime) -> ProfileVersion:
    """
    Keep the text of the profile as it is now, and return that version.

    The same text is not kept twice: then the version that holds it is returned.
    """
    profile = Profile.objects.select_for_update().get(pk=profile.pk)
    content = _content(profile)
    sha256 = _sha256(content)
    if same := profile.versions.filter(sha256=sha256).last():
        return same
    version = ProfileVersion.objects.create(
        profile=profile,
        number=profile.versions.count() + 1,
        content=content,
        sha256=sha256,
        frozen_at=at,
        frozen_by=by.user,
    )
    sentence = f"Versie {version.number} van het cultuurprofiel vastgesteld."
    record(
        act="froze_profile",
        sentence=sentence,
        of=profile,
        by=by,
        at=at,
        sha256=sha256,
        rows=[version],
    )
    return version


def _content(profile: Profile) -> dict[str, object]:
    themes = profile.themes.prefetch_related("ambitions")
    return {
        "title": profile.title,
        "period": profile.period,
        "addressee": profile.addressee,
        "chapters": list(profile.chapters.values("number", "title", "text")),
        "themes": [
            {
                "number": theme.number,
                "title": theme.title,
                "text": theme.text,
                "ambitions": [
                    {"number": a.number, "title": a.title, "text": a.text}
                    for a in theme.ambitions.all()
                ],
            }
            for theme in themes
        ],
        "milestones": list(profile.milestones.values("shown_as", "title")),
    }


def _sha256(content: dict[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
