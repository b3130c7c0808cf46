"""No form answers "something went wrong", whatever is typed into it."""

import runpy
from itertools import cycle, islice

import pytest
from django import forms
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from cultuurregio.typed import _forms
from decisions import services
from decisions.models import AdviceKind, LocalKind, Organ, PreparationKind
from dutch.moments import local_date
from municipalities.access import GRANTS
from municipalities.models import Role
from tests.architecture.tree import PROJECT
from tests.factories.decisions import coordinator, decide, with_municipalities
from tests.factories.people import MunicipalityFactory, person
from tests.matrix.things_of_actions import action_of, gatherings_of

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.django_db]

LISTED = PROJECT.parent / "shared" / "testdata" / "bad_inputs_list.py"
OURS = [
    *(
        "",
        " ",
        "\u00a0",
        "\u200b",
        "\n",
        "\r\n\r\n",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\ufeff",
        "\u202e",
    ),
    *("\u2066x\u2069", "\ufffe", "\U0010ffff", "e\u0301", "ﬁ", "ＡＢＣ", "İ", "ẞ", "👩‍👩‍👧", "Z̷̛͓"),
    *("a\0b", "\ufffd", "x" * 100_001, "y" * 90_000, "x\n" * 10_000, "9" * 400, "1" * 5_000),
    *(
        "-1",
        "0",
        "1e400",
        "NaN",
        "Infinity",
        "0x10",
        "٣٤",
        "½",
        "2147483648",
        "9223372036854775808",
    ),
    *("0001-01-01", "9999-12-31", "1 januari 0", "31-12-10000", "24:00", "23:59:60", "99:99"),
    *("29-03-2026", "02:30", "'; DROP TABLE x;--", "%s%n", "{{7*7}}", "{% load x %}", "${7*7}"),
    *("../../etc/passwd", "javascript:alert(1)", "http://[::1", "https://a:b@c:99999/", "//x"),
    *("a@b", "a@b.nl\r\nBcc: x@y.nl", f"{'a' * 300}@b.nl", '"a b"@c.nl', "x@xn--", "x@[1.2.3.4]"),
    *('{"id": "\\ud800"}', "{", "[]", "null", '{"rawId": 1, "response": {}}', "a" * 64, "true"),
]


@pytest.fixture(scope="module")
def entries():
    return [text for kind in _listed().values() for text in kind.split("|")]


def _listed() -> dict[str, str]:
    if not LISTED.exists():
        pytest.skip("the list of bad inputs does not lie beside the project")
    return runpy.run_path(str(LISTED))["K"]


def _names() -> list[str]:
    """Return the name of every field of every form."""
    get_resolver().url_patterns  # noqa: B018 - imports the forms
    return sorted(
        {"login", "next"}  # allauth adds these as it goes
        | {
            name
            for form in _forms(forms.BaseForm)
            for base, field in getattr(form, "base_fields", {}).items()
            for name in (base, f"{base}_date", f"{base}_time")
            if not isinstance(field, forms.FileField)
        }
    )


NAMES = _names()
PARTS = 6  # the walk is long; each process takes a part of the addresses
LONG = ["login", "remark", "evidence", "email", "reason"]


class Place:
    """Every address with things that exist, and somebody who may use it."""

    def __init__(self):
        self.proposal = with_municipalities(1)
        self.road = self.proposal.ratifications.get()
        decide(self.road, confirmed=False)
        concept, comment = self._open_concept()
        home, region = self.road.municipality, self.proposal.profile.region
        other = MunicipalityFactory(region=region)
        self.samples = {
            **action_of(self.proposal.profile, home, other),
            **gatherings_of(region, []),
            "sheet_format": "xlsx",
            "file_format": "pdf",
            "section": LocalKind.OWN_POLICY,
            "advice": AdviceKind.LEGAL,
            "part": "beslispunten",
            "key": concept.items.first().key,
            "amendment": comment.pk,
            "instruction": self.road.instructions.get().pk,
            "proposal": self.proposal.pk,
            "profile": self.proposal.profile_id,
            "number": 1,
            "code": self.road.municipality.code,
            "organ": Organ.COLLEGE,
            "decision": self.road.decisions.get().pk,
        }

    def _open_concept(self):
        """Let somebody comment on a next version, so that its forms are there."""
        by, now = coordinator(self.proposal.profile.region), timezone.now()
        concept = services.begin_version(self.proposal, reason="Een fout.", by=by, at=now)
        opened = PreparationKind.CO_CREATION_OPENED
        services.record_step(self.proposal, kind=opened, on=local_date(now), by=by, at=now)
        official = person(Role.OFFICIAL, self.road.municipality)
        return concept, services.comment(self.proposal, comment="Anders.", by=official, at=now)

    def client(self, view) -> Client:
        """Return a browser of somebody who gets past the door of the view."""
        access = getattr(view, "access", None)
        client = Client(raise_request_exception=False)
        if getattr(view, "login_required", True):
            role = next((role for role in Role if access in GRANTS[role]), Role.SECRETARY)
            client.force_login(person(role, self.road.municipality).user)
        return client

    def addresses(self, at=None, before="/"):
        for entry in (at or get_resolver()).url_patterns:
            here = before + self._filled(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from self.addresses(entry, here)
            else:
                yield here, entry.callback

    def _filled(self, pattern) -> str:
        samples = {
            name: converter.to_url(self.samples.get(name, 1))
            for name, converter in pattern.converters.items()
        }
        if not hasattr(pattern, "_route"):  # a pattern of allauth with its own key
            return "accounts/password/reset/key/1-set-password/"
        for name, sample in samples.items():
            pattern = str(pattern).replace(f":{name}>", f">{sample}<")
        return "".join(piece.split(">")[-1] for piece in str(pattern).split("<"))


@pytest.fixture
def place(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # hundreds of tries
    return Place()


def broken(place, posts, address, view) -> list[tuple]:
    """Return what the address could not answer."""
    client = place.client(view)
    found: list[tuple] = []
    if client.post(address).status_code in {403, 404, 405}:
        return found  # nobody types anything here
    for post in posts:
        status = client.post(address, post).status_code
        if status >= 500:
            found.append((address, {name: text[:60] for name, text in post.items()}))
    return found


def test_the_walk_comes_past_the_forms(place):
    addresses = {address for address, _ in place.addresses()}

    assert (
        f"/voorstellen/{place.proposal.pk}/besluitvorming/{place.road.municipality.code}/besluit/college/"
        in addresses
    )
    assert {"/accounts/login/", "/accounts/password/reset/", "/namens/"} <= addresses
    assert {"login", "remark", "closes_at_date", "code"} <= set(NAMES)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_breaks_on_what_breaks_plain_fields(place, part):
    posts = [dict.fromkeys(NAMES if len(text) < 1000 else LONG, text) for text in OURS]

    found = [
        fault
        for address, view in list(place.addresses())[part::PARTS]
        for fault in broken(place, posts, address, view)
    ]

    assert found == []


def test_no_form_breaks_on_the_list_of_bad_inputs(place, entries):
    """Spread the list over the fields, so that every form meets every entry."""
    rolled = cycle(entries)
    rounds = 1 + len(entries) // len(NAMES)
    posts = [dict(zip(NAMES, islice(rolled, len(NAMES)), strict=True)) for _ in range(rounds)]

    found = [
        fault
        for address, view in place.addresses()
        for fault in broken(place, posts, address, view)
    ]

    assert found == []


@pytest.mark.parametrize("address", ["/voorstellen/{}/bord/", "/accounts/login/", "/nergens/"])
def test_no_page_breaks_on_the_query(place, address):
    client, address = place.client(None), address.format(place.proposal.pk)

    found = [
        text
        for text in OURS
        if client.get(address, dict.fromkeys(("op", "next", "q"), text)).status_code >= 500
    ]

    assert found == []
