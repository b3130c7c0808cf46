"""The files of the anchors, apart for each test."""

import pytest


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Return the folder of the default storage of this test."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path / "files"
