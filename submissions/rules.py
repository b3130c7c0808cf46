"""When a bundle can be frozen, and why not yet. Pure."""

from django.db import models

from decisions.models import ProposalVersion


class Blocker(models.TextChoices):
    NOT_FROZEN = "not_frozen", "De tekst van het voorstel is nog niet vastgesteld."
    NOT_OFFERED = "not_offered", "Deze versie is nog niet aan de colleges aangeboden."
    NOBODY = "nobody", "Nog geen enkele gemeente biedt mee aan."


def blockers_to_freeze(
    version: ProposalVersion, *, is_offered: bool, offering: int
) -> list[Blocker]:
    """Return what stands in the way of a bundle; `offering` municipalities offer the profile."""
    checks = {
        Blocker.NOT_FROZEN: version.frozen_at is None,
        Blocker.NOT_OFFERED: version.frozen_at is not None and not is_offered,
        Blocker.NOBODY: is_offered and offering == 0,
    }
    return [blocker for blocker, applies in checks.items() if applies]
