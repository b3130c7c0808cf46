"""The door of the administration."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from municipalities.access import Permission, acting_membership, may
from municipalities.rules import proved_lately

ENTERED = "admin_entered_at"
VISIT = 1800  # seconds that a visit lasts, to read; a change asks for a proof of the last minutes

View = Callable[..., HttpResponse]


class Administration(AdminSite):
    """Open to who acts in a role that may open it; it has no sign-in page of its own."""

    site_header = "Beheer van het portaal"
    site_title = "Beheer"
    index_title = "Wat het portaal bewaart"
    index_template = "admin/start.html"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        membership = acting_membership(request)
        return membership is not None and may(membership, Permission.OPEN_ADMIN)

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]  # noqa: FBT001, FBT002  # Django's
        inner = super().admin_view(view, cacheable)

        @require_http_methods(["GET", "POST"])  # Django shows a row to any other method as well
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise PermissionDenied
            if not _is_visiting(request):
                raise ReauthenticationRequired
            return inner(request, *args, **kwargs)

        return guarded

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, *_: object, **__: object) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", "/"))

    def logout(self, *_: object, **__: object) -> HttpResponse:  # type: ignore[override]  # ours is elsewhere
        return redirect("account_logout")

    def password_change(self, *_: object, **__: object) -> HttpResponse:  # type: ignore[override]  # see above
        return redirect("account_change_password")

    def password_change_done(self, *_: object, **__: object) -> HttpResponse:  # type: ignore[override]  # see above
        return redirect("accounts:profile")


def _is_visiting(request: HttpRequest) -> bool:
    """Tell whether somebody has just proved who it is, or did so when this visit began."""
    if proved_lately(request):
        request.session[ENTERED] = time.time()
        return True
    entered: float = request.session.get(ENTERED, 0)
    return request.method == "GET" and time.time() - entered < VISIT
