"""
The whole procedure as a state machine: everybody may try any act, in any order, at any moment.

An act that is refused leaves everything as it was; an act that the database has to stop is a fault.
Moments stand still unless time passes, so that many acts lie in the same second.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from decisions import services
from decisions.models import EmbargoChange, FollowUp, LegalBasis, Organ, Outcome, Route
from dutch.moments import local_date
from municipalities.models import Role
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    OFFERED_AT,
    ProposalFactory,
    coordinator,
    frozen,
)
from tests.factories.people import MembershipFactory, MunicipalityFactory, person

LATEST = CLOSES_AT + timedelta(days=2)
ROLES = (Role.SECRETARY, Role.OFFICIAL, Role.ALDERMAN, Role.MAYOR, Role.CLERK)
TEXTS = ["Kennis te nemen van het profiel.", "In te stemmen met het profiel."]
ITEMS = [("1", Organ.COLLEGE, TEXTS[0]), ("2", Organ.MAYOR, "De wethouder te machtigen.")]
WHICH = st.integers(0, 2)
OUTCOMES = st.sampled_from(
    [
        *[(Outcome.AGREED, "")] * 4,
        (Outcome.DECLINED, ""),
        (Outcome.DEFERRED, ""),
        (Outcome.NOTED, ""),
        *((Outcome.CHANGED, follow_up) for follow_up in FollowUp),
    ]
)
STRIDES = st.sampled_from(
    [timedelta(minutes=1), timedelta(hours=5), timedelta(days=1), timedelta(days=16)]
)


class World:
    """A frozen proposal, so many municipalities, and somebody for every role; made once."""

    def __init__(self, municipalities: int) -> None:
        self.proposal = ProposalFactory()
        region = self.proposal.profile.region
        self.coordinator = coordinator(region)
        self.second = MembershipFactory(
            role=Role.COORDINATOR, organisation=self.coordinator.organisation
        )
        MunicipalityFactory.create_batch(municipalities - 1, region=region)
        self.places = [each.municipality for each in region.organisations.order_by("pk")]
        for place in self.places:
            for role in ROLES:
                person(role, place)
        frozen(self.proposal, ITEMS, at=OFFERED_AT)
        self.done: Counter[str] = Counter()  # what came of the acts, over all examples


class Procedure(RuleBasedStateMachine):
    """The acts; what is done is undone after each example."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.proposal = world, world.proposal
        self.at, self.acts = OFFERED_AT, set()
        self.tries = 0
        self.undo = transaction.savepoint()

    def teardown(self):
        transaction.savepoint_rollback(self.undo)

    def try_to(self, name, act, **facts):
        """Do it now, or be refused; tell which."""
        self.acts, self.tries = self.acts | {name}, self.tries + 1
        try:
            with transaction.atomic():
                act(at=self.at, **facts)
        except services.Refused:
            self.world.done[f"refused to {name}"] += 1
            return False
        self.world.done[name] += 1
        return True

    def place(self, which):
        return self.world.places[which % len(self.world.places)]

    def road(self, which):
        return self.proposal.ratifications.get(municipality=self.place(which))

    def text_before(self, road):
        return road.offers.last().version.sha256

    @rule(stride=STRIDES)
    def time_passes(self, stride):
        self.at, self.tries = self.at + stride, self.tries + 1
        self.acts.add("time passes")

    @property
    def latest(self):
        return self.proposal.versions.latest("number")

    @initialize()
    def offer(self):
        self.try_to(
            "offer",
            services.offer_to_all,
            version=self.latest,
            not_before=EMBARGO_AT,
            ends_at_latest=LATEST,
            by=self.world.coordinator,
        )

    def begin_version(self, text):
        begun = self.try_to(
            "begin version",
            services.begin_version,
            proposal=self.proposal,
            reason="Verduidelijkt.",
            by=self.world.coordinator,
        )
        if begun:
            self.latest.items.filter(number="1").update(text=text)

    def freeze(self):
        self.try_to("freeze", services.freeze, version=self.latest, by=self.world.coordinator)

    def agree_to_replace(self, by):
        self.try_to(
            "agree to replace",
            services.agree_to_replace,
            version=self.latest,
            seen_sha256=self.latest.sha256,
            by=by,
        )

    @precondition(lambda self: self.latest.number < 4)
    @rule(text=st.sampled_from(TEXTS), steps=st.sets(st.integers(0, 4), min_size=1))
    def replace(self, text, steps):
        """Take some of the steps to another text before the colleges, perhaps all."""
        ways = [
            lambda: self.begin_version(text),
            self.freeze,
            lambda: self.agree_to_replace(self.world.coordinator),
            lambda: self.agree_to_replace(self.world.second),
            self.offer,
        ]
        for step in sorted(steps):
            ways[step]()

    @rule(which=WHICH)
    def ask_to_lift(self, which):
        self.try_to(
            "ask to lift",
            services.ask_to_move_embargo,
            proposal=self.proposal,
            reason="Het staat al in de krant.",
            by=person(Role.ALDERMAN, self.place(which)),
        )

    @precondition(lambda self: EmbargoChange.objects.filter(proposal=self.proposal).exists())
    @rule(which=WHICH)
    def agree_to_lift(self, which):
        self.try_to(
            "agree to lift",
            services.agree_to_move_embargo,
            change=EmbargoChange.objects.filter(proposal=self.proposal).last(),
            by=person(Role.ALDERMAN, self.place(which)),
        )

    @rule(which=WHICH, by=st.sampled_from(ROLES))
    def agree_to_text(self, which, by):
        road = self.road(which)
        self.try_to(
            "agree to text",
            services.agree_to_text,
            ratification=road,
            seen_sha256=self.text_before(road),
            by=person(by, road.municipality),
        )

    @rule(which=WHICH, days=st.integers(0, 60), route=st.sampled_from(Route))
    def place_on_agenda(self, which, days, route):
        road = self.road(which)
        self.try_to(
            "place",
            services.place_on_agenda,
            ratification=road,
            route=route,
            on=local_date(self.at) + timedelta(days=days),
            by=person(Role.SECRETARY, road.municipality),
        )

    @rule(which=WHICH, by=st.sampled_from(ROLES))
    def acknowledge(self, which, by):
        road = self.road(which)
        by = person(by, road.municipality)
        self.try_to("acknowledge", services.acknowledge, ratification=road, by=by)

    @rule(which=WHICH, outcome=OUTCOMES, days=st.integers(0, 3), returns=st.integers(0, 40))
    def record(self, which, outcome, days=0, returns=0, organ=Organ.COLLEGE):
        road, decided_on = self.road(which), local_date(self.at) - timedelta(days=days)
        outcome, follow_up = outcome
        deferred = outcome == Outcome.DEFERRED and returns
        self.try_to(
            f"record {organ}",
            services.record_decision,
            ratification=road,
            organ=organ,
            outcome=outcome,
            follow_up=follow_up,
            remark="Toelichting." if follow_up else "",
            decided_on=decided_on,
            next_on=decided_on + timedelta(days=returns) if deferred else None,
            evidence="punt 7",
            seen_sha256=self.text_before(road),
            by=person(Role.SECRETARY, road.municipality),
        )

    @rule(which=WHICH, outcome=st.sampled_from([Outcome.AGREED, Outcome.DECLINED]))
    def record_mayor(self, which, outcome=Outcome.AGREED):
        self.record(which, (outcome, ""), organ=Organ.MAYOR)

    @rule(which=WHICH, by=st.sampled_from(ROLES), other=st.integers(0, 4))
    def confirm(self, which, by=Role.OFFICIAL, other=0):
        """Confirm what was recorded last; once in five times for somebody else's municipality."""
        road = self.road(which)
        decision = road.decisions.filter(confirmed_at=None).last() or road.decisions.last()
        if decision:
            self.try_to(
                "confirm",
                services.confirm_decision,
                decision=decision,
                seen_sha256=self.text_before(road),
                by=person(by, self.place(which + (other == 4))),
            )

    @rule(which=WHICH, draw=st.integers(0, 9))
    def revoke(self, which, draw):
        road = self.road(which)
        if decisions := list(road.decisions.all()):
            self.try_to(
                "revoke",
                services.revoke_decision,
                decision=decisions[draw % len(decisions)],
                reason="Vergissing.",
                by=person(Role.SECRETARY, road.municipality),
            )

    @rule(which=WHICH, starts=st.integers(-1, 2), lasts=st.integers(0, 20))
    def authorise(self, which, starts=0, lasts=0):
        road, today = self.road(which), local_date(self.at)
        self.try_to(
            "authorise",
            services.authorise,
            ratification=road,
            person=person(Role.ALDERMAN, road.municipality).user,
            legal_basis=LegalBasis.SIGNING,
            valid_from=today + timedelta(days=starts),
            valid_until=today + timedelta(days=starts + lasts) if lasts else None,
            by=person(Role.MAYOR, road.municipality),
        )

    @rule(which=WHICH)
    def inform_council(self, which):
        road = self.road(which)
        self.try_to(
            "inform",
            services.record_council_letter,
            ratification=road,
            sent_on=local_date(self.at),
            reference="R-1",
            by=person(Role.CLERK, road.municipality),
        )

    @rule(which=WHICH, other=st.integers(0, 4))
    def sign(self, which, other=0):
        """Sign; once in five times for somebody else's municipality."""
        road = self.road(which)
        by = person(Role.ALDERMAN, self.place(which + (other == 4)))
        self.try_to(
            "sign",
            services.sign,
            ratification=road,
            seen_sha256=self.text_before(road),
            by=by,
        )

    @rule(which=WHICH, steps=st.sampled_from([1, 2, 4, 6, 6, 6]))
    def travel(self, which, steps):
        """Go the usual road a number of steps, so that its end is reached often enough."""
        usual = [
            lambda: self.record(which, (Outcome.AGREED, "")),
            lambda: self.confirm(which),
            lambda: self.record_mayor(which),
            lambda: self.confirm(which),
            lambda: self.authorise(which),
            lambda: self.sign(which),
        ]
        for step in usual[:steps]:
            step()
