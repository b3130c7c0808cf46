"""What holds for every request and answer."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_large_bodies(answer: Answer) -> Answer:
    """Refuse a body that is larger than any document may be, before it is read."""

    def refuse(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.LARGEST_BODY:
            return render(request, "413.html", status=413)
        return answer(request)

    return refuse


def refuse_unreadable_input(answer: Answer) -> Answer:
    """Refuse what no text field can hold: a NUL, or a text without end."""

    def refuse(request: HttpRequest) -> HttpResponse:
        if any(_is_unreadable(text) for text in _typed(request)):
            return render(request, "400.html", status=400)
        return answer(request)

    return refuse


def _typed(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for form in (request.GET, request.POST):
        for name, values in form.lists():
            yield name
            yield from map(str, values)


def _is_unreadable(text: str) -> bool:
    return "\0" in text or len(text) > settings.LONGEST_TEXT


def keep_private(answer: Answer) -> Answer:
    """Leave no copy of a signed-in page in the browser, and tell fragments from pages."""

    def keep(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        patch_vary_headers(response, ["HX-Request"])
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return keep
