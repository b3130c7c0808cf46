"""Bundles keep their files in a folder of the test."""

import pytest


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "files"
