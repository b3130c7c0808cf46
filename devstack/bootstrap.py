"""Set up .venv and the system's packages. Python's own library is enough to run this."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from devstack import CannotStart
from devstack.holds import Hold

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
LOCK = PROJECT / "requirements" / "develop.txt"

FOR_PORTAL = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
FOR_TESTS = {
    "chromium": "chromium",
    "libatomic1": "libatomic.so.1",  # for the program with which Playwright drives Chromium
    "poppler-utils": "pdftotext",
    "default-jre-headless": "java",
    "libjaxb-java": "/usr/share/java/jaxb-runtime.jar",
}


def main() -> None:
    """Make the virtual environment and install what the portal, or its tests, need."""
    try:
        make_venv()
        if absent := install(missing(FOR_PORTAL)):
            sys.exit(f"The bundle cannot be made yet; this helps: {advice(absent)}")
        if "tests" in sys.argv and (absent := install(missing(FOR_TESTS))):
            say(f"WARNING: tests that need {' '.join(absent)} are skipped: {advice(absent)}")
    except CannotStart as reason:
        sys.exit(f"{reason}")


def say(sentence: str) -> None:
    """Write one line, at once, to the terminal."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def make_venv() -> None:
    """Fill .venv from the lock file, unless it was filled from these very lines before."""
    stamp = VENV / "filled-from"
    home, lines = f"{VENV} {sys.version_info[:2]}", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    with Hold(LOCK) as hold:
        hold.wait(seconds=600)
        filled_from = stamp.read_text().splitlines() if stamp.exists() else ["", ""]
        if filled_from == [home, lines] and (VENV / "bin/python").exists():
            return
        say("Filling .venv from requirements/develop.txt (once, about a minute) …")
        if filled_from[0] != home:  # new, moved, or of another Python
            _create_venv()
        _fill_venv()
        stamp.write_text(f"{home}\n{lines}\n")


def _create_venv() -> None:
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return
    packages = ["python3-venv"]
    if install(packages) or subprocess.run(command, check=False).returncode:
        raise CannotStart(f"Python cannot make a virtual environment: {advice(packages)}")


def _fill_venv() -> None:
    command = [f"{VENV}/bin/python", "-m", "pip", "install", "--require-hashes", "--no-compile"]
    quiet = ["-qq", "--no-input", "--disable-pip-version-check", "--root-user-action=ignore"]
    if subprocess.run([*command, *quiet, "-r", str(LOCK)], check=False).returncode:
        raise CannotStart("The packages of requirements/develop.txt could not be installed.")


def missing(needs: dict[str, str]) -> list[str]:
    """Return the Debian packages whose library, command or file is not there."""
    return [package for package, sign in needs.items() if not _is_present(sign)]


def _is_present(sign: str) -> bool:
    if ".so." not in sign:
        return shutil.which(sign) is not None or Path(sign).exists()
    try:
        ctypes.CDLL(sign)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> list[str]:
    """Install Debian packages as far as we may; return those that could not be."""
    if not packages or os.geteuid() != 0 or not shutil.which("apt-get"):
        return packages
    say(f"Installing {' '.join(packages)} …")
    if _apt_get("install", *packages):
        return []
    return [] if _apt_get("update") and _apt_get("install", *packages) else packages


def _apt_get(verb: str, *packages: str) -> bool:
    command = ["apt-get", "-qq", "-y", "--no-install-recommends", verb, *packages]
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/bin:/bin"
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "PATH": path}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0


def advice(packages: list[str]) -> str:
    """Return the command that would help."""
    return f"sudo apt-get install -y {' '.join(packages)}"


if __name__ == "__main__":
    main()
