"""The road of one municipality: what was offered, decided, authorised, sent and signed."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from decisions.constraints import own_people_act
from decisions.models.proposal import Organ, Proposal, ProposalVersion
from decisions.querysets import RatificationQuerySet
from municipalities.models import Municipality
from trail.constraints import LocalDay, append_only, set_once, who_and_when

OF_RATIFICATION = (
    "SELECT municipality_id FROM decisions_ratification WHERE id = NEW.ratification_id"
)
OF_DECISION = """SELECT r.municipality_id FROM decisions_decision AS d
    JOIN decisions_ratification AS r ON r.id = d.ratification_id WHERE d.id = NEW.decision_id"""


def _person(name: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=name
    )


class Ratification(models.Model):
    """The road of one municipality under one proposal. Its state follows from dated facts."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="ratifications")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="ratifications")

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
    offered_by = _person("aangeboden door")
    acknowledged_at = models.DateTimeField("ontvangst bevestigd op", null=True)
    acknowledged_by = _person("ontvangst bevestigd door", null=True)

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
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
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
    recorded_by = _person("vastgelegd door")
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    confirmed_by = _person("bevestigd door", null=True)

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
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
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
    revoked_by = _person("ingetrokken door")

    class Meta:
        verbose_name = "intrekking van een besluit"
        verbose_name_plural = "intrekkingen van besluiten"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="revocation_has_reason")
        ]
        triggers = [*append_only(), own_people_act("revoked", municipality=OF_DECISION)]

    def __str__(self) -> str:
        return f"Intrekking: {self.decision}"


class LegalBasis(models.TextChoices):
    """A jurist chooses; the portal records."""

    REPRESENTATION = "171-2", "Artikel 171, tweede lid, Gemeentewet"
    SIGNING = "59a", "Artikel 59a Gemeentewet"
    OTHER = "other", "Andere grondslag"


class Authorisation(models.Model):
    """The mayor empowers a person to sign, from a day until and including a day."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="authorisations")
    person = _person("gemachtigde")
    legal_basis = models.CharField("grondslag", max_length=5, choices=LegalBasis)
    legal_basis_text = models.CharField("grondslag in woorden", max_length=200, blank=True)
    valid_from = models.DateField("geldig vanaf")
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    authorised_at = models.DateTimeField("vastgelegd op")
    authorised_by = _person("vastgelegd door")

    class Meta:
        verbose_name = "machtiging"
        verbose_name_plural = "machtigingen"
        ordering = ["authorised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(legal_basis=LegalBasis.OTHER) | ~Q(legal_basis_text=""),
                name="other_basis_in_words",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="authorisation_ends_after_start",
            ),
        ]
        triggers = [
            *append_only(),
            own_people_act("authorised", municipality=OF_DECISION),
            pgtrigger.Trigger(
                name="after_the_mayor_agreed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM decisions_decision
                        WHERE id = NEW.decision_id AND organ = 'mayor' AND outcome = 'agreed'
                          AND confirmed_at <= NEW.authorised_at
                    ) THEN
                        RAISE EXCEPTION 'authorisation needs the confirmed item of the mayor'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Machtiging van {self.person}"

    @property
    def basis(self) -> str:
        """The legal basis in words."""
        return self.legal_basis_text or self.get_legal_basis_display()


class CouncilLetter(models.Model):
    """The letter that tells the council what the college decided, whatever the outcome."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="council_letter")
    sent_on = models.DateField("verzonden op")
    reference = models.CharField("kenmerk", max_length=120)
    sent_at = models.DateTimeField("vastgelegd op")
    sent_by = _person("vastgelegd door")

    class Meta:
        verbose_name = "raadsbrief"
        verbose_name_plural = "raadsbrieven"
        constraints = [
            models.CheckConstraint(condition=~Q(reference=""), name="council_letter_referenced"),
            models.CheckConstraint(
                condition=Q(sent_on__lte=LocalDay("sent_at")),
                name="council_letter_sent_before_recording",
            ),
        ]
        triggers = [*append_only(), own_people_act("sent", municipality=OF_DECISION)]

    def __str__(self) -> str:
        return f"Raadsbrief {self.reference}"


SIGNED_AFTER_COLLEGE_AND_MAYOR = """
    IF NOT EXISTS (
        SELECT 1 FROM decisions_decision AS d
        JOIN decisions_ratification AS r ON r.id = d.ratification_id
        JOIN decisions_proposal AS p ON p.id = r.proposal_id
        WHERE d.ratification_id = NEW.ratification_id AND d.version_id = NEW.version_id
          AND d.organ = 'college' AND d.outcome = 'agreed' AND d.confirmed_at <= NEW.signed_at
          AND d.decided_on <= (p.closes_at AT TIME ZONE 'Europe/Amsterdam')::date
          AND NOT EXISTS (SELECT 1 FROM decisions_revocation WHERE decision_id = d.id)
          AND NOT EXISTS (
              SELECT 1 FROM decisions_decision AS later
              WHERE later.ratification_id = d.ratification_id AND later.organ = 'college'
                AND later.confirmed_at IS NOT NULL AND later.id > d.id
                AND NOT EXISTS (SELECT 1 FROM decisions_revocation WHERE decision_id = later.id))
    ) OR NOT EXISTS (
        SELECT 1 FROM decisions_authorisation AS a
        JOIN decisions_decision AS d ON d.id = a.decision_id
        WHERE a.id = NEW.authorisation_id AND a.person_id = NEW.signed_by_id
          AND d.ratification_id = NEW.ratification_id AND d.version_id = NEW.version_id
          AND a.valid_from <= (NEW.signed_at AT TIME ZONE 'Europe/Amsterdam')::date
          AND (a.valid_until IS NULL
               OR a.valid_until >= (NEW.signed_at AT TIME ZONE 'Europe/Amsterdam')::date)
          AND NOT EXISTS (SELECT 1 FROM decisions_revocation WHERE decision_id = d.id)
    ) THEN
        RAISE EXCEPTION 'signed_after_college_and_mayor' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Signature(models.Model):
    """The municipality's signature under one version, by the person whom the mayor empowered."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="signatures")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField("getekend op")
    signed_by = _person("getekend door")

    class Meta:
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ratification", "version"], name="signed_once"),
            models.UniqueConstraint(fields=["signed_by", "version"], name="person_signs_once"),
        ]
        triggers = [
            *append_only(),
            own_people_act("signed", municipality=OF_RATIFICATION),
            pgtrigger.Trigger(
                name="signed_after_college_and_mayor",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=SIGNED_AFTER_COLLEGE_AND_MAYOR,
            ),
        ]

    def __str__(self) -> str:
        return f"Handtekening van {self.ratification.municipality}"
