"""The road of one municipality: what was offered, decided, authorised, sent and signed."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from decisions.constraints import OF_DECISION, OF_RATIFICATION, own_people_act
from decisions.models.proposal import Organ, Proposal, ProposalVersion
from decisions.querysets import RatificationQuerySet
from municipalities.models import Municipality
from trail.constraints import LocalDay, append_only, never_removed, set_once, who_and_when


def who(name: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    """Return a reference to who did something; people who acted are never removed."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=name
    )


class Ratification(models.Model):
    """
    The road of one municipality under one proposal. Its state follows from dated facts.

    `clock` is the moment of the last act or snapshot: an act that waited for its turn happens
    after it, so that nobody decides on a state that was already past.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="ratifications")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="ratifications")
    clock = models.DateTimeField("klok", null=True, editable=False)

    objects = RatificationQuerySet.as_manager()

    class Meta:
        verbose_name = "besluitvorming per gemeente"
        verbose_name_plural = "besluitvorming per gemeente"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "municipality"], name="one_road_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.proposal}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:ratification", args=[self.proposal_id, self.municipality.code])


class Offer(models.Model):
    """A version put to one college; that it had the opportunity is a fact by itself."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="offers")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="offers")
    offered_at = models.DateTimeField("aangeboden op")
    offered_by = who("aangeboden door")
    acknowledged_at = models.DateTimeField("ontvangst bevestigd op", null=True)
    acknowledged_by = who("ontvangst bevestigd door", null=True)

    class Meta:
        verbose_name = "aanbod aan een college"
        verbose_name_plural = "aanbod aan de colleges"
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ratification", "version"], name="offered_once"),
            who_and_when("acknowledged", prefix="offer"),
        ]
        triggers = [
            set_once(
                "acknowledged_at",
                "acknowledged_by_id",
                beside=("ratification_id", "version_id", "offered_at", "offered_by_id"),
            ),
            own_people_act("acknowledged", municipality=OF_RATIFICATION),
            *never_removed(),
            pgtrigger.Trigger(
                name="frozen_version_of_this_proposal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM decisions_proposalversion AS v
                        JOIN decisions_ratification AS r ON r.proposal_id = v.proposal_id
                        WHERE v.id = NEW.version_id AND r.id = NEW.ratification_id
                          AND v.frozen_at <= NEW.offered_at
                    ) THEN
                        RAISE EXCEPTION 'offer needs a frozen version of the same proposal'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} aan {self.ratification.municipality}"


class Outcome(models.TextChoices):
    AGREED = "agreed", "Ingestemd"
    DECLINED = "declined", "Niet ingestemd"
    CHANGED = "changed", "Gewijzigd vastgesteld"
    DEFERRED = "deferred", "Aangehouden"
    NOTED = "noted", "Voor kennisgeving aangenomen"


class Decision(models.Model):
    """
    What an organ decided on one version, recorded by one person and confirmed by a second.

    Both are of that municipality. Revising adds a row; only the confirmation is filled in later.
    `next_on` is the day on which a deferred item returns to the agenda.
    """

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="decisions")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="decisions")
    version_sha256 = models.CharField("hash van de versie", max_length=64)
    organ = models.CharField("bestuursorgaan", max_length=8, choices=Organ)
    outcome = models.CharField("besluit", max_length=8, choices=Outcome)
    decided_on = models.DateField("besloten op")
    evidence = models.CharField("bewijs", max_length=300, blank=True)
    evidence_url = models.URLField("webadres van het bewijs", max_length=500, blank=True)
    remark = models.TextField("toelichting", blank=True)
    next_on = models.DateField("terug op de agenda", null=True, blank=True)
    recorded_at = models.DateTimeField("vastgelegd op")
    recorded_by = who("vastgelegd door")
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    confirmed_by = who("bevestigd door", null=True)

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["recorded_at", "pk"]
        constraints = [
            who_and_when("confirmed", prefix="decision"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recorded_by")),
                name="decision_confirmed_by_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("recorded_at")),
                name="decision_confirmed_after_recording",
            ),
            models.CheckConstraint(
                condition=~Q(evidence="") | ~Q(evidence_url=""), name="decision_has_evidence"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__lte=LocalDay("recorded_at")),
                name="decision_taken_before_recording",
            ),
            models.CheckConstraint(
                condition=Q(organ=Organ.COLLEGE)
                | Q(outcome__in=[Outcome.AGREED, Outcome.DECLINED]),
                name="mayor_agrees_or_declines",
            ),
            models.CheckConstraint(
                condition=Q(next_on=None)
                | Q(outcome=Outcome.DEFERRED, next_on__gt=F("decided_on")),
                name="only_deferred_returns",
            ),
        ]
        triggers = [
            set_once(
                "confirmed_at",
                "confirmed_by_id",
                beside=(
                    "ratification_id",
                    "version_id",
                    "version_sha256",
                    "organ",
                    "outcome",
                    "decided_on",
                    "evidence",
                    "evidence_url",
                    "remark",
                    "next_on",
                    "recorded_at",
                    "recorded_by_id",
                ),
            ),
            own_people_act("recorded", "confirmed", municipality=OF_RATIFICATION),
            pgtrigger.Trigger(
                name="one_waits_at_a_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM decisions_decision AS d
                        WHERE d.ratification_id = NEW.ratification_id AND d.organ = NEW.organ
                          AND d.confirmed_at IS NULL AND NOT EXISTS (
                              SELECT 1 FROM decisions_revocation WHERE decision_id = d.id)
                    ) THEN
                        RAISE EXCEPTION 'one_waits_at_a_time' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="not_confirmed_once_revoked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF EXISTS (SELECT 1 FROM decisions_revocation WHERE decision_id = NEW.id) THEN
                        RAISE EXCEPTION 'not_confirmed_once_revoked'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            *never_removed(),
            pgtrigger.Trigger(
                name="on_the_offered_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM decisions_offer AS o
                        JOIN decisions_proposalversion AS v ON v.id = o.version_id
                        WHERE o.ratification_id = NEW.ratification_id
                          AND o.version_id = NEW.version_id AND v.sha256 = NEW.version_sha256
                          AND o.offered_at <= NEW.recorded_at
                          AND (o.offered_at AT TIME ZONE 'Europe/Amsterdam')::date <= NEW.decided_on
                    ) THEN
                        RAISE EXCEPTION 'decision needs the hash of a version that was offered'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.get_organ_display()})"


class Revocation(models.Model):
    """The own municipality takes a recorded decision back; the decision itself stays readable."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="revocation")
    reason = models.TextField("reden")
    revoked_at = models.DateTimeField("ingetrokken op")
    revoked_by = who("ingetrokken door")

    class Meta:
        verbose_name = "intrekking van een besluit"
        verbose_name_plural = "intrekkingen van besluiten"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="revocation_has_reason")
        ]
        triggers = [*append_only(), own_people_act("revoked", municipality=OF_DECISION)]

    def __str__(self) -> str:
        return f"Intrekking: {self.decision}"
