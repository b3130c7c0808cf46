"""What holds for every request and answer."""

import json
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cultuurregio import errors

Answer = Callable[[HttpRequest], HttpResponse]

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_UNREADABLE = re.compile("[\0\ud800-\udfff\ufffd]")  # the last is what a decoder leaves behind
_POLICIES = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
            *("fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi"),
            *("payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
        )
    ),
}


def state_policies(answer: Answer) -> Answer:
    """Say on every answer what a browser may do with it, and who may use it."""

    def state(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, policy in _POLICIES.items():
            response.headers.setdefault(name, policy)
        return response

    return state


def keep_private(answer: Answer) -> Answer:
    """Let no browser keep what was shown during a session, and tell fragments from pages."""

    def keep(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        session = settings.SESSION_COOKIE_NAME
        is_static = request.path_info.startswith(settings.STATIC_URL)
        if not is_static:
            patch_vary_headers(response, ["HX-Request"])
        if not is_static and (session in request.COOKIES or session in response.cookies):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return keep


def refuse_large_bodies(answer: Answer) -> Answer:
    """Refuse a body that is larger than any document may be, before it is read."""

    def refuse(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal()):
            return errors.bad_request(request)
        if len(length) > len(str(settings.LARGEST_BODY)) or int(length) > settings.LARGEST_BODY:
            return errors.too_large(request)
        return answer(request)

    return refuse


def refuse_unreadable_input(answer: Answer) -> Answer:
    """Refuse what no text field can hold, before a session, a form or a view meets it."""

    def refuse(request: HttpRequest) -> HttpResponse:
        if not _is_form(request) or not _came_by_all_proxies(request) or _has_unreadable(request):
            return errors.bad_request(request)
        return answer(request)

    return refuse


def refuse_broken_credentials(answer: Answer) -> Answer:
    """Refuse a passkey that is no passkey: allauth takes it apart without looking."""

    def refuse(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        is_passkey = match is not None and "webauthn" in match.view_name
        is_broken = isinstance(exception, KeyError | TypeError | ValueError | AttributeError)
        return errors.bad_request(request) if is_passkey and is_broken else None

    refuse.process_exception = process_exception  # type: ignore[attr-defined]  # where Django looks
    return refuse


def explain_empty_refusals(answer: Answer) -> Answer:
    """Put a page where Django answers "method not allowed" with nothing."""

    def explain(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_empty = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        if not is_empty or request.method == "HEAD":
            return response
        return errors.not_allowed(request, allowed=response.headers["Allow"])

    return explain


def _is_form(request: HttpRequest) -> bool:
    """Tell whether a body, if there is one, is a form in UTF-8: nothing else is read here."""
    if (request.encoding or "utf-8").lower() not in {"utf-8", "utf8"}:
        return False
    has_body = request.META.get("CONTENT_LENGTH") not in {None, "", "0"}
    return not has_body or request.content_type in _FORMS


def _came_by_all_proxies(request: HttpRequest) -> bool:
    """Tell whether each trusted proxy added its line; allauth cannot name the client otherwise."""
    line = request.headers.get("X-Forwarded-For")
    return not line or len(line.split(",")) >= settings.ALLAUTH_TRUSTED_PROXY_COUNT


def _has_unreadable(request: HttpRequest) -> bool:
    return (
        "%" in request.path_info  # Django leaves it before bytes that are no text
        or any("\0" in line for line in _headers(request))
        or any(len(name) > settings.LONGEST_NAME for name in _names(request))
        or any(_is_unreadable(text) for text in _texts(request))
        or not all(map(_is_passkey, request.POST.getlist("credential")))
        or not all(map(_is_address, [*request.GET.getlist("next"), *request.POST.getlist("next")]))
    )


def _is_passkey(text: str) -> bool:
    """Tell whether this could be a passkey: allauth saves `0` and `false` without a look."""
    try:
        return not text.strip() or isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def _headers(request: HttpRequest) -> Iterator[str]:
    return (line for name, line in request.META.items() if name.startswith("HTTP_"))


def _names(request: HttpRequest) -> Iterator[str]:
    for form in (request.GET, request.POST, request.FILES):
        yield from form


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    yield from (request.COOKIES.get(name, "") for name in _own_cookies())
    yield from _names(request)
    for form in (request.GET, request.POST):
        for _, values in form.lists():
            yield from map(str, values)
    for _, files in request.FILES.lists():
        yield from (str(file.name) for file in files)


def _own_cookies() -> tuple[str, str]:
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME


def _is_unreadable(text: str) -> bool:
    return len(text) > settings.LONGEST_TEXT or bool(_UNREADABLE.search(text))
