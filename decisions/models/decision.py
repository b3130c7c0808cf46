"""What an organ decided, with which objections, and what was taken back."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from decisions.constraints import OF_DECISION, OF_RATIFICATION
from decisions.models.proposal import DictumItem, Organ, ProposalVersion
from decisions.models.ratification import Ratification
from municipalities.models.acting import own_people_act, who
from trail.constraints import LocalDay, append_only, never_removed, set_once, who_and_when


class Outcome(models.TextChoices):
    AGREED = "agreed", "Ingestemd"
    DECLINED = "declined", "Niet ingestemd"
    CHANGED = "changed", "Gewijzigd vastgesteld"
    DEFERRED = "deferred", "Aangehouden"
    NOTED = "noted", "Voor kennisgeving aangenomen"


class FollowUp(models.TextChoices):
    """What a municipality does when its college changed the text: one of these is chosen."""

    DECLINED = "declined", "Het telt als niet ingestemd"
    SIDE_DECISION = (
        "side_decision",
        "Het dictum is ongewijzigd vastgesteld; de eigen wens staat in een apart besluit",
    )
    NEW_VERSION = "new_version", "De gemeente vraagt om een nieuwe versie voor alle gemeenten"


class Decision(models.Model):
    """
    What an organ decided on one version, recorded by one person and confirmed by a second.

    Both are of that municipality. Revising adds a row; only the confirmation is filled in later.
    `next_on` is the day on which a deferred item returns to the agenda. `follow_up` is chosen when
    the college changed the text. `evidence_sha256` names an uploaded extract in the store of files.
    """

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="decisions")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="decisions")
    version_sha256 = models.CharField("hash van de versie", max_length=64)
    organ = models.CharField("bestuursorgaan", max_length=8, choices=Organ)
    outcome = models.CharField("besluit", max_length=8, choices=Outcome)
    decided_on = models.DateField("besloten op")
    evidence = models.CharField("bewijs", max_length=300, blank=True)
    evidence_url = models.URLField("webadres van het bewijs", max_length=500, blank=True)
    evidence_sha256 = models.CharField("controlegetal van het bewijs", max_length=64, blank=True)
    evidence_name = models.CharField("bestand met het bewijs", max_length=200, blank=True)
    follow_up = models.CharField("gevolg", max_length=13, choices=FollowUp, blank=True)
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
                condition=~Q(evidence="") | ~Q(evidence_url="") | ~Q(evidence_sha256=""),
                name="decision_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(evidence_sha256="", evidence_name="")
                | (Q(evidence_sha256__regex=r"^[0-9a-f]{64}$") & ~Q(evidence_name="")),
                name="decision_evidence_file_whole",
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
                    "evidence_sha256",
                    "evidence_name",
                    "follow_up",
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
                name="changed_with_a_choice",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF (NEW.outcome = 'changed') <> (NEW.follow_up <> '') THEN
                        RAISE EXCEPTION 'changed_with_a_choice' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
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

    @property
    def adopts_dictum(self) -> bool:
        """Whether the organ adopted the dictum as it stands, with or without a wish beside it."""
        return self.outcome == Outcome.AGREED or self.follow_up == FollowUp.SIDE_DECISION


class Objection(models.Model):
    """One item of the dictum with which the organ did not agree as it stands."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="objections")
    item = models.ForeignKey(DictumItem, models.PROTECT, related_name="objections")
    text = models.TextField("bezwaar")

    class Meta:
        verbose_name = "bezwaar tegen een beslispunt"
        verbose_name_plural = "bezwaren tegen beslispunten"
        ordering = ["item__position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "item"], name="objected_once"),
            models.CheckConstraint(condition=~Q(text=""), name="objection_in_words"),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="item_of_what_was_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM decisions_decision AS d
                        JOIN decisions_dictumitem AS i ON i.version_id = d.version_id
                        WHERE d.id = NEW.decision_id AND i.id = NEW.item_id
                          AND i.organ = d.organ AND d.outcome <> 'agreed'
                          AND d.confirmed_at IS NULL
                    ) THEN
                        RAISE EXCEPTION 'objection needs an item of what was decided'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Bezwaar tegen {self.item.number}"


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
