"""Pages that exist only in demo mode."""

from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from allauth.account.signals import user_logged_in
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from examples.accounts import by_party, by_role, demo_accounts, open_round, tour_through
from examples.forms import OneOfEach, SignInForm
from examples.post import letters
from municipalities.access import public
from municipalities.models import User
from trail.selectors import Line

LINES = [
    Line(
        number=number,
        at=datetime(2018, 10, 30, 15, 20 - number, tzinfo=ZoneInfo("Europe/Amsterdam")),
        who="Bestuurssecretaris van Almelo",
        on_behalf_of="Almelo",
        capacity="Bestuurssecretaris",
        sentence=sentence,
        object_sha256=sha256,
    )
    for number, (sentence, sha256) in enumerate(
        [
            ("Het besluit van het college is bevestigd.", ""),
            ("Het besluit is vastgelegd.", "3f2a" * 16),
        ]
    )
]


@public
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every component once. :raises Http404: outside demo mode."""
    if not settings.DEMO:
        raise Http404
    context = {
        "form": OneOfEach(),
        "faulty": OneOfEach({"name": ""}, prefix="fout"),
        "lines": LINES,
        "sha256": "3f2a" * 16,
        "kinds": ["success", "info", "warning", "error"],
        "example_note": "Voorbeeldgegevens: alles op deze pagina is verzonnen.",
    }
    return render(request, "examples/components.html", context)


@public
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """List every account of the example, to sign in with one click. :raises Http404: no demo."""
    if not settings.DEMO:
        raise Http404
    known = list(demo_accounts())
    per_role = request.GET.get("per") == "rol"
    context = {
        "groups": by_role(known) if per_role else by_party(known),
        "per_role": per_role,
        "heading": "Rol" if per_role else "Organisatie",
        "tour": tour_through(known),
        "open_round": open_round(at=timezone.now()),
    }
    return render(request, "examples/accounts.html", context)


@public
@require_GET
def post(request: HttpRequest) -> HttpResponse:
    """Show the mail that the portal wrote, links and all. :raises Http404: outside demo mode."""
    if not settings.DEMO:
        raise Http404
    return render(request, "examples/post.html", {"letters": letters()})


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """
    Sign in as an account of the example, without a password or a second factor.

    :raises Http404: no demo, or any other account.
    """
    if not settings.DEMO:
        raise Http404
    form = SignInForm(request.POST)
    if not form.is_valid():
        raise Http404
    current = demo_accounts().current(timezone.localdate())
    membership = get_object_or_404(current, user__email=form.cleaned_data["account"])
    get_adapter().login(request, membership.user)
    user_logged_in.send(User, request=request, user=membership.user, response=None)
    return redirect(settings.LOGIN_REDIRECT_URL)
