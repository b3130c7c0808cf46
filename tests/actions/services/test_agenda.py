"""Keeping the agenda: numbers, leads who are told, and two coordinators at once."""

import json

import pytest

from actions.models import Action
from actions.rules.agenda import FIELDS, AgendaBlocker, seen_action
from actions.services import agenda
from actions.services.acting import Refused, Rewritten
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import NOW, ActionFactory, AmbitionFactory, ThemeFactory
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db


def keeper(theme):
    return coordinator(theme.profile.region)


def add(theme, **changes):
    fields = {"number": "", "title": "Atelier", "text": "t", "ambition": None, "lead": None}
    return agenda.add_action(theme, fields=fields | changes, by=keeper(theme), at=NOW)


def change(action, *, seen=None, **changes):
    fields = {name: getattr(action, name) for name in FIELDS} | changes
    return agenda.change_action(
        action,
        fields=fields,
        seen_sha256=seen or seen_action(action),
        by=keeper(action.theme),
        at=NOW,
    )


def test_an_added_action_comes_last_with_the_next_number():
    theme = ThemeFactory(number=2)
    ActionFactory(theme=theme, number="2.7", position=4)

    added = add(theme)

    assert (added.number, added.position) == ("2.8", 5)
    assert (added.added_at, added.added_by) == (NOW, keeper(theme).user)
    assert Entry.objects.get(act="added_action").sentence == "Actie 2.8 toegevoegd."


def test_a_number_that_is_taken_is_refused():
    taken = ActionFactory(number="1.1")

    with pytest.raises(Refused, match="al van een andere actie") as refusal:
        add(taken.theme, number="1.1")

    assert refusal.value.blockers == [AgendaBlocker.NUMBER]
    assert Action.objects.count() == 1


def test_the_same_number_can_stand_under_another_theme():
    taken = ActionFactory(number="1.1")

    added = add(ThemeFactory(profile=taken.theme.profile), number="1.1")

    assert added.number == taken.number


def test_who_leads_from_now_on_is_told():
    theme = ThemeFactory()
    lead = MunicipalityFactory(region=theme.profile.region, name="Waterstad")
    official = person(Role.OFFICIAL, lead)
    person(Role.SECRETARY, lead)

    added = add(theme, lead=lead)

    notice = Notice.objects.get()
    assert (notice.recipient, notice.path) == (official.user, added.get_absolute_url())
    assert notice.subject == f"Waterstad is trekker van actie {added.number}"


def test_a_change_keeps_what_it_was_and_what_it_is():
    action = ActionFactory(title="Atelier", text="Oud.")
    new = MunicipalityFactory(region=action.theme.profile.region, name="Hogeveld")
    person(Role.OFFICIAL, new)
    was = action.lead.name

    change(action, title="Podium", text="Nieuw.", lead=new)

    entry = Entry.objects.get(act="changed_action")
    assert json.loads(entry.facts)["changed"] == {
        "title": ["Atelier", "Podium"],
        "text": ["Oud.", "Nieuw."],
        "lead": [was, "Hogeveld"],
    }
    assert entry.sentence == (
        f"Actie {action.number} gewijzigd: titel, tekst, trekker (was {was}, nu Hogeveld)."
    )
    assert Notice.objects.get().subject.startswith("Hogeveld is trekker")


def test_a_change_of_nothing_leaves_no_trace():
    action = ActionFactory()

    change(action)

    assert not Entry.objects.exists()


def test_the_lead_is_not_told_again_of_another_change():
    action = ActionFactory()
    person(Role.OFFICIAL, action.lead)

    change(action, title="Podium")

    assert not Notice.objects.exists()


def test_two_coordinators_at_once_never_overwrite():
    action = ActionFactory(title="Atelier")
    seen = seen_action(action)
    change(action, title="Podium")

    with pytest.raises(Rewritten) as overtaken:
        change(action, seen=seen, title="Zolder")

    assert overtaken.value.theirs.title == "Podium"
    assert Action.objects.get().title == "Podium"


@pytest.mark.parametrize(
    ("changed", "blocker"),
    [
        ({"number": "1.2"}, AgendaBlocker.NUMBER),
        ({"ambition": "other"}, AgendaBlocker.AMBITION),
        ({"lead": "other"}, AgendaBlocker.LEAD),
    ],
)
def test_a_change_that_does_not_fit_is_refused(changed, blocker):
    action = ActionFactory()
    ActionFactory(theme=action.theme)
    others = {"ambition": AmbitionFactory, "lead": MunicipalityFactory}
    made = {n: others[n]() if v == "other" else v for n, v in changed.items()}

    with pytest.raises(Refused) as refusal:
        change(action, **made)

    assert refusal.value.blockers == [blocker]


def test_a_very_long_change_still_fits_in_the_trail():
    action = ActionFactory(lead=MunicipalityFactory(name="a" * 80))
    Action.objects.update(lead=None)
    action.refresh_from_db()
    region = action.theme.profile.region
    ambition = AmbitionFactory(theme=action.theme, title="b" * 200)
    lead = MunicipalityFactory(region=region, name="c" * 80)

    change(action, ambition=ambition, lead=lead, number="1.99", title="d" * 200)

    assert len(Entry.objects.get(act="changed_action").sentence) == 300
