import os

import pytest

from devstack.bootstrap import FOR_PORTAL, FOR_TESTS, advice, install, missing


@pytest.mark.parametrize(
    ("sign", "is_missing"),
    [
        ("libc.so.6", False),
        ("libnothing-of-the-kind.so.9", True),
        ("sh", False),
        ("nothing-of-the-kind", True),
        ("/etc/passwd", False),
        ("/etc/nothing-of-the-kind", True),
    ],
)
def test_sees_what_is_missing(sign, is_missing):
    assert missing({"package": sign}) == (["package"] if is_missing else [])


def test_someone_who_is_not_root_gets_the_command(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert install(["libpango-1.0-0", "chromium"]) == ["libpango-1.0-0", "chromium"]
    assert advice(["libpango-1.0-0"]) == "sudo apt-get install -y libpango-1.0-0"


def test_nothing_missing_needs_nothing():
    assert install([]) == []


def test_every_sign_is_of_one_package():
    signs = [*FOR_PORTAL.values(), *FOR_TESTS.values()]

    assert len(set(signs)) == len(signs)
