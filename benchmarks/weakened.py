"""The decorators of a mutant: as in `municipalities.access`, but with less behind them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from municipalities import access
from municipalities.access import Permission

View = Callable[..., HttpResponse]


def reads(permission: Permission) -> Callable[[View], View]:
    """Ask no more than that somebody may read, and still say that it asks `permission`."""

    def decorate(view: View) -> View:
        return _said(access.requires(Permission.READ)(view), permission)

    return decorate


def anybody(permission: Permission) -> Callable[[View], View]:
    """Ask no more than some role, whatever it grants, and still say that it asks `permission`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponse:
            membership = access.acting_membership(request)
            if membership is None:
                raise PermissionDenied
            request.membership = membership  # type: ignore[attr-defined]  # as `requires` does
            return view(request, *args, **kwargs)

        return _said(guarded, permission)

    return decorate


def opened(view: View) -> View:
    """Let a stranger through the door, and still say what the view asks."""
    return _said(access.public(view), getattr(view, "access", None))


def _said(view: Any, what: object) -> View:  # noqa: ANN401  # a view that carries an attribute
    view.access = what
    weak: View = view
    return weak
