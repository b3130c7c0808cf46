"""Debian's Chromium against the real server on the real database."""

import os
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.faults.parts import Worker

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def chromium():
    # Playwright keeps an event loop in this thread; the database is used from it as always.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A fresh window. The test fails when the browser reports anything, such as a CSP breach."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    window = context.new_page()
    reports = []

    def keep(line):
        the_page_itself = line.location["url"] == window.url
        if line.type == "error" and not the_page_itself:
            reports.append(line.text)

    window.on("console", keep)
    window.on("pageerror", lambda error: reports.append(str(error)))
    yield window
    context.close()
    assert reports == []


@pytest.fixture
def page_without_javascript(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def worker(tmp_path):
    """A real worker on the database and the queue of this test."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(
        path=f"/{settings.DATABASES['default']['NAME']}"
    )
    worker = Worker(
        log=tmp_path / "worker.log",
        DATABASE_URL=database.geturl(),
        CELERY_BROKER_URL=settings.CELERY_BROKER_URL,
        VAR_DIR=str(settings.VAR_DIR),
        JOB_SWEEP_SECONDS="1",
    )
    yield worker
    worker.kill()
