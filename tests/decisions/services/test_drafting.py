"""Writing the concept: nobody loses a text, numbers follow, and references follow the numbers."""

from datetime import timedelta
from uuid import uuid4

import pytest

from decisions import services
from decisions.models import Audience, DictumItem, Organ, Section, SectionKind
from decisions.rules.blockers import Blocker
from decisions.rules.drafting import places_of, seen_of, seen_order
from municipalities.models import Role
from tests.factories.decisions import (
    NOW,
    OFFERED_AT,
    ProposalFactory,
    concept,
    coordinator,
    frozen,
)
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

SECTION = {"kind": "argument", "audience": "public", "heading": "Samen", "about_item": ""}


@pytest.fixture
def proposal():
    return concept(ProposalFactory()).proposal


def by(proposal):
    return coordinator(proposal.profile.region)


def acting(proposal):
    return {"by": by(proposal), "at": NOW}


def item(proposal, number):
    return DictumItem.objects.get(version__proposal=proposal, number=number)


def numbered(proposal):
    return [
        f"{i.number} {i.text[:12]}" for i in DictumItem.objects.filter(version__proposal=proposal)
    ]


def section(proposal, text, **fields):
    version = proposal.versions.get()
    return Section.objects.create(
        version=version, position=version.sections.count() + 1, text=text, **SECTION | fields
    )


def order(proposal, kind=DictumItem):
    return seen_order(places_of(kind.objects.filter(version__proposal=proposal)))


def change(proposal, row, text, *, seen=None):
    return services.change_part(
        proposal,
        type(row),
        row.key,
        fields={"text": text},
        seen_sha256=seen or seen_of(row),
        **acting(proposal),
    )


def place(proposal, row, before):
    return services.place_part(
        proposal,
        type(row),
        row.key,
        before=before and before.key,
        seen_sha256=order(proposal, type(row)),
        **acting(proposal),
    )


def test_a_change_is_written_and_told_without_its_text(proposal):
    change(proposal, item(proposal, "1"), "Kennis te nemen van alles.")

    entry = Entry.objects.get(act="edited_proposal")
    assert item(proposal, "1").text == "Kennis te nemen van alles."
    assert entry.sentence == "Beslispunt 1 van concept 1 gewijzigd."
    assert entry.by == by(proposal).user


def test_who_saves_over_another_text_gets_it_back_and_nothing_is_lost(proposal):
    row = item(proposal, "1")
    change(proposal, row, "Van de eerste.")

    with pytest.raises(services.Rewritten) as overtaken:
        change(proposal, row, "Van de tweede.", seen=seen_of(row))

    assert overtaken.value.theirs.text == "Van de eerste."
    assert item(proposal, "1").text == "Van de eerste."


def test_who_saves_what_was_removed_is_told(proposal):
    row = item(proposal, "3")
    services.remove_part(
        proposal, DictumItem, row.key, seen_sha256=seen_of(row), **acting(proposal)
    )

    with pytest.raises(services.Rewritten) as overtaken:
        change(proposal, row, "Toch nog.")

    assert overtaken.value.theirs is None


def test_only_another_organ_is_another_text_too(proposal):
    row = item(proposal, "1")
    seen = seen_of(row)
    services.change_part(
        proposal,
        DictumItem,
        row.key,
        fields={"text": row.text, "organ": Organ.MAYOR},
        seen_sha256=seen,
        **acting(proposal),
    )

    with pytest.raises(services.Rewritten):
        change(proposal, row, "Anders.", seen=seen)


def test_saving_without_a_change_leaves_no_trace(proposal):
    row = item(proposal, "1")

    change(proposal, row, row.text)

    assert not Entry.objects.filter(act="edited_proposal").exists()


def test_items_are_added_at_the_end_and_removed_with_their_number(proposal):
    services.add_part(
        proposal,
        DictumItem,
        fields={"organ": "college", "text": "Te besluiten."},
        **acting(proposal),
    )
    row = item(proposal, "1")
    services.remove_part(
        proposal, DictumItem, row.key, seen_sha256=seen_of(row), **acting(proposal)
    )

    assert numbered(proposal) == [
        "1 In te stemme",
        "1a het eerste t",
        "2 De burgemees",
        "3 Te besluiten",
    ]


def test_an_item_with_others_under_it_is_not_removed(proposal):
    row = item(proposal, "2")

    with pytest.raises(services.Refused) as refusal:
        services.remove_part(
            proposal, DictumItem, row.key, seen_sha256=seen_of(row), **acting(proposal)
        )

    assert refusal.value.blockers == [Blocker.HAS_NESTED]


def test_moving_an_item_takes_its_own_along_and_references_follow(proposal):
    text = section(proposal, "Zie {beslispunt 2a} en {beslispunt 1}.", about_item="2a")

    place(proposal, item(proposal, "2"), item(proposal, "1"))

    text.refresh_from_db()
    assert numbered(proposal)[:3] == ["1 In te stemme", "1a het eerste t", "2 Kennis te ne"]
    assert text.text == "Zie {beslispunt 1a} en {beslispunt 2}."
    assert text.about_item == "1a"


def test_a_reference_to_what_was_removed_never_becomes_another_item(proposal):
    text = section(proposal, "Zie {beslispunt 1}.", about_item="1")
    row = item(proposal, "1")

    services.remove_part(
        proposal, DictumItem, row.key, seen_sha256=seen_of(row), **acting(proposal)
    )

    text.refresh_from_db()
    assert (text.text, text.about_item) == ("Zie {vervallen beslispunt 1}.", "")
    with pytest.raises(services.Refused) as refusal:
        services.freeze(proposal.versions.get(), by=by(proposal), at=NOW)
    assert refusal.value.blockers == [Blocker.LOST_REFERENCE]


def test_an_order_that_was_changed_meanwhile_is_not_changed_again(proposal):
    seen = order(proposal)
    place(proposal, item(proposal, "3"), item(proposal, "1"))

    with pytest.raises(services.Rewritten):
        services.place_part(
            proposal,
            DictumItem,
            item(proposal, "1").key,
            before=None,
            seen_sha256=seen,
            **acting(proposal),
        )


@pytest.mark.parametrize(
    ("number", "is_nested", "found"),
    [
        ("3", True, ["1", "2", "2a", "2b"]),
        ("2a", False, ["1", "2", "3", "4"]),
        ("2", True, ["1", "1a", "1b", "2"]),
    ],
)
def test_nesting_numbers_anew(proposal, number, is_nested, found):
    services.nest_item(
        proposal,
        item(proposal, number).key,
        is_nested=is_nested,
        seen_sha256=order(proposal),
        **acting(proposal),
    )

    assert [line.split()[0] for line in numbered(proposal)] == found


def test_the_first_item_stands_by_itself(proposal):
    with pytest.raises(services.Refused) as refusal:
        services.nest_item(
            proposal,
            item(proposal, "1").key,
            is_nested=True,
            seen_sha256=order(proposal),
            **acting(proposal),
        )

    assert refusal.value.blockers == [Blocker.NO_NUMBER]


def test_sections_are_added_moved_and_removed(proposal):
    first, second = section(proposal, "Een."), section(proposal, "Twee.")

    place(proposal, second, first)
    services.remove_part(
        proposal, Section, first.key, seen_sha256=seen_of(first), **acting(proposal)
    )

    assert [s.text for s in proposal.versions.get().sections.all()] == ["Twee."]


def test_what_belongs_to_one_party_is_for_nobody_to_write(proposal):
    municipality = MunicipalityFactory(region=proposal.profile.region)
    own = section(
        proposal,
        "Intern.",
        audience=Audience.OWN,
        kind=SectionKind.PROCESS,
        organisation=municipality,
    )

    with pytest.raises(services.Rewritten):
        change(proposal, own, "Gezien.")


def test_only_writers_write_and_only_a_concept(proposal):
    row = item(proposal, "1")
    official = person(Role.OFFICIAL, by(proposal).organisation)
    with pytest.raises(services.Refused) as refusal:
        services.change_part(
            proposal,
            DictumItem,
            row.key,
            fields={"text": "Nee."},
            seen_sha256=seen_of(row),
            by=official,
            at=NOW,
        )
    assert refusal.value.blockers == [Blocker.NO_ROLE]

    done = frozen(ProposalFactory())
    with pytest.raises(services.Refused) as refusal:
        change(done.proposal, done.items.first(), "Nee.")
    assert refusal.value.blockers == [Blocker.NO_CONCEPT]


def test_a_proposal_has_a_bound(proposal, monkeypatch):
    monkeypatch.setattr(services.drafting, "MOST_PARTS", 4)

    with pytest.raises(services.Refused) as refusal:
        services.add_part(
            proposal, DictumItem, fields={"organ": "college", "text": "X."}, **acting(proposal)
        )

    assert refusal.value.blockers == [Blocker.TOO_MANY]


def test_unknown_keys_are_somebody_elses(proposal):
    row = DictumItem(key=uuid4(), organ="college", text="Nergens.")

    with pytest.raises(services.Rewritten):
        change(proposal, row, "Ergens.")


def test_a_version_is_frozen_with_its_new_numbers(proposal):
    place(proposal, item(proposal, "3"), item(proposal, "1"))

    version = services.freeze(
        proposal.versions.get(), by=by(proposal), at=OFFERED_AT + timedelta(days=1)
    )

    assert [i.number for i in version.items.all()] == ["1", "2", "3", "3a"]
    assert all(i.sha256 for i in version.items.all())


def test_what_the_writers_cannot_see_does_not_keep_them_from_freezing(proposal):
    section(
        proposal,
        "Zie {beslispunt 9}.",
        audience=Audience.OWN,
        kind=SectionKind.PROCESS,
        organisation=MunicipalityFactory(region=proposal.profile.region),
    )

    assert services.freeze(proposal.versions.get(), by=by(proposal), at=NOW).frozen_at
