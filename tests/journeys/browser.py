"""What a journey needs of a browser: axe, pictures, signing in."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from municipalities.models import User

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"telefoon": 320, "scherm": 1280}


def axe(page: "Page") -> list[str]:
    """Return what axe-core finds wrong on this page: rule, explanation and the first element."""
    try:
        result = _axe(page)
    except Error:  # a click answers before its page is there: the old page went away meanwhile
        page.wait_for_load_state()
        result = _axe(page)
    return [
        f"{found['id']}: {found['help']} ({found['nodes'][0]['html'][:120]})"
        for found in result["violations"]
    ]


def _axe(page: "Page") -> dict[str, Any]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)


def faults(page: "Page", *, name: str) -> list[str]:
    """
    Look at the page on a phone and on a screen and return what is wrong there.

    Takes a picture of both as `name` in the directory SCREENSHOTS, if that is set.
    """
    found = []
    for device, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{device}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{device}: the page scrolls sideways")
        _picture(page, f"{name}-{device}")
    return found


def sign_in(page: "Page", *, email: str, password: str) -> None:
    """Sign in through the page that people use."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("main").get_by_role("button", name="Inloggen").click()


def sign_in_as(page: "Page", user: "User") -> None:
    """Start signed in, for tests about something else than signing in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}]
    )


def _picture(page: "Page", name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
