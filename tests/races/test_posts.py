"""The same form is posted twice at once, as by a double click: the act happens once."""

import pytest
from django.test import Client
from django.urls import reverse

from decisions.models import LocalKind, Organ
from municipalities.models import Role
from tests.factories.decisions import coordinator
from tests.factories.people import person
from tests.factories.submissions import AGREED, READY, a_round
from tests.races.acts import FAR, next_version, of_college
from tests.races.promises import broken_promises
from tests.races.racing import at_once
from trail.models import Entry

pytestmark = [pytest.mark.races, pytest.mark.slow]

RECORDED = AGREED | {"confirmed": False}
DECISION = {
    "college-outcome": "agreed",
    "college-decided_on": "9-10-2018",
    "college-evidence": "besluitenlijst, punt 7",
}
PART = {"caveat-seen": "0", "caveat-audience": "public", "caveat-text": "Een kanttekening."}
LETTER = {"letter-sent_on": "9-10-2018", "letter-reference": "R-1"}


# what lies there, who posts, the name of the address; then the rest of it, and the form
POSTS = {
    "receive": ({}, Role.OFFICIAL, "acknowledge", lambda _: ([], {})),
    "record": (
        {},
        Role.SECRETARY,
        "record",
        lambda road: ([Organ.COLLEGE], DECISION | seen(road, "college")),
    ),
    "confirm": (
        RECORDED,
        Role.OFFICIAL,
        "confirm",
        lambda road: ([of_college(road).pk], seen(road, f"confirm-{of_college(road).pk}")),
    ),
    "agree": ({}, Role.ALDERMAN, "agree", lambda road: ([], seen(road, "agree"))),
    "write": ({}, Role.OFFICIAL, "write_section", lambda _: ([LocalKind.CAVEAT], PART)),
    "revoke": (
        AGREED,
        Role.SECRETARY,
        "revoke",
        lambda road: ([of_college(road).pk], reason(of_college(road))),
    ),
    "letter": (AGREED, Role.CLERK, "letter", lambda _: ([], LETTER)),
    "sign": (READY, Role.ALDERMAN, "sign", lambda road: ([], seen(road, "sign"))),
}


def seen(road, form):
    return {f"{form}-seen_sha256": road.offers.last().version.sha256}


def reason(decision):
    return {f"revoke-{decision.pk}-reason": "Verkeerd vastgelegd."}


def double_click(user, url, form):
    """Post the form twice at once from one browser and return the two statuses, lowest first."""
    first, second = Client(), Client()
    first.force_login(user)
    second.cookies.load(first.cookies.output(header=""))
    responses = at_once(lambda: first.post(url, form), lambda: second.post(url, form))
    return sorted(response.status_code for response in responses)


@pytest.mark.parametrize(("facts", "role", "name", "post"), POSTS.values(), ids=POSTS)
def test_double_click_acts_once(facts, role, name, post, rounds):
    for _ in rounds[: max(3, len(rounds) // 3)]:
        proposal = a_round(facts, closes_at=FAR)
        road = proposal.ratifications.get()
        rest, form = post(road)
        url = reverse(f"decisions:{name}", args=[proposal.pk, road.municipality.code, *rest])
        user, before = person(role, road.municipality).user, Entry.objects.count()
        statuses = double_click(user, url, form)

        assert statuses in ([302, 302], [302, 422])
        assert Entry.objects.count() == before + 1
        assert broken_promises(proposal) == []


def test_double_click_offers_once(rounds):
    for _ in rounds[: max(3, len(rounds) // 3)]:
        proposal = a_round({}, closes_at=FAR)
        version = next_version(proposal)
        url = reverse("decisions:offer", args=[proposal.pk, version.number])
        form = {
            "not_before_date": "31-10-2090",
            "not_before_time": "0.00",
            "ends_at_latest_date": "1-11-2090",
            "ends_at_latest_time": "9.00",
        }
        statuses = double_click(coordinator(proposal.profile.region).user, url, form)

        assert statuses == [302, 422]
        assert version.offers.count() == 1
        assert broken_promises(proposal) == []
