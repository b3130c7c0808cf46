"""What a municipality does with the proposal before its college decides; the last row counts."""

import pgtrigger
from django.db import models
from django.db.models import Q

from decisions.constraints import OF_RATIFICATION
from decisions.models.proposal import Audience, ProposalVersion
from decisions.models.ratification import Ratification
from municipalities.models.acting import own_people_act, who
from trail.constraints import append_only


class LocalKind(models.TextChoices):
    """Which own part of the proposal; the shared core stays as it is."""

    OWN_POLICY = "own_policy", "Aansluiting bij eigen beleid"
    CAVEAT = "caveat", "Eigen kanttekeningen"
    FINANCES = "finances", "Eigen kosten en dekking"
    COMMUNICATION = "communication", "Communicatie over het besluit"
    INTERNAL = "internal", "Intern overleg"


class LocalSection(models.Model):
    """
    A part that the municipality adds to its own copy of the proposal.

    Writing again adds a row; an empty text takes the part out. Internal notes stay in the house.
    """

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="local_sections")
    kind = models.CharField("soort", max_length=13, choices=LocalKind)
    audience = models.CharField("doelgroep", max_length=8, choices=Audience)
    text = models.TextField("tekst", blank=True)
    written_at = models.DateTimeField("geschreven op")
    written_by = who("geschreven door")

    class Meta:
        verbose_name = "eigen onderdeel van het collegevoorstel"
        verbose_name_plural = "eigen onderdelen van het collegevoorstel"
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=LocalKind.INTERNAL) | Q(audience=Audience.OWN),
                name="internal_notes_stay_inside",
            )
        ]
        triggers = [*append_only(), own_people_act("written", municipality=OF_RATIFICATION)]

    def __str__(self) -> str:
        return self.get_kind_display()


class AdviceKind(models.TextChoices):
    FINANCE = "finance", "Financiën"
    LEGAL = "legal", "Juridische zaken"
    COMMUNICATION = "communication", "Communicatie"


class AdviceState(models.TextChoices):
    GIVEN = "given", "Gegeven"
    NOT_GIVEN = "not_given", "Niet gegeven"
    NOT_APPLICABLE = "not_applicable", "Niet van toepassing"


class Advice(models.Model):
    """What a department of the municipality said about the proposal, or that it did not."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="advices")
    kind = models.CharField("advies van", max_length=13, choices=AdviceKind)
    state = models.CharField("stand", max_length=14, choices=AdviceState)
    text = models.TextField("advies", blank=True)
    advised_at = models.DateTimeField("vastgelegd op")
    advised_by = who("vastgelegd door")

    class Meta:
        verbose_name = "intern advies"
        verbose_name_plural = "interne adviezen"
        ordering = ["advised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=AdviceState.GIVEN) | ~Q(text=""), name="given_advice_in_words"
            )
        ]
        triggers = [*append_only(), own_people_act("advised", municipality=OF_RATIFICATION)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class ManagementValue(models.TextChoices):
    """Without a row nothing is known; "geen advies" is an answer of its own, never a yes."""

    POSITIVE = "positive", "Positief"
    NEGATIVE = "negative", "Negatief"
    NONE = "none", "Geen advies"


class ManagementAdvice(models.Model):
    """What the management of the municipality advises its college."""

    ratification = models.ForeignKey(
        Ratification, models.PROTECT, related_name="management_advices"
    )
    value = models.CharField("advies", max_length=8, choices=ManagementValue)
    text = models.TextField("toelichting", blank=True)
    recorded_at = models.DateTimeField("vastgelegd op")
    recorded_by = who("vastgelegd door")

    class Meta:
        verbose_name = "directieadvies"
        verbose_name_plural = "directieadviezen"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(value=ManagementValue.NEGATIVE) | ~Q(text=""),
                name="negative_advice_in_words",
            )
        ]
        triggers = [*append_only(), own_people_act("recorded", municipality=OF_RATIFICATION)]

    def __str__(self) -> str:
        return self.get_value_display()


class Agreement(models.Model):
    """The portfolio holder agrees with the text that was on the screen, before the college."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="agreements")
    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="agreements")
    version_sha256 = models.CharField("hash van de versie", max_length=64)
    agreed_at = models.DateTimeField("akkoord op")
    agreed_by = who("akkoord van")

    class Meta:
        verbose_name = "akkoord van de portefeuillehouder"
        verbose_name_plural = "akkoorden van de portefeuillehouders"
        ordering = ["agreed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ratification", "version"], name="agreed_to_text_once")
        ]
        triggers = [
            *append_only(),
            own_people_act("agreed", municipality=OF_RATIFICATION),
            pgtrigger.Trigger(
                name="to_the_offered_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM decisions_offer AS o
                        JOIN decisions_proposalversion AS v ON v.id = o.version_id
                        WHERE o.ratification_id = NEW.ratification_id
                          AND o.version_id = NEW.version_id AND v.sha256 = NEW.version_sha256
                          AND o.offered_at <= NEW.agreed_at
                    ) THEN
                        RAISE EXCEPTION 'agreement needs the hash of a version that was offered'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Akkoord op {self.version}"


class Route(models.TextChoices):
    MEETING = "meeting", "In de vergadering"
    CONFORM = "conform", "Conform, zonder bespreking"


class Placing(models.Model):
    """That the proposal stands on the college's agenda: when, and by which route."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="placings")
    route = models.CharField("route", max_length=7, choices=Route)
    on = models.DateField("collegedag")
    reference = models.CharField("nummer op de agenda", max_length=120, blank=True)
    placed_at = models.DateTimeField("vastgelegd op")
    placed_by = who("vastgelegd door")

    class Meta:
        verbose_name = "agendering"
        verbose_name_plural = "agenderingen"
        ordering = ["placed_at", "pk"]
        triggers = [*append_only(), own_people_act("placed", municipality=OF_RATIFICATION)]

    def __str__(self) -> str:
        return f"{self.get_route_display()} op {self.on}"
