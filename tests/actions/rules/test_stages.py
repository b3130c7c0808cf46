"""How far an action is: every stage, from facts alone, for any moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actions.models import ConsultationKind, ItemOutcome, StepKind, Word
from actions.rules.facts import ActionFacts, Gate, Heard, Taken, Verdict, Version
from actions.rules.stages import Stage, adopted, stage_at

DAY = datetime(2019, 1, 1, 9, tzinfo=UTC)
LATER = DAY + timedelta(days=300)
OFFICIAL, ADMINISTRATIVE = ConsultationKind.OFFICIAL, ConsultationKind.ADMINISTRATIVE
PASSED, BACK, HELD, NOTED = (
    ItemOutcome.PASSED,
    ItemOutcome.BACK,
    ItemOutcome.HELD,
    ItemOutcome.NOTED,
)


def on(day):
    return DAY + timedelta(days=day)


def version(number=1, *, begun=1, frozen=10, **fields):
    at = None if frozen is None else on(frozen)
    return Version(100 + number, number, on(begun), at, **fields)


def gate(kind, day, *outcomes, plan=1, reason="De dekking ontbreekt."):
    verdicts = [
        Verdict(outcome, on(day) + timedelta(hours=hour), reason if outcome is BACK else "")
        for hour, outcome in enumerate(outcomes)
    ]
    return Gate(100 + plan, kind, on(day).date(), on(day) - timedelta(days=1), verdicts)


def heard(name, word, day=41, *, plan=1):
    return Heard(100 + plan, name, word, on(day))


def step(kind, day, reason="Er is een reden."):
    return Taken(kind, on(day).date(), on(day), "" if kind is StepKind.STARTED else reason)


def facts(versions=(), gates=(), said=(), steps=(), lead="Waterstad"):
    return ActionFacts(lead, versions, gates, said, steps)


BOTH = [gate(OFFICIAL, 20, PASSED), gate(ADMINISTRATIVE, 30, PASSED)]
BOTH_2 = [gate(OFFICIAL, 80, PASSED, plan=2), gate(ADMINISTRATIVE, 90, PASSED, plan=2)]
V1, V2 = version(), version(2, begun=50, frozen=60)
STARTED, PAUSED = step(StepKind.STARTED, 50), step(StepKind.PAUSED, 55)
RESUMED, DONE = step(StepKind.RESUMED, 58), step(StepKind.DONE, 59)
STOPPED = step(StepKind.STOPPED, 59)

TABLE = {
    "nothing": (facts(), Stage.IDEA),
    "a concept": (facts([version(frozen=None)]), Stage.PLAN),
    "a frozen plan": (facts([V1]), Stage.OFFICIAL),
    "on the official agenda": (facts([V1], [gate(OFFICIAL, 20)]), Stage.OFFICIAL),
    "held": (facts([V1], [gate(OFFICIAL, 20, HELD)]), Stage.OFFICIAL),
    "noted is no passing": (facts([V1], [gate(OFFICIAL, 20, NOTED)]), Stage.OFFICIAL),
    "back from the officials": (facts([V1], [gate(OFFICIAL, 20, BACK)]), Stage.PLAN),
    "back was a mistake": (facts([V1], [gate(OFFICIAL, 20, BACK, PASSED)]), Stage.ADMINISTRATIVE),
    "passing was a mistake": (facts([V1], [gate(OFFICIAL, 20, PASSED, BACK)]), Stage.PLAN),
    "officials agree": (facts([V1], BOTH[:1]), Stage.ADMINISTRATIVE),
    "administrators alone do not count": (facts([V1], BOTH[1:]), Stage.OFFICIAL),
    "administrators before the officials": (
        facts([V1], [gate(ADMINISTRATIVE, 15, PASSED), gate(OFFICIAL, 20, PASSED)]),
        Stage.ADMINISTRATIVE,
    ),
    "both on one day": (
        facts([V1], [gate(ADMINISTRATIVE, 20, PASSED), gate(OFFICIAL, 20, PASSED)]),
        Stage.READY,
    ),
    "the order of recording says nothing": (facts([V1], BOTH[::-1]), Stage.READY),
    "back from the administrators": (
        facts([V1], [BOTH[0], gate(ADMINISTRATIVE, 30, BACK)]),
        Stage.PLAN,
    ),
    "the same version again": (
        facts([V1], [BOTH[0], gate(ADMINISTRATIVE, 30, BACK), gate(ADMINISTRATIVE, 40, PASSED)]),
        Stage.READY,
    ),
    "officials take it back after both": (
        facts([V1], [*BOTH, gate(OFFICIAL, 40, BACK)]),
        Stage.PLAN,
    ),
    "and then the administrators alone": (
        facts([V1], [*BOTH, gate(OFFICIAL, 40, BACK), gate(ADMINISTRATIVE, 45, PASSED)]),
        Stage.PLAN,
    ),
    "noted again takes nothing back": (
        facts([V1], [*BOTH, gate(OFFICIAL, 40, NOTED)]),
        Stage.READY,
    ),
    "both agree": (facts([V1], BOTH), Stage.READY),
    "a college is asked": (facts([V1], BOTH, [heard("Almelo", Word.ASKED)]), Stage.PROPOSAL),
    "a college defers": (facts([V1], BOTH, [heard("Almelo", Word.DEFERRED)]), Stage.PROPOSAL),
    "others may start": (
        facts([version(others_may_start=True)], BOTH, [heard("Almelo", Word.ASKED)]),
        Stage.PROPOSAL,
    ),
    "a college agreed": (
        facts([V1], BOTH, [heard("Almelo", Word.ASKED), heard("Almelo", Word.AGREED, 42)]),
        Stage.READY,
    ),
    "a college declined": (facts([V1], BOTH, [heard("Almelo", Word.DECLINED)]), Stage.READY),
    "a decision withdrawn": (
        facts([V1], BOTH, [heard("Almelo", Word.AGREED), heard("Almelo", Word.WITHDRAWN, 42)]),
        Stage.PROPOSAL,
    ),
    "a proposal in the making": (facts([V1], BOTH, [heard("Almelo", Word.RAISED)]), Stage.PROPOSAL),
    "a proposal not needed": (facts([V1], BOTH, [heard("Almelo", Word.UNNEEDED)]), Stage.READY),
    "one of two agreed": (
        facts([V1], BOTH, [heard("Almelo", Word.AGREED), heard("Borne", Word.ASKED)]),
        Stage.PROPOSAL,
    ),
    "a college on an older version": (
        facts([V1, V2], [*BOTH, *BOTH_2], [heard("Almelo", Word.ASKED)]),
        Stage.READY,
    ),
    "a concept beside a passed version": (
        facts([V1, version(2, begun=50, frozen=None)], BOTH),
        Stage.READY,
    ),
    "a new version goes by both again": (facts([V1, V2], BOTH), Stage.OFFICIAL),
    "and passes them": (facts([V1, V2], [*BOTH, *BOTH_2]), Stage.READY),
    "started": (facts([V1], BOTH, steps=[STARTED]), Stage.RUNNING),
    "started while a college decides": (
        facts([V1], BOTH, [heard("Almelo", Word.ASKED)], [STARTED]),
        Stage.RUNNING,
    ),
    "a running action keeps running": (facts([V1, V2], BOTH, steps=[STARTED]), Stage.RUNNING),
    "paused": (facts([V1], BOTH, steps=[STARTED, PAUSED]), Stage.PAUSED),
    "resumed": (facts([V1], BOTH, steps=[STARTED, PAUSED, RESUMED]), Stage.RUNNING),
    "done": (facts([V1], BOTH, steps=[STARTED, DONE]), Stage.DONE),
    "stopped": (facts([V1], BOTH, steps=[STARTED, STOPPED]), Stage.STOPPED),
    "stopped as an idea": (facts(steps=[STOPPED]), Stage.STOPPED),
    "an idea taken up again": (facts(steps=[STOPPED, step(StepKind.RESUMED, 60)]), Stage.IDEA),
    "done was a mistake": (
        facts([V1], BOTH, steps=[STARTED, DONE, step(StepKind.RESUMED, 60)]),
        Stage.RUNNING,
    ),
}


@pytest.mark.parametrize(("known", "stage"), TABLE.values(), ids=TABLE)
def test_the_stage_follows_from_the_facts(known, stage):
    assert stage_at(known, LATER).stage is stage


@pytest.mark.parametrize(("known", "stage"), TABLE.values(), ids=TABLE)
def test_every_stage_is_explained_and_says_who_is_next_until_the_end(known, stage):
    stand = stage_at(known, LATER)

    assert stand.explanation.endswith((".", "reden."))
    assert "None" not in f"{stand.explanation} {stand.following}"
    assert bool(stand.following) is (stage not in {Stage.DONE, Stage.STOPPED})


WHOLE_LIFE = facts(
    [V1, V2],
    [*BOTH, *BOTH_2],
    [heard("Almelo", Word.ASKED, 31), heard("Almelo", Word.AGREED, 45)],
    [STARTED, PAUSED, RESUMED, step(StepKind.DONE, 200)],
)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (0, Stage.IDEA),
        (1, Stage.PLAN),
        (9, Stage.PLAN),
        (10, Stage.OFFICIAL),
        (20, Stage.ADMINISTRATIVE),
        (30, Stage.READY),
        (31, Stage.PROPOSAL),
        (45, Stage.READY),
        (50, Stage.RUNNING),
        (55, Stage.PAUSED),
        (58, Stage.RUNNING),
        (199, Stage.RUNNING),
        (200, Stage.DONE),
    ],
)
def test_the_stage_is_as_it_was_known_at_any_moment(day, stage):
    assert stage_at(WHOLE_LIFE, on(day)).stage is stage


def test_who_sent_it_back_and_why_is_said():
    stand = stage_at(facts([V1], [gate(OFFICIAL, 20, BACK)]), LATER)

    assert stand.explanation == (
        "Het ambtelijk overleg van 21 januari 2019 stuurde versie 1 van het plan terug: "
        "De dekking ontbreekt."
    )
    assert stand.following == "Trekker Waterstad past het plan aan en stelt een nieuwe versie vast."
    assert (stand.reason, stand.since, stand.plan) == (
        "De dekking ontbreekt.",
        date(2019, 1, 21),
        1,
    )


def test_waiting_for_a_consultation_says_whether_it_is_on_an_agenda():
    waiting = stage_at(facts([V1]), LATER)
    placed = stage_at(facts([V1], [gate(OFFICIAL, 20, HELD), gate(OFFICIAL, 25)]), LATER)

    assert waiting.following == (
        "De regiocoördinator zet het plan op de agenda van het ambtelijk overleg."
    )
    assert placed.explanation == (
        "Versie 1 van het plan is vastgesteld op 11 januari 2019. "
        "Het ambtelijk overleg van 21 januari 2019 hield het plan aan."
    )
    assert placed.following == "Het ambtelijk overleg van 26 januari 2019 bespreekt het plan."


def test_the_colleges_that_decide_are_named_and_whether_others_may_start():
    said = [heard("Borne", Word.DEFERRED), heard("Almelo", Word.ASKED)]

    waiting = stage_at(facts([V1], BOTH, said), LATER)
    going = stage_at(facts([version(others_may_start=True)], BOTH, said), LATER)

    assert waiting.explanation.endswith("Een nader voorstel ligt bij 2 colleges: Almelo, Borne.")
    assert waiting.following == "Deze colleges besluiten."
    assert going.following == (
        "Deze colleges besluiten. Trekker Waterstad kan beginnen met de andere gemeenten."
    )


def test_who_does_not_start_with_the_others_is_named_with_why():
    said = [
        heard("Almelo", Word.DEFERRED),
        heard("Borne", Word.DECLINED),
        heard("Losser", Word.AGREED),
    ]

    stand = stage_at(facts([V1], BOTH, said, [STARTED]), LATER)

    assert stand.not_starting == [
        "Almelo (het college hield het aan)",
        "Borne (het college stemde niet in)",
    ]
    assert "Nog niet begonnen: Almelo (het college hield het aan); Borne" in stand.explanation


def test_a_running_action_goes_by_the_version_that_passed():
    known = facts([V1, V2], [*BOTH, gate(OFFICIAL, 80, PASSED, plan=2)], steps=[STARTED])

    stand = stage_at(known, LATER)

    assert stand.plan == 1
    assert stand.explanation == (
        "De actie loopt sinds 20 februari 2019, volgens versie 1 van het plan. "
        "Versie 2 moet nog door beide overleggen."
    )


def test_the_version_that_is_carried_out_is_the_last_that_passed_both():
    known = facts([V1, V2], [*BOTH, *BOTH_2])

    assert adopted(known, on(29)) is None
    assert adopted(known, on(30)).number == 1
    assert adopted(known, on(89)).number == 1
    assert adopted(known, on(90)).number == 2


def test_without_a_lead_the_sentence_says_that_nobody_leads():
    assert stage_at(facts(lead=""), LATER).following == (
        "De trekker (nog niet aangewezen) schrijft het plan van aanpak."
    )
