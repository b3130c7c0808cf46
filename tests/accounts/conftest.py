import os
from contextlib import ExitStack

import pytest

from cultuurregio.providers import providers
from tests.accounts.doors import provider


@pytest.fixture(scope="session")
def running():
    """Two municipalities with a provider each."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback has no certificate
    with ExitStack() as stack:
        yield {name: stack.enter_context(provider(name)) for name in ("almelo", "borne")}


@pytest.fixture
def configure(settings, running):
    """Name both providers in the settings, with these options for the first."""

    def configure(**options):
        listed = [running["almelo"].setting(**options), running["borne"].setting()]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers(listed)}}
        return running["almelo"]

    return configure


@pytest.fixture
def almelo(configure):
    return configure()


@pytest.fixture
def borne(configure, running):
    configure()
    return running["borne"]
