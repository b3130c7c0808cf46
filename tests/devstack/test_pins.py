import pytest

from devstack.pins import faults_in_lock_files, pinned
from devstack.places import PROJECT

HASH = "    --hash=sha256:" + "0" * 64


@pytest.fixture
def lock_files(tmp_path):
    """Write portal and develop files that agree; a test then breaks one of them."""
    (tmp_path / "portal.in").write_text("# runs\nDjango>=5.2,<5.3  # LTS\npsycopg[binary]>=3.3\n")
    (tmp_path / "develop.in").write_text("-r portal.in\npytest>=9\n")
    portal = f"django==5.2.19 \\\n{HASH}\npsycopg[binary]==3.3.9 \\\n{HASH}\n"
    (tmp_path / "portal.txt").write_text(portal)
    (tmp_path / "develop.txt").write_text(f"{portal}pytest==9.0.1 \\\n{HASH}\n")
    return tmp_path


def change(path, old, new):
    path.write_text(path.read_text().replace(old, new))


def test_files_that_agree_have_no_faults(lock_files):
    assert faults_in_lock_files(lock_files) == []


def test_a_pin_below_its_floor_is_a_fault(lock_files):
    change(lock_files / "develop.in", "pytest>=9", "pytest>=10")

    assert faults_in_lock_files(lock_files) == [
        "develop.in asks pytest>=10, but develop.txt has 9.0.1."
    ]


def test_a_requirement_that_was_not_locked_is_a_fault(lock_files):
    change(lock_files / "portal.in", "# runs", "nh3")

    assert faults_in_lock_files(lock_files) == ["portal.in asks nh3, but portal.txt has None."]


def test_a_pin_without_hash_is_a_fault(lock_files):
    change(lock_files / "develop.txt", f"pytest==9.0.1 \\\n{HASH}", "pytest==9.0.1")

    assert faults_in_lock_files(lock_files) == ["develop.txt has no hash for pytest."]


def test_production_runs_what_was_tested(lock_files):
    change(lock_files / "portal.txt", "3.3.9", "3.3.8")

    assert faults_in_lock_files(lock_files) == [
        "portal.txt has psycopg 3.3.8, develop.txt has 3.3.9."
    ]


def test_names_are_read_in_one_spelling(lock_files):
    change(lock_files / "develop.txt", "pytest==9.0.1", "Py_Test.Extra[all]==1.0")

    assert pinned(lock_files / "develop.txt")["py-test-extra"] == "1.0"


def test_our_own_lock_files_agree():
    assert faults_in_lock_files(PROJECT / "requirements") == []
