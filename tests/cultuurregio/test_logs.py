"""No log keeps an address that gives access to whoever reads it."""

import logging

import pytest

from cultuurregio.logs import HideSecrets


def test_a_secret_is_hidden_before_the_line_is_written():
    secret = "geheim-van-iemand"
    record = logging.LogRecord(
        "django.request",
        logging.WARNING,
        "",
        0,
        "%s: %s",
        ("Not Found", f"/agenda/{secret}.ics"),
        None,
    )

    assert HideSecrets().filter(record)

    assert record.getMessage() == "Not Found: /agenda/(geheim)"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('"GET /agenda/abc.ics HTTP/1.1" 200', '"GET /agenda/(geheim) HTTP/1.1" 200'),
        ("/uitnodiging/abc/", "/uitnodiging/(geheim)/"),
        ("/agenda/", "/agenda/"),
        ("/voorstellen/3/planning/", "/voorstellen/3/planning/"),
        ("100% klaar", "100% klaar"),
    ],
)
def test_other_lines_stay_as_they_are(line, kept):
    record = logging.LogRecord("x", logging.INFO, "", 0, line, None, None)

    HideSecrets().filter(record)

    assert record.getMessage() == kept


@pytest.mark.parametrize("name", ["root", "gunicorn.access"])
def test_what_the_portal_writes_goes_through_it(name):
    """The server's own handler would write its lines as they came in."""
    ours = [h for h in logging.getLogger(name).handlers if type(h) is logging.StreamHandler]

    assert ours
    assert all(any(isinstance(f, HideSecrets) for f in handler.filters) for handler in ours)
