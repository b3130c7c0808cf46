import os
import stat
from pathlib import Path

import pytest

from devstack import CannotStart
from devstack.places import (
    SOCKET_PATH_LIMIT,
    Place,
    default_root,
    lasting_place,
    own_directory,
    server_account,
)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_secret_is_made_once_and_for_us_alone(tmp_path):
    secret = Place(tmp_path).secret("secret_key")

    assert Place(tmp_path).secret("secret_key") == secret
    assert Place(tmp_path).secret("valkey_password") != secret
    assert len(secret) >= 50
    assert mode(tmp_path / "secret_key") == 0o600


def test_server_home_is_closed_to_others(tmp_path):
    home = Place(tmp_path).server_home("postgres")

    assert mode(home) == 0o700
    assert home.stat().st_uid == server_account().get("user", os.geteuid())


def test_sockets_lie_in_the_place(tmp_path):
    assert Place(tmp_path / "p").sockets() == tmp_path / "p" / "sockets"


def test_sockets_of_a_deep_place_have_a_short_path(tmp_path):
    sockets = Place(tmp_path / ("deep" * 25)).sockets()

    sockets.rmdir()

    assert len(str(sockets)) < SOCKET_PATH_LIMIT - 30
    assert sockets.parent == Path("/tmp")  # noqa: S108  that is the rule


def test_a_file_where_the_directory_should_be_is_refused(tmp_path):
    (tmp_path / "taken").touch()

    with pytest.raises(CannotStart, match="taken is not a directory of account"):
        own_directory(tmp_path / "taken", mode=0o755)


def test_a_link_to_a_directory_elsewhere_is_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)

    with pytest.raises(CannotStart, match="link is not a directory"):
        own_directory(tmp_path / "link", mode=0o755)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a directory away")
def test_a_directory_of_someone_else_is_refused(tmp_path):
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", 12345, -1)

    with pytest.raises(CannotStart, match="theirs is not a directory of account 0"):
        own_directory(tmp_path / "theirs", mode=0o755)


def test_var_dir_says_where_the_lasting_place_is(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "here"))

    assert lasting_place().root == tmp_path / "here"


def test_root_works_where_nobody_can_walk_and_others_in_the_project(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    roots_own = default_root()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert roots_own.parent == Path("/var/tmp")  # noqa: S108  that is the rule
    assert default_root().name == "var"
