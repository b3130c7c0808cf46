import subprocess
import sys

import pytest

from devstack import CannotStart
from devstack.holds import Hold, is_held


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.lock"


def sleeper(hold):
    command = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
    process = subprocess.Popen(command, pass_fds=[hold.descriptor], stdout=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    return process


def test_nobody_holds_a_new_file(path):
    assert not is_held(path)


def test_one_holds_and_the_other_does_not(path):
    with Hold(path) as mine, Hold(path) as yours:
        assert mine.take()
        assert not yours.take()


def test_those_who_share_keep_out_who_wants_it_alone(path):
    with Hold(path) as mine, Hold(path) as yours, Hold(path) as third:
        assert mine.share() and yours.share()
        assert not third.take()


def test_the_last_who_shares_may_take_it(path):
    with Hold(path) as mine:
        with Hold(path) as yours:
            assert mine.share() and yours.share()
            assert not mine.take()
            assert mine.share()
        assert mine.take()


def test_lives_on_in_the_program_that_inherited_it(path):
    with Hold(path) as hold:
        hold.take()
        process = sleeper(hold)

    held = is_held(path)
    process.kill()
    process.wait()

    assert held
    assert not is_held(path)


def test_a_killed_program_holds_nothing_even_before_it_is_reaped(path):
    with Hold(path) as hold:
        hold.take()
        process = sleeper(hold)

    process.kill()
    with Hold(path) as hold:
        hold.wait(seconds=5)
    state = process.returncode
    process.wait()

    assert state is None


def test_waiting_ends_in_a_sentence_that_names_the_holder(path):
    with Hold(path) as mine, Hold(path) as yours:
        mine.take()
        mine.name("4711")

        with pytest.raises(CannotStart, match=r"a\.lock \(4711\)"):
            yours.wait(seconds=0)


def test_a_shorter_name_replaces_a_longer_one(path):
    with Hold(path) as hold:
        hold.name("4711")
        hold.name("12")

        assert hold.holder == "12"
