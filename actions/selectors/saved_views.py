"""Tables as somebody wants to see them again."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from actions.models import SavedView
from actions.rules.saved_views import PAGES, PROFILE
from municipalities.models import User


@dataclass(frozen=True, slots=True)
class Opened:
    """A saved view with the address at which it opens."""

    view: SavedView
    label: str
    address: str


def saved_views(user: User) -> list[Opened]:
    """Return all views of this person, by page and name."""
    views = SavedView.objects.filter(user=user).order_by("page", "name")
    return opened(views)


def saved_views_of(user: User, page: str, profile: int) -> list[Opened]:
    """Return the views of this person of one page of one profile, by name."""
    views = SavedView.objects.filter(user=user, page=page).order_by("name")
    start = f"{urlencode({PROFILE: profile})}"
    return opened(view for view in views if view.query.split("&")[0] == start)


def opened(views: Iterable[SavedView]) -> list[Opened]:
    """Return each view with its address, which is never one that somebody typed."""
    return [
        Opened(view, PAGES[view.page].label, address_of(view))
        for view in views
        if view.page in PAGES
    ]


def address_of(view: SavedView) -> str:
    """Return the address at which the view opens."""
    choices = dict(parse_qsl(view.query))
    page = PAGES[view.page]
    address = reverse(page.url_name, args=[int(choices.pop(PROFILE))])
    kept = {key: choices[key] for key in page.keys if key in choices}
    return f"{address}?{urlencode(kept)}" if kept else address
