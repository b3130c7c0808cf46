"""One example bundle for all tests that only read it."""

import pytest

from submissions.bundle.build import build
from tests.factories.bundle import contents, sealed


class Cache(dict):
    """Remembers the PDF of a part by its input, and what was asked for and rendered."""

    def __init__(self):
        super().__init__()
        self.rendered = []

    def keep(self, key, pdf):
        self.rendered.append(key)
        self[key] = pdf


@pytest.fixture(scope="session")
def cache():
    """Parts that all tests of this run share: the same input is rendered once."""
    return Cache()


@pytest.fixture(scope="session")
def built(cache):
    """Build contents, with the shared parts unless told otherwise."""

    def build_it(value, *, cache=cache, report=lambda *_: None):
        return build(
            value,
            snapshot_sha256=sealed(value),
            cached=cache.get,
            keep=cache.keep,
            report=report,
        )

    return build_it


@pytest.fixture(scope="session")
def bundle(built):
    return built(contents())
