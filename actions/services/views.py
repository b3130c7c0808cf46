"""Keeping a table as somebody wants to see it again: for that person alone."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet, TextChoices

from actions.models import SavedView
from actions.services.acting import refuse_if
from municipalities.models import User

MOST = 50  # views of one person


class ViewBlocker(TextChoices):
    """Why a view cannot be kept under this name."""

    NAMED = "named", "U hebt al een weergave met deze naam. Kies een andere naam."
    MANY = "many", f"U kunt {MOST} weergaven bewaren. Verwijder er eerst een."


@transaction.atomic
def save_view(*, user: User, name: str, page: str, query: str, at: datetime) -> SavedView:
    """Keep a view under a name. :raises Refused:"""
    own = _locked(user)
    checks = {
        ViewBlocker.NAMED: own.filter(page=page, name=name).exists(),
        ViewBlocker.MANY: own.count() >= MOST,
    }
    refuse_if([blocker for blocker, applies in checks.items() if applies])
    return SavedView.objects.create(user=user, name=name, page=page, query=query, saved_at=at)


@transaction.atomic
def rename_view(view: SavedView, *, name: str, at: datetime) -> None:
    """Give a view another name. :raises Refused:"""
    others = _locked(view.user).filter(page=view.page, name=name).exclude(pk=view.pk)
    refuse_if([ViewBlocker.NAMED] if others.exists() else [])
    view.name, view.saved_at = name, at
    view.save(update_fields=["name", "saved_at"])


def remove_view(view: SavedView) -> None:
    """Forget a view."""
    view.delete()


def _locked(user: User) -> QuerySet[SavedView]:
    """Return the views of the person; one change at a time."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return SavedView.objects.filter(user=user)
