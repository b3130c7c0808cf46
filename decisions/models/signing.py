"""What follows on a decision: the authorisation, the council letter, the signature."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from decisions.constraints import OF_DECISION, OF_RATIFICATION
from decisions.models.decision import Decision
from decisions.models.proposal import ProposalVersion
from decisions.models.ratification import Ratification
from municipalities.models.acting import own_people_act, who
from trail.constraints import LocalDay, append_only


class LegalBasis(models.TextChoices):
    """A jurist chooses; the portal records."""

    REPRESENTATION = "171-2", "Artikel 171, tweede lid, Gemeentewet"
    SIGNING = "59a", "Artikel 59a Gemeentewet"
    OTHER = "other", "Andere grondslag"


class Authorisation(models.Model):
    """
    The mayor empowers a person to sign, from a day until and including a day.

    `replacement` may sign in the person's place, when the mayor named one.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="authorisations")
    person = who("gemachtigde")
    replacement = who("vervanger", null=True)
    legal_basis = models.CharField("grondslag", max_length=5, choices=LegalBasis)
    legal_basis_text = models.CharField("grondslag in woorden", max_length=200, blank=True)
    valid_from = models.DateField("geldig vanaf")
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    authorised_at = models.DateTimeField("vastgelegd op")
    authorised_by = who("vastgelegd door")

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
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=LocalDay("authorised_at")),
                name="authorisation_not_expired",
            ),
            models.CheckConstraint(
                condition=Q(replacement=None) | ~Q(replacement=F("person")),
                name="authorisation_replaced_by_another",
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
                          AND confirmed_at <= NEW.authorised_at AND decided_on <= NEW.valid_from
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
    sent_by = who("vastgelegd door")

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
        triggers = [
            *append_only(),
            own_people_act("sent", municipality=OF_DECISION),
            pgtrigger.Trigger(
                name="after_the_college_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM decisions_decision
                        WHERE id = NEW.decision_id AND organ = 'college'
                          AND decided_on <= NEW.sent_on AND confirmed_at <= NEW.sent_at
                    ) THEN
                        RAISE EXCEPTION 'council letter needs a confirmed decision of the college'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Raadsbrief {self.reference}"


SIGNED_AFTER_COLLEGE_AND_MAYOR = """
    IF NOT EXISTS (
        SELECT 1 FROM decisions_decision AS d
        JOIN decisions_ratification AS r ON r.id = d.ratification_id
        JOIN decisions_proposal AS p ON p.id = r.proposal_id
        JOIN decisions_proposalversion AS v ON v.id = NEW.version_id
        WHERE d.id = NEW.decision_id AND d.ratification_id = NEW.ratification_id
          AND d.version_sha256 = v.sha256
          AND d.organ = 'college' AND d.confirmed_at <= NEW.signed_at
          AND (d.outcome = 'agreed' OR d.follow_up = 'side_decision')
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
        JOIN decisions_proposalversion AS v ON v.id = NEW.version_id
        WHERE a.id = NEW.authorisation_id
          AND NEW.signed_by_id IN (a.person_id, a.replacement_id)
          AND d.ratification_id = NEW.ratification_id AND d.version_sha256 = v.sha256
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
    """
    The municipality's signature under one version, by the person whom the mayor empowered.

    It rests on the college's `decision` and the `authorisation`, and counts as long as they do.
    """

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="signatures")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="signatures")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField("getekend op")
    signed_by = who("getekend door")

    class Meta:
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "authorisation"], name="signed_once"),
            ExclusionConstraint(
                name="person_signs_for_one_municipality",
                expressions=[
                    ("signed_by", RangeOperators.EQUAL),
                    ("version", RangeOperators.EQUAL),
                    ("ratification", RangeOperators.NOT_EQUAL),
                ],
            ),
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
