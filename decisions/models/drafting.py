"""How the shared text comes about: steps of the preparation, comments, and a version replaced."""

import pgtrigger
from django.db import models
from django.db.models import Q

from decisions.models.proposal import Proposal, ProposalVersion
from municipalities.models import Organisation
from municipalities.models.acting import own_people_act, who
from trail.constraints import LocalDay, append_only, never_removed, set_once, who_and_when


class PreparationKind(models.TextChoices):
    CO_CREATION_OPENED = "co_creation_opened", "Cocreatie geopend"
    CO_CREATION_CLOSED = "co_creation_closed", "Cocreatie gesloten"
    LEGAL_CHECK = "legal_check", "Juridisch getoetst"
    CONSULTATION = "consultation", "Besproken in het bestuurlijk overleg"


class Preparation(models.Model):
    """A dated step before the text is frozen; the last row of a kind counts."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="preparations")
    kind = models.CharField("stap", max_length=20, choices=PreparationKind)
    on = models.DateField("op")
    note = models.TextField("toelichting", blank=True)
    prepared_at = models.DateTimeField("vastgelegd op")
    prepared_by = who("vastgelegd door")

    class Meta:
        verbose_name = "stap in de voorbereiding"
        verbose_name_plural = "stappen in de voorbereiding"
        ordering = ["prepared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__lte=LocalDay("prepared_at")), name="prepared_before_recording"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.get_kind_display()


class Amendment(models.Model):
    """
    A comment on the concept, or another text for one item or section, by one party.

    `item_key` or `section_key` says what it is about, neither the whole. `seen_text` is the text
    as it stood on the screen.
    """

    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="amendments")
    item_key = models.UUIDField("beslispunt", null=True, blank=True)
    section_key = models.UUIDField("onderdeel", null=True, blank=True)
    about = models.CharField("over", max_length=200)
    seen_text = models.TextField("tekst op dat moment", blank=True)
    comment = models.TextField("opmerking")
    proposed_text = models.TextField("voorgestelde tekst", blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="namens"
    )
    submitted_at = models.DateTimeField("ingediend op")
    submitted_by = who("ingediend door")

    class Meta:
        verbose_name = "opmerking of wijzigingsvoorstel"
        verbose_name_plural = "opmerkingen en wijzigingsvoorstellen"
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(comment=""), name="amendment_in_words"),
            models.CheckConstraint(
                condition=Q(item_key=None) | Q(section_key=None), name="amendment_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(proposed_text="")
                | Q(item_key__isnull=False)
                | Q(section_key__isnull=False),
                name="amendment_proposes_for_something",
            ),
        ]
        triggers = [*append_only(), own_people_act("submitted", municipality="NEW.organisation_id")]

    def __str__(self) -> str:
        return f"Opmerking van {self.organisation} over {self.about}"


class Verdict(models.TextChoices):
    TAKEN_OVER = "taken_over", "Overgenomen"
    PARTLY = "partly", "Deels overgenomen"
    NOT = "not", "Niet overgenomen"


class Answer(models.Model):
    """What was done with a comment, and why; every comment gets one before the text is frozen."""

    amendment = models.OneToOneField(Amendment, models.PROTECT, related_name="answer")
    verdict = models.CharField("antwoord", max_length=10, choices=Verdict)
    reason = models.TextField("reden", blank=True)
    answered_at = models.DateTimeField("beantwoord op")
    answered_by = who("beantwoord door")

    class Meta:
        verbose_name = "antwoord op een opmerking"
        verbose_name_plural = "antwoorden op opmerkingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.TAKEN_OVER) | ~Q(reason=""), name="answer_with_reason"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.get_verdict_display()


class Replacement(models.Model):
    """
    Why a version that was offered is replaced by this one, and who agreed as the second person.

    Somebody else than who froze the text agrees to it; before that it cannot be offered.
    """

    version = models.OneToOneField(ProposalVersion, models.PROTECT, related_name="replacement")
    reason = models.TextField("reden")
    asked_at = models.DateTimeField("begonnen op")
    asked_by = who("begonnen door")
    agreed_at = models.DateTimeField("ingestemd op", null=True)
    agreed_by = who("ingestemd door", null=True)

    class Meta:
        verbose_name = "vervanging van een aangeboden versie"
        verbose_name_plural = "vervangingen van aangeboden versies"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="replaced_with_a_reason"),
            who_and_when("agreed", prefix="replacement"),
        ]
        triggers = [
            set_once(
                "agreed_at",
                "agreed_by_id",
                beside=("version_id", "reason", "asked_at", "asked_by_id"),
            ),
            *never_removed(),
            pgtrigger.Trigger(
                name="agreed_to_frozen_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.agreed_at IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM decisions_proposalversion
                        WHERE id = NEW.version_id AND frozen_at <= NEW.agreed_at
                          AND frozen_by_id <> NEW.agreed_by_id
                    ) THEN
                        RAISE EXCEPTION 'agreed_to_frozen_text' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Vervanging door {self.version}"
