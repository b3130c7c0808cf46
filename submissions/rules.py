"""When a bundle can be frozen, and why not yet. Pure."""

from django.db import models

from decisions.models import ProposalVersion
from municipalities.access import Permission, may
from municipalities.models import Membership


class Blocker(models.TextChoices):
    NO_ROLE = "no_role", "Uw rol mag dit niet."
    NOT_FROZEN = "not_frozen", "De tekst van het voorstel is nog niet vastgesteld."
    NOT_OFFERED = "not_offered", "Deze versie is nog niet aan de colleges aangeboden."
    NOBODY = "nobody", "Nog geen enkele gemeente biedt mee aan."


def blockers_to_freeze(
    version: ProposalVersion, *, is_offered: bool, offering: int, by: Membership
) -> list[Blocker]:
    """Return what stands in the way of a bundle; `offering` municipalities offer the profile."""
    checks = {
        Blocker.NO_ROLE: not may(by, Permission.FREEZE_BUNDLE),
        Blocker.NOT_FROZEN: version.frozen_at is None,
        Blocker.NOT_OFFERED: version.frozen_at is not None and not is_offered,
        Blocker.NOBODY: is_offered and offering == 0,
    }
    return [blocker for blocker, applies in checks.items() if applies]
