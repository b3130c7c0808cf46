"""Who did something: people who acted are never removed."""

from typing import Any

from django.conf import settings
from django.db import models


def who(name: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    """Return a reference to who did something; a row of somebody who acted stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=name
    )
