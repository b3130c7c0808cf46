"""Two people write the same text at the same moment: one saves, the other gets both texts."""

import pytest
from django.db import transaction
from django.utils import timezone

from decisions import services
from decisions.models import DictumItem
from decisions.rules.drafting import places_of, seen_of, seen_order
from decisions.rules.numbering import numbers
from tests.factories.decisions import ProposalFactory, concept, coordinator, second_coordinator
from tests.races.racing import at_once
from trail.models import Entry

pytestmark = [pytest.mark.races, pytest.mark.slow]


def writers(proposal):
    region = proposal.profile.region
    return coordinator(region), second_coordinator(region)


def overtaken_or(act):
    """Return what the act came to, or that somebody was first."""
    try:
        return act()
    except services.Rewritten as first:
        return first


def change(proposal, item, text, by):
    seen = seen_of(item)
    return lambda: overtaken_or(
        lambda: services.change_part(
            proposal,
            DictumItem,
            item.key,
            fields={"text": text},
            seen_sha256=seen,
            by=by,
            at=timezone.now(),
        )
    )


def move(proposal, item, by):
    """Put the item at the end of the order that is on the screen."""
    seen = seen_order(places_of(item.version.items.all()))
    return lambda: overtaken_or(
        lambda: services.place_part(
            proposal,
            DictumItem,
            item.key,
            before=None,
            seen_sha256=seen,
            by=by,
            at=timezone.now(),
        )
    )


def remove(proposal, item, by):
    seen = seen_of(item)
    return lambda: overtaken_or(
        lambda: services.remove_part(
            proposal, DictumItem, item.key, seen_sha256=seen, by=by, at=timezone.now()
        )
    )


def change_unseen(item, text):
    """Save as an editor does that does not ask which text was on the screen."""

    @transaction.atomic
    def act():
        row = DictumItem.objects.select_for_update().get(pk=item.pk)
        row.text = text
        row.save()
        return row

    return act


def lost(endings):
    """Return whether both were told that their text was saved: then one of the two is gone."""
    return sum(isinstance(ending, DictumItem) for ending in endings) == 2


def test_of_two_editors_of_one_item_none_is_lost(rounds, figures):
    for _ in rounds:
        proposal = ProposalFactory()
        item = concept(proposal).items.first()
        one, two = writers(proposal)

        endings = at_once(
            change(proposal, item, "Van de een.", one), change(proposal, item, "Van de ander.", two)
        )

        assert not lost(endings)
        overtaken = next(e for e in endings if isinstance(e, services.Rewritten))
        saved = next(e for e in endings if isinstance(e, DictumItem))
        item.refresh_from_db()
        assert item.text == saved.text == overtaken.theirs.text
        assert Entry.objects.filter(act="edited_proposal", object_id=str(proposal.pk)).count() == 1
        figures[saved.text] += 1


def test_without_asking_what_was_seen_a_text_is_lost(rounds, figures):
    for _ in rounds:
        proposal = ProposalFactory()
        item = concept(proposal).items.first()

        endings = at_once(change_unseen(item, "Van de een."), change_unseen(item, "Van de ander."))

        figures["lost"] += lost(endings)

    assert figures["lost"] > 0


def test_while_the_order_changes_numbers_stay_whole(rounds, figures):
    for _ in rounds:
        proposal = ProposalFactory()
        version = concept(proposal)
        items = {item.number: item for item in version.items.all()}
        one, two = writers(proposal)

        endings = at_once(
            move(proposal, items["1"], one),
            remove(proposal, items["3"], two),
            change(proposal, items["2a"], "het andere thema.", two),
        )

        left = list(version.items.all())
        assert [i.number for i in left] == numbers([i.is_nested for i in left])
        assert next(i for i in left if i.key == items["2a"].key).text == "het andere thema."
        figures["overtaken"] += sum(isinstance(e, services.Rewritten) for e in endings)
