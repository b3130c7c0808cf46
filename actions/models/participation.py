"""What each municipality answers to each action, and with what it joins: history, never edited."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actions.constraints import LEAD_OF_PARTICIPATION
from actions.models.action import Action
from actions.models.amounts import ContributionKind, Unit, countable_or_in_words
from municipalities.models import Municipality
from municipalities.models.acting import own_people_act, who
from trail.constraints import append_only


class Answer(models.TextChoices):
    """What a municipality says to an action; without a row it has not answered."""

    JOINS = "joins", "Doet mee"
    FOLLOWS = "follows", "Volgt"
    NOT_NOW = "not_now", "Nu niet"
    NO = "no", "Nee"


class Pace(models.TextChoices):
    AHEAD = "ahead", "Voorop"
    ALONG = "along", "In het gewone tempo"
    OWN = "own", "In eigen tempo"


class ReasonKind(models.TextChoices):
    CAPACITY = "capacity", "Geen capaciteit"
    BUDGET = "budget", "Geen budget"
    POLICY = "policy", "Past niet bij eigen beleid"
    TIMING = "timing", "Komt nu niet uit"
    OTHER = "other", "Anders"


class ReasonAudience(models.TextChoices):
    """With whom the reason is shared; the answer itself is for all parties."""

    OWN = "own", "Alleen de eigen gemeente"
    LEAD = "lead", "Ook de trekker en de regiocoördinator"
    PARTIES = "parties", "Alle partijen in de regio"


class Asking(models.Model):
    """That a municipality was asked to answer to an action."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="askings")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="askings")
    note = models.TextField("toelichting", blank=True)
    asked_at = models.DateTimeField("gevraagd op")
    asked_by = who("gevraagd door")

    class Meta:
        verbose_name = "vraag om mee te doen"
        verbose_name_plural = "vragen om mee te doen"
        ordering = ["asked_at", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.municipality} gevraagd voor {self.action}"


class Participation(models.Model):
    """
    One answer of one municipality to one action; a later row takes its place.

    It holds from `valid_from`, and is known since `answered_at`. `is_request` says that the action
    ran already when it was given, so that the lead has to admit the municipality first. `told_lead`
    led then: a reason shared with the lead is not for who leads later.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="participations")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="participations")
    answer = models.CharField("antwoord", max_length=7, choices=Answer)
    valid_from = models.DateField("geldt vanaf")
    pace = models.CharField("tempo", max_length=5, choices=Pace, blank=True)
    is_request = models.BooleanField("vraagt om mee te doen", default=False)
    reason_kind = models.CharField("reden", max_length=8, choices=ReasonKind, blank=True)
    reason = models.TextField("toelichting", blank=True)
    reason_audience = models.CharField(
        "reden delen met", max_length=7, choices=ReasonAudience, default=ReasonAudience.OWN
    )
    told_lead = models.ForeignKey(
        Municipality, models.PROTECT, null=True, related_name="+", verbose_name="trekker toen"
    )
    answered_at = models.DateTimeField("vastgelegd op")
    answered_by = who("vastgelegd door")

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        ordering = ["answered_at", "pk"]
        indexes = [
            models.Index(
                fields=["action", "municipality", "answered_at"], name="participation_history"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=Answer.JOINS) & ~Q(pace="")
                | ~Q(answer=Answer.JOINS) & Q(pace=""),
                name="who_joins_has_a_pace",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=[Answer.JOINS, Answer.FOLLOWS]) | ~Q(reason_kind=""),
                name="not_joining_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_request=False) | Q(answer=Answer.JOINS),
                name="who_asks_to_join_would_join",
            ),
        ]
        triggers = [
            *append_only(),
            own_people_act("answered", municipality="NEW.municipality_id"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.action.number}: {self.get_answer_display()}"

    def get_absolute_url(self) -> str:
        return reverse("actions:participation", args=[self.action_id, self.municipality.code])


class Contribution(models.Model):
    """With what a municipality joins; `amount` counts for each calendar year of the period."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="contributions")
    kind = models.CharField("soort", max_length=10, choices=ContributionKind)
    unit = models.CharField("eenheid", max_length=11, choices=Unit)
    amount = models.DecimalField("hoeveelheid per jaar", max_digits=12, decimal_places=2, null=True)
    description = models.CharField("omschrijving", max_length=500, blank=True)
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    is_within_capacity = models.BooleanField("binnen bestaande capaciteit")

    class Meta:
        verbose_name = "bijdrage"
        ordering = ["first_year", "kind", "pk"]
        constraints = [
            *countable_or_in_words("contribution"),
            models.CheckConstraint(
                condition=Q(
                    first_year__gte=2000, last_year__lte=2100, last_year__gte=F("first_year")
                ),
                name="contribution_period_forward",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first_year}–{self.last_year}"


class TriggerKind(models.TextChoices):
    """On what a municipality that does not join now would look again."""

    CAPACITY = "capacity", "Er komt capaciteit vrij"
    WORD = "word", "Het plan noemt een onderwerp van eigen beleid"
    DAY = "day", "Een dag is bereikt"
    RUNNING = "running", "De actie loopt"
    PARTNERS = "partners", "Er doen genoeg andere gemeenten mee"


class JoinTrigger(models.Model):
    """On what the municipality wants to look again; it watches only while its answer stands."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="join_triggers")
    kind = models.CharField("aanleiding", max_length=8, choices=TriggerKind)
    word = models.CharField("onderwerp", max_length=100, blank=True)
    on = models.DateField("dag", null=True)
    partners = models.PositiveSmallIntegerField("aantal gemeenten", null=True)

    class Meta:
        verbose_name = "aanleiding om later mee te doen"
        verbose_name_plural = "aanleidingen om later mee te doen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[TriggerKind.CAPACITY, TriggerKind.RUNNING])
                | Q(kind=TriggerKind.WORD) & ~Q(word="")
                | Q(kind=TriggerKind.DAY, on__isnull=False)
                | Q(kind=TriggerKind.PARTNERS, partners__gte=1),
                name="join_trigger_says_on_what",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.get_kind_display()


class Suggestion(models.Model):
    """That a trigger was met; told once, to the own officials alone."""

    trigger = models.OneToOneField(JoinTrigger, models.PROTECT, related_name="suggestion")
    sentence = models.TextField("waarom")
    suggested_at = models.DateTimeField("gezien op")

    class Meta:
        verbose_name = "suggestie om mee te doen"
        verbose_name_plural = "suggesties om mee te doen"
        triggers = append_only()

    def __str__(self) -> str:
        return self.sentence


class Admission(models.Model):
    """What the lead says to a municipality that asks to join an action that runs already."""

    participation = models.OneToOneField(
        Participation, models.PROTECT, related_name="admission", verbose_name="deelname"
    )
    is_admitted = models.BooleanField("toegelaten")
    reason = models.TextField("reden", blank=True)
    answered_at = models.DateTimeField("beantwoord op")
    answered_by = who("beantwoord door")

    class Meta:
        verbose_name = "antwoord op een verzoek om mee te doen"
        verbose_name_plural = "antwoorden op verzoeken om mee te doen"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_admitted=True) | ~Q(reason=""), name="refused_with_a_reason"
            )
        ]
        triggers = [*append_only(), own_people_act("answered", municipality=LEAD_OF_PARTICIPATION)]

    def __str__(self) -> str:
        return "toegelaten" if self.is_admitted else "niet toegelaten"
