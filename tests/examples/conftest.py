"""The portal in and out of demo mode, with its addresses."""

from importlib import reload

import pytest
from django.urls import clear_url_caches

from cultuurregio import urls


@pytest.fixture
def demo(settings):
    """Demo mode, as if the portal had been started in it."""
    yield from _started(settings, demo=True)


@pytest.fixture
def no_demo(settings):
    """No demo mode, as if the portal had been started without it."""
    yield from _started(settings, demo=False)


def _started(settings, *, demo):
    before = settings.DEMO
    _restart(settings, demo=demo)
    yield
    _restart(settings, demo=before)


def _restart(settings, *, demo):
    settings.DEMO = demo
    reload(urls)
    clear_url_caches()
