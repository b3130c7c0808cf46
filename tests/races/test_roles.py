"""Somebody acts while their role is taken away: the act came first, or it did not happen."""

import random
import time
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Role
from municipalities.services import end_role
from tests.factories.people import person
from tests.factories.submissions import a_round
from tests.races.acts import FAR
from tests.races.promises import broken_promises
from tests.races.racing import at_once
from tests.races.test_posts import POSTS
from trail.models import Entry

pytestmark = [pytest.mark.races, pytest.mark.slow]


PAGE = 0.1  # seconds; about what a page takes


def at_some_point(act):
    """Return the act that happens somewhere in the time that a page takes."""

    def waited():
        time.sleep(random.uniform(0, PAGE))  # noqa: S311  # who comes first, no secret
        return act()

    return waited


def post(user, url, form):
    """Return the act of posting the form, signed in; it tells its status."""
    client = Client()
    client.force_login(user)
    return lambda: client.post(url, form).status_code


@pytest.mark.parametrize("posted", ["record", "confirm", "revoke", "sign"])
def test_who_loses_the_role_acts_before_that_or_not(posted, rounds, figures):
    facts, role, name, rest_of = POSTS[posted]
    for _ in rounds[: max(3, len(rounds) // 3)]:
        proposal = a_round(facts, closes_at=FAR)
        road = proposal.ratifications.get()
        rest, form = rest_of(road)
        url = reverse(f"decisions:{name}", args=[proposal.pk, road.municipality.code, *rest])
        member, boss = (person(each, road.municipality) for each in (role, Role.ADMINISTRATOR))
        act, before = post(member.user, url, form), Entry.objects.filter(by=member.user).count()
        end = partial(end_role, member, until=None, reason="weg", by=boss, at=timezone.now())
        status, _ = at_once(act, at_some_point(end))

        acted = Entry.objects.filter(by=member.user).count() - before
        assert (status, acted) in {(302, 1), (403, 0)}
        assert broken_promises(proposal) == []
        assert act() == 403
        figures[str(status)] += 1
