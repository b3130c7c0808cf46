"""Whether the time of an answer tells that an address is known, on a server of its own."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from statistics import median
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.urls import reverse

from tests.factories.people import MunicipalityFactory, UserFactory

ROUNDS = 40
GOAL = 20.0  # milliseconds between the medians
HOST = "127.0.0.1"
PASSWORD = "zonder-twijfel-lang-genoeg"  # noqa: S105  # of nobody
KNOWN, UNKNOWN, WITHOUT_PASSWORD = "known", "unknown", "no password"
CASES = (KNOWN, WITHOUT_PASSWORD, UNKNOWN)
DIFFERS_ALWAYS = re.compile(  # tokens; and what was typed
    r'name="csrfmiddlewaretoken" value="\w+"|nonce[-=]["\w+/=]+|[a-z-]+\d{3}@regio\.example'
)


@dataclass(frozen=True)
class Door:
    """A form at which a stranger types an address: its URL name and its fields."""

    name: str
    fields: tuple[tuple[str, str], ...]

    def post(self, email: str, seat: int) -> dict[str, str]:
        """Return what somebody with this address types."""
        return {name: text.format(email=email, seat=seat) for name, text in self.fields}

    @property
    def accepted(self) -> int:
        """The status of a form that was taken: signing in here fails, so stays on its page."""
        return 200 if self.name == "account_login" else 302


DOORS = (
    Door("account_login", (("login", "{email}"), ("password", "fout-en-nog-eens-fout"))),
    Door("account_reset_password", (("email", "{email}"),)),
    Door(
        "account_signup",
        (
            *(("institution_name", "Theater {email}"), ("seat", "{seat}")),
            *(("discipline", "theatre"), ("name", "Medewerker")),
            *(("email", "{email}"), ("password1", PASSWORD)),
        ),
    ),
)


def run() -> None:
    """Print the median of each door for known and unknown addresses, and what differs."""
    make_people(ROUNDS)
    print(f"{'milliseconds':24}" + "".join(f"{case:>14}" for case in CASES) + f"{'apart':>10}")
    with server() as port:
        seat = MunicipalityFactory().pk
        for door in DOORS:
            _compare(door, reverse(door.name), port, seat)


def make_people(number: int) -> None:
    """Make so many known addresses that none is tried twice: tries are counted."""
    hashed = UserFactory.build()
    hashed.set_password(PASSWORD)
    for each in range(number):
        UserFactory(email=address(KNOWN, each), password=hashed.password)
        UserFactory(email=address(WITHOUT_PASSWORD, each), password=UNUSABLE_PASSWORD_PREFIX)


def address(case: str, number: int) -> str:
    """Return an address of this case; all are equally long, so that answers can be."""
    return f"{case.replace(' ', '-'):-<12}{number:03}@regio.example"


def _compare(door: Door, path: str, port: int, seat: int) -> None:
    times: dict[str, list[float]] = {case: [] for case in CASES}
    answers: dict[str, set[tuple[object, ...]]] = {case: set() for case in CASES}
    for number in range(ROUNDS):
        for case in CASES[number % 3 :] + CASES[: number % 3]:
            visitor = Visitor(port, client=f"10.{CASES.index(case)}.{number}.1")
            spent, answer = visitor.timed_post(
                path, door.post(address(case, number), seat), expected=door.accepted
            )
            times[case].append(spent)
            answers[case].add(answer)
    medians = {case: median(times[case]) for case in CASES}
    apart = max(medians.values()) - min(medians.values())
    said = "" if apart <= GOAL else f"  more than {GOAL:.0f}"
    if len(set.union(*answers.values())) > 1:
        said += f"  ANSWERS DIFFER: {_difference(answers)}"
    shown = "".join(f"{medians[case]:14.1f}" for case in CASES)
    print(f"{door.name:24}{shown}{apart:10.1f}{said}")


def _difference(answers: dict[str, set[tuple[object, ...]]]) -> str:
    """Return the beginning of what one answer says and another does not."""
    every = [answer for case in answers.values() for answer in case]
    lines = [{line for part in answer for line in str(part).splitlines()} for answer in every]
    return "; ".join(sorted(set.union(*lines) - set.intersection(*lines)))[:400]


class Visitor:
    """Somebody at a door, on one connection, behind the proxy."""

    def __init__(self, port: int, *, client: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self.headers = {"X-Forwarded-For": client}

    def timed_post(
        self, path: str, fields: dict[str, str], *, expected: int
    ) -> tuple[float, tuple[object, ...]]:
        """Open the form, post it; return the milliseconds of the post and what it answered."""
        page = self._ask("GET", path, None)[1].decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page[:500]
        body = urlencode({"csrfmiddlewaretoken": token[1], **fields})
        start = time.perf_counter()
        response, content = self._ask("POST", path, body)
        spent = 1000 * (time.perf_counter() - start)
        assert response.status == expected, (response.status, content[:500])
        self.connection.close()
        return spent, seen(response.status, dict(response.getheaders()), content)

    def _ask(
        self, method: str, path: str, body: str | None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.connection.request(method, path, body, self.headers | kind)
        response = self.connection.getresponse()
        content = response.read()
        cookies = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie") or []:
            cookies.load(line)
        if cookies:
            self.headers["Cookie"] = "; ".join(f"{k}={v.value}" for k, v in cookies.items())
        return response, content


def seen(status: int, headers: dict[str, str], content: bytes) -> tuple[object, ...]:
    """Return what a visitor can compare: all but the token, the clock and what was typed."""
    kept = [
        f"{name}: {value}"
        for name, value in headers.items()
        if name not in {"Date", "Expires", "Set-Cookie"}
    ]
    return status, *(DIFFERS_ALWAYS.sub("", text) for text in [*sorted(kept), content.decode()])


@contextmanager
def server() -> Iterator[int]:
    """Have one worker answer on a free port, behind one proxy, on the database of the benchmark."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {"DATABASE_URL": url.geturl(), "TRUSTED_PROXY_COUNT": "1"}
    command = [sys.executable, "-m", "gunicorn", "cultuurregio.wsgi", "--bind", f"{HOST}:{port}"]
    command += ["--worker-class", "gthread", "--threads", "2", "--log-level", "error"]
    command += ["--no-control-socket"]
    process = subprocess.Popen(command, env=environment)  # noqa: S603  # our own words
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server does not answer.")
