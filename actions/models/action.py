"""What the region will do: the actions of the execution agenda, and how far each of them is."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.querysets import ActionQuerySet
from municipalities.models import Municipality
from municipalities.models.acting import who
from profiles.models import Ambition, Theme
from trail.constraints import append_only, who_and_when


class Action(models.Model):
    """
    An action under a theme. `number` is what people call it, such as "1.3".

    `added_at` is empty for actions that came with the profile. Which stage it is in follows from
    facts: plans, agenda items and steps.
    """

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="actions", verbose_name="thema")
    ambition = models.ForeignKey(
        Ambition,
        models.PROTECT,
        related_name="actions",
        null=True,
        blank=True,
        verbose_name="ambitie",
    )
    number = models.CharField("nummer", max_length=10)
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst")
    lead = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="led_actions",
        null=True,
        blank=True,
        verbose_name="trekker",
    )
    position = models.PositiveSmallIntegerField("volgorde")
    added_at = models.DateTimeField("toegevoegd op", null=True)
    added_by = who("toegevoegd door", null=True)

    objects: ClassVar = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "actie"
        ordering = ["theme__number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "number"], name="action_numbered_once"),
            who_and_when("added", prefix="action"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("actions:action", args=[self.pk])


class StepKind(models.TextChoices):
    STARTED = "started", "Begonnen"
    PAUSED = "paused", "Gepauzeerd"
    RESUMED = "resumed", "Hervat"
    DONE = "done", "Afgerond"
    STOPPED = "stopped", "Gestopt"


class Step(models.Model):
    """A turn in the life of an action after its consultations; the last one counts."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="steps")
    kind = models.CharField("stap", max_length=7, choices=StepKind)
    on = models.DateField("dag")
    reason = models.TextField("reden", blank=True)
    taken_at = models.DateTimeField("vastgelegd op")
    taken_by = who("vastgelegd door")

    class Meta:
        verbose_name = "stap van een actie"
        verbose_name_plural = "stappen van acties"
        ordering = ["taken_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[StepKind.PAUSED, StepKind.STOPPED]) | ~Q(reason=""),
                name="step_back_with_a_reason",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.action}: {self.get_kind_display()}"


class ActionMilestone(models.Model):
    """A dated step that the action promises; progress is counted over these."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="milestones")
    title = models.CharField("mijlpaal", max_length=200)
    due_on = models.DateField("uiterlijk op")
    added_at = models.DateTimeField("toegevoegd op")
    added_by = who("toegevoegd door")

    class Meta:
        verbose_name = "mijlpaal van een actie"
        verbose_name_plural = "mijlpalen van acties"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "title"], name="action_milestone_named_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.title


class MilestoneState(models.TextChoices):
    REACHED = "reached", "Gehaald"
    REOPENED = "reopened", "Toch nog niet gehaald"
    MOVED = "moved", "Verplaatst"
    DROPPED = "dropped", "Vervallen"


class MilestoneNews(models.Model):
    """What became of a milestone; `on` is the day of that, or the new one. The last row counts."""

    milestone = models.ForeignKey(ActionMilestone, models.PROTECT, related_name="news")
    state = models.CharField("stand", max_length=8, choices=MilestoneState)
    on = models.DateField("dag")
    reason = models.TextField("toelichting", blank=True)
    told_at = models.DateTimeField("vastgelegd op")
    told_by = who("vastgelegd door")

    class Meta:
        verbose_name = "bericht over een mijlpaal"
        verbose_name_plural = "berichten over mijlpalen"
        ordering = ["told_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MilestoneState.REACHED) | ~Q(reason=""),
                name="milestone_changed_with_a_reason",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.milestone}: {self.get_state_display()}"


class ProgressReport(models.Model):
    """How it goes with the action, in words, on a day."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="reports")
    on = models.DateField("stand op")
    text = models.TextField("voortgang")
    written_at = models.DateTimeField("geschreven op")
    written_by = who("geschreven door")

    class Meta:
        verbose_name = "voortgangsbericht"
        verbose_name_plural = "voortgangsberichten"
        ordering = ["on", "written_at", "pk"]
        triggers: list[pgtrigger.Trigger] = append_only()

    def __str__(self) -> str:
        return f"{self.action}: voortgang op {self.on}"
