"""The two regional meetings that an action passes; minutes never count as a college decision."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actions.models.action import Action
from actions.models.plan import Plan
from municipalities.models import Region
from municipalities.models.acting import who
from trail.constraints import append_only


class ConsultationKind(models.TextChoices):
    OFFICIAL = "official", "Ambtelijk overleg"
    ADMINISTRATIVE = "administrative", "Bestuurlijk overleg"


class Consultation(models.Model):
    region = models.ForeignKey(Region, models.PROTECT, related_name="consultations")
    kind = models.CharField("soort", max_length=14, choices=ConsultationKind)
    on = models.DateField("dag")
    place = models.CharField("plaats", max_length=200, blank=True)
    called_at = models.DateTimeField("uitgeschreven op")
    called_by = who("uitgeschreven door")

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "on"], name="consultation_once_a_day")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("actions:consultation", args=[self.pk])


class AgendaItem(models.Model):
    """A point on the agenda; with an action and a frozen plan it is a gate of that plan."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("onderwerp", max_length=200)
    text = models.TextField("toelichting", blank=True)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="agenda_items", null=True, verbose_name="actie"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="agenda_items", null=True, verbose_name="plan van aanpak"
    )
    added_at = models.DateTimeField("toegevoegd op")
    added_by = who("toegevoegd door")

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=True) | Q(action__isnull=False),
                name="agenda_item_plan_of_an_action",
            ),
            models.UniqueConstraint(fields=["consultation", "plan"], name="plan_once_on_an_agenda"),
        ]

    def __str__(self) -> str:
        return self.title


class ItemOutcome(models.TextChoices):
    PASSED = "passed", "Akkoord"
    BACK = "back", "Terug met een reden"
    HELD = "held", "Aangehouden"
    NOTED = "noted", "Ter kennisneming"


class AgendaOutcome(models.Model):
    """What the meeting said on a point; the last row counts. It is no decision of any college."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="outcomes")
    outcome = models.CharField("uitkomst", max_length=6, choices=ItemOutcome)
    reason = models.TextField("reden", blank=True)
    recorded_at = models.DateTimeField("vastgelegd op")
    recorded_by = who("vastgelegd door")

    class Meta:
        verbose_name = "uitkomst van een agendapunt"
        verbose_name_plural = "uitkomsten van agendapunten"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=ItemOutcome.BACK) | ~Q(reason=""), name="back_with_a_reason"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.get_outcome_display()


class AgendaPaper(models.Model):
    """A file for a point on the agenda, kept by the SHA-256 of its content."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    name = models.CharField("bestandsnaam", max_length=200)
    sha256 = models.CharField("hash", max_length=64)
    size = models.PositiveIntegerField("grootte in bytes")
    content_type = models.CharField("soort bestand", max_length=100)
    added_at = models.DateTimeField("toegevoegd op")
    added_by = who("toegevoegd door")

    class Meta:
        verbose_name = "stuk bij een agendapunt"
        verbose_name_plural = "stukken bij agendapunten"
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "sha256"], name="paper_once_at_an_item")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.name


class Minutes(models.Model):
    """The minutes of a consultation; writing again adds a row, the last one counts."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="minutes")
    text = models.TextField("verslag")
    written_at = models.DateTimeField("geschreven op")
    written_by = who("geschreven door")

    class Meta:
        verbose_name = "verslag van een overleg"
        verbose_name_plural = "verslagen van overleggen"
        ordering = ["written_at", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"Verslag van {self.consultation}"
