"""What pages tell of a further proposal: whom it concerns, by which figures, and what was said."""

from datetime import timedelta

import pytest

from actions.models import Unit, Word
from decisions.models import FollowUp, Outcome, Proposal
from decisions.rules.blockers import Blocker, blockers_to_be_signed, may_sign
from decisions.rules.coalition import Consent
from decisions.rules.reminders import reminders_for
from decisions.rules.road import road_at
from decisions.selectors import board, overview, proposal_page, ratification_page
from decisions.selectors.feed import entries_of
from decisions.selectors.further import about, further_page
from decisions.selectors.offers import offers_page, recipients_of
from decisions.selectors.papers import PaperKind, kinds_for, paper_for
from decisions.selectors.planning import planning_page
from decisions.services import note_reading
from municipalities.models import Role
from tests.factories.actions import PlanFactory
from tests.factories.decisions import ProposalFactory, with_municipalities
from tests.factories.further import (
    CLOSES_AT,
    DECIDED_AT,
    OFFERED_AT,
    YEAR,
    decides,
    frozen,
    offered,
    places,
    raised,
    region_of,
    road_of,
    writer,
)
from tests.factories.people import MunicipalityFactory, ProvinceFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

NOW = DECIDED_AT + timedelta(days=1)


@pytest.fixture
def proposal():
    return offered(raised())


def official(proposal, name):
    return person(Role.OFFICIAL, places(proposal.plan.action)[name])


def road(proposal, name, *, at=NOW):
    found = proposal.ratifications.with_plan().with_local().get(municipality__name=name)
    return road_at(found, at=at)


def text_of(paper):
    lines = [p.printed for piece in paper.pieces for p in piece.paragraphs]
    return "\n".join([paper.title, paper.note, *lines])


def test_board_has_those_concerned_alone_and_shows_all_parties_what_was_said(proposal):
    decides(proposal, "Almelo")
    decides(proposal, "Borne", Outcome.DECLINED)
    province = ProvinceFactory(region=proposal.profile.region)

    for viewer in (official(proposal, "Enter"), person(Role.PROVINCE, province)):
        page = board(proposal, at=NOW, viewer=viewer, now=NOW)

        assert [(row.name, row.position) for row in page.rows] == [
            ("Almelo", Consent.OFFERS),
            ("Borne", Consent.OUT),
            ("Delden", Consent.OPEN),
        ]
        assert page.counts == [
            (Consent.OFFERS, 1, "stemt in"),
            (Consent.OPEN, 1, "nog open"),
            (Consent.OUT, 1, "stemt niet in"),
        ]
        assert not any(row.url for row in page.rows)
        assert not page.is_public


def test_what_waits_for_confirmation_is_told_to_nobody_else(proposal):
    decision = decides(proposal, "Almelo")
    before = decision.recorded_at + timedelta(minutes=1)

    page = board(proposal, at=before, viewer=official(proposal, "Enter"), now=before)

    assert page.rows[0].position is Consent.OPEN
    assert "nog niet door een tweede persoon" in page.rows[0].explanation


def test_nothing_of_a_further_proposal_is_ever_public(proposal):
    decides(proposal, "Almelo")
    late = CLOSES_AT + timedelta(days=900)

    assert not Proposal.objects.public(late).filter(pk=proposal.pk).exists()
    assert Proposal.objects.open_to_parties(NOW).filter(pk=proposal.pk).exists()


@pytest.mark.embargo
def test_the_proposal_of_a_profile_opens_to_the_parties_with_its_embargo_and_not_before():
    of_profile = with_municipalities(2)
    end = of_profile.closes_at
    opens = Proposal.objects.open_to_parties

    assert not opens(end - timedelta(microseconds=1)).filter(pk=of_profile.pk).exists()
    assert opens(end).filter(pk=of_profile.pk).exists()
    assert not opens(end).filter(pk=ProposalFactory().pk).exists()


def test_the_road_ends_with_the_council(proposal):
    decides(proposal, "Almelo")
    found = proposal.ratifications.with_facts().with_local().get(municipality__name="Almelo")
    page = ratification_page(found, viewer=official(proposal, "Almelo"), at=NOW)

    assert [step.title for step in page.steps][-1] == "Raad geïnformeerd"
    assert page.waits == ["griffie of bestuurssecretaris: raadsbrief verzenden"]
    assert not page.record_mayor.is_allowed
    assert not page.authorise.is_allowed
    assert not page.sign.is_allowed
    assert "levert de bijdrage" in " ".join(page.consequences[0][1])


def test_nobody_signs_and_the_bundle_has_nothing_of_it(proposal):
    decides(proposal, "Almelo")
    found = road(proposal, "Almelo")

    assert blockers_to_be_signed(found) == [Blocker.NO_MAYOR]
    assert not may_sign(found)


LATE = {
    "agreed": (Outcome.AGREED, Consent.OFFERS, "stemde op 1 mei 2019 in met versie 1"),
    "deferred": (Outcome.DEFERRED, Consent.OPEN, "aan, zonder nieuwe datum; de sluiting was 1 mei"),
    "declined": (Outcome.DECLINED, Consent.OUT, "stemde op 1 mei 2019 niet in"),
}


@pytest.mark.parametrize(("outcome", "position", "why"), LATE.values(), ids=LATE)
def test_a_word_after_the_closing_counts_too(proposal, outcome, position, why):
    decides(proposal, "Almelo", outcome, at=CLOSES_AT + timedelta(hours=2))
    later = CLOSES_AT + timedelta(days=1)

    (row, *_) = board(proposal, at=later, viewer=writer(proposal), now=later).rows

    assert row.position is position
    assert why in row.explanation


def test_planning_before_and_after_the_offer_is_of_those_concerned():
    proposal = raised()
    viewer = writer(proposal)
    before = [row.name for row in planning_page(proposal, viewer=viewer, now=NOW).rows]
    offered(proposal)
    page = planning_page(proposal, viewer=official(proposal, "Enter"), now=NOW)

    assert before == [row.name for row in page.rows] == ["Almelo", "Borne", "Delden"]
    assert page.sees_outcomes


def test_the_offer_names_its_colleges_before_and_after():
    proposal = raised()
    wanted = [each.name for each in recipients_of(proposal, at=NOW)]
    offered(proposal)
    page = offers_page(proposal, viewer=writer(proposal), at=NOW)

    assert wanted == [line.municipality.name for line in page.versions[0].lines]
    assert wanted == ["Almelo", "Borne", "Delden"]
    assert page.versions[0].moments is None


def test_reminders_go_to_those_concerned_and_ask_nobody_to_sign(proposal):
    decides(proposal, "Almelo")
    found = reminders_for(proposal.ratifications.with_plan(), embargo_at=None, at=NOW)

    assert {each.municipality for each in found} == {"Almelo", "Borne", "Delden"}
    assert not [each for each in found if "embargo" in each.series or "sign" in each.series]


def test_only_those_concerned_get_its_dates_in_their_calendar(proposal):
    keys = {
        name: {entry.key for entry in entries_of(official(proposal, name).user, at=NOW)}
        for name in ("Almelo", "Enter")
    }

    assert f"closing-{proposal.pk}" in keys["Almelo"]
    assert not keys["Enter"]
    assert f"closing-{proposal.pk}" in {
        entry.key for entry in entries_of(writer(proposal).user, at=NOW)
    }


def test_reading_it_is_not_noted_for_it_is_under_no_embargo(proposal):
    version = proposal.versions.get()
    by = official(proposal, "Almelo")
    note_reading(version, sentence="Gelezen", sha256=version.sha256, by=by, at=NOW)

    assert not Entry.objects.filter(act="read").exists()


PAPERS = [kind for kind in PaperKind if kind is not PaperKind.COVERING_LETTER]


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize(
    ("outcome", "follow_up"),
    [
        *((o, "") for o in Outcome if o != Outcome.CHANGED),
        *((Outcome.CHANGED, f) for f in FollowUp),
    ],
)
def test_papers_say_nothing_of_a_minister_or_an_embargo(proposal, kind, outcome, follow_up):
    decides(proposal, "Almelo", outcome, follow_up=follow_up)
    paper = paper_for(road(proposal, "Almelo"), kind, viewer=official(proposal, "Almelo"))

    text = text_of(paper).lower()
    for word in ("minister", "embargo", "cultuurprofiel", "niet openbaar", "burgemeester besluit"):
        assert word not in text
    assert "almelo: in 2021 100 uur" in text


def test_there_is_no_letter_to_the_minister(proposal):
    assert kinds_for(road(proposal, "Almelo")) == PAPERS


def test_about_says_who_since_when_and_on_which_figures(proposal):
    decides(proposal, "Almelo")
    said = about(proposal, viewer=official(proposal, "Borne"), at=NOW)

    almelo, borne, _ = said.concerned
    assert (almelo.word, almelo.decided_on) == (Word.AGREED, DECIDED_AT.date())
    assert almelo.said_at > DECIDED_AT
    assert not almelo.url
    assert (borne.word, borne.is_own) == (Word.ASKED, True)
    assert borne.url == road_of(proposal, "Borne").get_absolute_url()
    assert [figure.words_beyond for figure in almelo.figures] == ["100 uur"]
    assert said.offered_at == OFFERED_AT
    assert said.names == "Almelo, Borne, Delden"


def test_about_an_earlier_moment_says_what_was_known_then(proposal):
    decides(proposal, "Almelo")

    said = about(proposal, viewer=writer(proposal), at=OFFERED_AT)
    assert {each.word for each in said.concerned} == {Word.ASKED}


def test_a_concept_is_seen_to_be_there_but_not_read_by_others():
    proposal = raised()
    action = proposal.plan.action

    (said,) = further_page(action, viewer=official(proposal, "Enter"), at=NOW).proposals
    assert (said.is_readable, said.offered_at) == (False, None)
    assert {each.word for each in said.concerned} == {Word.RAISED}
    (own,) = further_page(action, viewer=writer(proposal), at=NOW).proposals
    assert own.is_readable


def test_the_proposal_of_a_profile_is_about_no_plan():
    of_profile = ProposalFactory()

    assert about(of_profile, viewer=writer(of_profile), at=NOW) is None


def test_the_page_of_a_frozen_text_says_what_stands_in_the_way_of_offering_it():
    version = frozen()
    proposal = version.proposal
    page = proposal_page(proposal, number=None, viewer=writer(proposal), at=OFFERED_AT)
    assert page.to_offer == []

    PlanFactory(action=proposal.plan.action, passed=True)
    page = proposal_page(proposal, number=None, viewer=writer(proposal), at=OFFERED_AT)
    assert page.to_offer == [Blocker.PLAN_REPLACED]


def test_own_road_stands_on_the_first_page(proposal):
    page = overview(official(proposal, "Almelo"), at=NOW)

    assert [each.proposal for each in page.own_roads] == [proposal]
    assert overview(official(proposal, "Enter"), at=NOW).own_roads == []


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_number_of_queries_does_not_grow(count, django_assert_num_queries):
    action = region_of("Almelo")
    region = action.theme.profile.region
    others = MunicipalityFactory.create_batch(count - 1, region=region)
    needs = [(place, YEAR, Unit.HOURS, 10) for place in (action.lead, *others)]
    proposal = offered(raised(PlanFactory(action=action, passed=True, needs=needs)))
    viewer = writer(proposal)

    with django_assert_num_queries(8):
        assert len(further_page(action, viewer=viewer, at=NOW).proposals[0].concerned) == count
