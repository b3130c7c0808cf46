"""Asking once more who it is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpResponse

from municipalities.access import MemberRequest
from municipalities.rules import proved_lately

Page = ParamSpec("Page")
View = Callable[Concatenate[MemberRequest, Page], HttpResponse]


def proved(view: View[Page]) -> View[Page]:
    """Open this page only to who proved in the last minutes that it is them."""

    @wraps(view)
    def guarded(request: MemberRequest, /, *args: Page.args, **kwargs: Page.kwargs) -> HttpResponse:
        if not proved_lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
