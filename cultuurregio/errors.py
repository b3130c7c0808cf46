"""
The pages for what goes wrong: what happened, what to do next, and what the person typed.

Only 403 and 404 know who looks; the others ask nothing of the database or the session.
"""

import logging
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.views.decorators.csrf import requires_csrf_token

from cultuurregio.typed import Typed, typed

logger = logging.getLogger(__name__)

RETRY_AFTER = 60  # seconds; settings.ACCOUNT_RATE_LIMITS counts by the minute where a page refuses

_KEPT = "<p><label>{}<br><textarea readonly rows='4' cols='60'>\n{}</textarea></label></p>"
_BARE = (
    "<!DOCTYPE html><html lang='nl'><meta charset='utf-8'><title>Er ging iets mis</title>"
    "<h1>Er ging iets mis</h1><p>De fout ligt bij ons. Probeer het over een paar minuten opnieuw. "
    "Kopieer eerst wat hieronder staat: dat is niet opgeslagen.</p>{}"
    "<p><a href='/'>Terug naar het overzicht</a></p></html>"
)


def bad_request(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001  # Django's signature
) -> HttpResponse:
    return _page(request, "400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return _page(request, "403.html", status=403, by_whom=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    return _page(request, "403_csrf.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return _page(request, "404.html", status=404, by_whom=True)


def not_allowed(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """Explain what a browser would show as an empty page: this address only takes a form."""
    response = _page(request, "405.html", status=405)
    response.headers["Allow"] = allowed
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer without reading what was sent."""
    return _answer(_written(request, "413.html", {}), status=413)


def too_often(request: HttpRequest, *, retry_after: int = RETRY_AFTER) -> HttpResponse:
    """Ask for patience, and say how many seconds."""
    minutes = -(-retry_after // 60)
    wait = "een minuut" if minutes == 1 else f"{minutes} minuten"
    response = _page(request, "429.html", status=429, wait=wait)
    response.headers["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Say sorry, with a page that needs no template when even that fails."""
    kept = typed(request)
    try:
        content = _written(request, "500.html", {"typed": kept})
    except Exception:
        logger.exception("The page for a fault failed itself")
        content = _bare(kept)
    return _answer(content, status=500)


def _page(
    request: HttpRequest, template: str, *, status: int, by_whom: bool = False, **context: object
) -> HttpResponse:
    context["typed"] = typed(request)
    return _answer(_written(request, template, context, by_whom=by_whom), status=status)


def _written(
    request: HttpRequest, template: str, context: dict[str, object], *, by_whom: bool = False
) -> str:
    """Return the whole page, or for htmx the message alone."""
    if request.headers.get("HX-Request") == "true":
        parts = {"heading": f"{template}#heading", "message": f"{template}#message"}
        template, context = "fault.html", context | parts
    return render_to_string(template, context, request if by_whom else None)


def _answer(content: str, *, status: int) -> HttpResponse:
    """Return the answer; no cache keeps what somebody typed."""
    return HttpResponse(content, status=status, headers={"Cache-Control": "private, no-store"})


def _bare(kept: Sequence[Typed]) -> str:
    fields = format_html_join("", _KEPT, ((field.name, field.text) for field in kept))
    return format_html(_BARE, fields)
