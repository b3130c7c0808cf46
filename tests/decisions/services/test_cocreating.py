"""Co-creation: parties comment while it is open, everyone gets an answer, and then it is frozen."""

from datetime import timedelta

import pytest

from decisions import services
from decisions.models import Amendment, DictumItem, PreparationKind, Verdict
from decisions.rules.blockers import Blocker
from decisions.rules.drafting import seen_of
from dutch.moments import local_date
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import NOW, ProposalFactory, concept, coordinator, offered
from tests.factories.people import InstitutionFactory, MunicipalityFactory, ProvinceFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

OPENED, CLOSED = PreparationKind.CO_CREATION_OPENED, PreparationKind.CO_CREATION_CLOSED
LEGAL, CONSULTED = PreparationKind.LEGAL_CHECK, PreparationKind.CONSULTATION


@pytest.fixture
def proposal():
    return concept(ProposalFactory()).proposal


def step(proposal, kind, *, minutes=0):
    at = NOW + timedelta(minutes=minutes)
    by = coordinator(proposal.profile.region)
    return services.record_step(proposal, kind=kind, on=local_date(at), by=by, at=at)


def official(proposal):
    return person(Role.OFFICIAL, MunicipalityFactory(region=proposal.profile.region))


def comment(proposal, *, by=None, row=None, text="", seen=None):
    return services.comment(
        proposal,
        about=DictumItem if row else None,
        key=row.key if row else None,
        seen_sha256=seen or (seen_of(row) if row else ""),
        comment="Dit kan beter.",
        proposed_text=text,
        by=by or official(proposal),
        at=NOW,
    )


def first(proposal):
    return proposal.versions.get().items.first()


def answer(amendment, verdict=Verdict.TAKEN_OVER, **given):
    by = coordinator(amendment.version.proposal.profile.region)
    return services.answer(amendment, verdict=verdict, by=by, at=NOW, **given)


def freeze(proposal):
    by = coordinator(proposal.profile.region)
    return services.freeze(proposal.versions.get(), by=by, at=NOW + timedelta(hours=1))


def refused(act):
    with pytest.raises(services.Refused) as refusal:
        act()
    return refusal.value.blockers


@pytest.mark.parametrize(
    "party",
    [
        official,
        lambda p: person(Role.PROVINCE, ProvinceFactory(region=p.profile.region)),
        lambda p: person(
            Role.INSTITUTION,
            InstitutionFactory(confirmed=True, seat=MunicipalityFactory(region=p.profile.region)),
        ),
    ],
)
def test_each_party_comments_with_the_text_that_it_saw(proposal, party):
    step(proposal, OPENED)
    by, row = party(proposal), first(proposal)

    made = comment(proposal, by=by, row=row, text="Kennis te nemen van het hele profiel.")

    assert (made.organisation_id, made.seen_text) == (by.organisation_id, row.text)
    assert made.about == "beslispunt 1"
    assert Entry.objects.get(act="commented").by == by.user


def test_an_institution_that_nobody_confirmed_does_not_comment(proposal):
    step(proposal, OPENED)
    seat = MunicipalityFactory(region=proposal.profile.region)
    by = person(Role.INSTITUTION, InstitutionFactory(seat=seat))

    assert refused(lambda: comment(proposal, by=by)) == [Blocker.NOT_CONFIRMED]


def test_comments_only_while_it_is_open(proposal):
    assert refused(lambda: comment(proposal)) == [Blocker.CO_CREATION_CLOSED]
    step(proposal, OPENED)
    comment(proposal)
    step(proposal, CLOSED, minutes=1)
    assert refused(lambda: comment(proposal)) == [Blocker.CO_CREATION_CLOSED]
    step(proposal, OPENED, minutes=2)
    comment(proposal)


def test_a_comment_on_a_text_that_changed_is_not_filed_under_another(proposal):
    step(proposal, OPENED)
    row = first(proposal)

    with pytest.raises(services.Rewritten) as overtaken:
        comment(proposal, row=row, seen="0" * 64)

    assert overtaken.value.theirs == row
    assert not Amendment.objects.exists()


def test_opening_tells_every_party_once_and_no_secret(proposal):
    region = proposal.profile.region
    told = official(proposal).user
    unconfirmed = person(
        Role.INSTITUTION, InstitutionFactory(seat=MunicipalityFactory(region=region))
    )

    step(proposal, OPENED)

    notices = Notice.objects.filter(event__startswith="opened:")
    assert told in {n.recipient for n in notices}
    assert unconfirmed.user not in {n.recipient for n in notices}
    assert {n.subject for n in notices} == {"U kunt meeschrijven aan een collegevoorstel"}


def test_the_answer_comes_to_who_asked_and_can_bring_the_text_in(proposal):
    step(proposal, OPENED)
    row = first(proposal)
    asked = comment(proposal, row=row, text="Kennis te nemen van alles.")

    answer(asked, takes_text_over=True, seen_sha256=seen_of(row))

    assert first(proposal).text == "Kennis te nemen van alles."
    notice = Notice.objects.get(recipient=asked.submitted_by, event__startswith="answered:")
    assert notice.subject == "Uw opmerking bij een concept is beantwoord"
    assert refused(lambda: answer(asked)) == [Blocker.ANSWERED]


def test_a_text_is_not_taken_over_another_that_nobody_saw(proposal):
    step(proposal, OPENED)
    asked = comment(proposal, row=first(proposal), text="Anders.")

    with pytest.raises(services.Rewritten):
        answer(asked, takes_text_over=True, seen_sha256="0" * 64)

    assert not hasattr(Amendment.objects.get(), "answer")


def test_without_another_text_there_is_nothing_to_take_over(proposal):
    step(proposal, OPENED)
    asked = comment(proposal)

    assert refused(lambda: answer(asked, takes_text_over=True)) == [Blocker.NOTHING_TO_TAKE_OVER]


def test_the_road_to_a_frozen_text(proposal):
    step(proposal, OPENED)
    asked = comment(proposal)
    assert refused(lambda: freeze(proposal)) == [
        Blocker.CO_CREATION_OPEN,
        Blocker.UNANSWERED,
        Blocker.NO_LEGAL_CHECK,
        Blocker.NO_CONSULTATION,
    ]

    step(proposal, CLOSED, minutes=1)
    answer(asked, Verdict.NOT, reason="Dat is aan de gemeenten.")
    step(proposal, LEGAL, minutes=2)
    assert refused(lambda: freeze(proposal)) == [Blocker.NO_CONSULTATION]
    step(proposal, CONSULTED, minutes=3)

    assert freeze(proposal).frozen_at


def test_a_text_that_came_in_finished_is_frozen_without_ceremony(proposal):
    assert freeze(proposal).frozen_at


@pytest.mark.parametrize(
    ("before", "kind", "blocker"),
    [([OPENED], OPENED, Blocker.CO_CREATION_OPEN), ([], CLOSED, Blocker.CO_CREATION_CLOSED)],
)
def test_steps_come_in_turn(proposal, before, kind, blocker):
    for each in before:
        step(proposal, each)

    assert refused(lambda: step(proposal, kind, minutes=1)) == [blocker]


def test_a_step_lies_not_in_the_future(proposal):
    by = coordinator(proposal.profile.region)
    tomorrow = local_date(NOW) + timedelta(days=1)

    assert refused(
        lambda: services.record_step(proposal, kind=LEGAL, on=tomorrow, by=by, at=NOW)
    ) == [Blocker.IN_FUTURE]


def test_who_writes_does_not_comment(proposal):
    step(proposal, OPENED)

    assert refused(lambda: comment(proposal, by=coordinator(proposal.profile.region))) == [
        Blocker.NO_ROLE
    ]


def test_an_institution_cannot_read_along_once_colleges_have_the_text():
    proposal = offered().proposal
    by = coordinator(proposal.profile.region)
    services.begin_version(proposal, reason="Een bedrag klopte niet.", by=by, at=NOW)
    seat = MunicipalityFactory(region=proposal.profile.region)
    institution = person(Role.INSTITUTION, InstitutionFactory(confirmed=True, seat=seat))
    colleague = official(proposal)

    step(proposal, OPENED)

    blockers = refused(lambda: comment(proposal, by=institution))
    assert blockers == [Blocker.FOLLOWS_FROZEN]
    assert comment(proposal, by=colleague)
    told = Notice.objects.filter(event__startswith="opened:").values_list("recipient", flat=True)
    assert colleague.user_id in told
    assert institution.user_id not in told
