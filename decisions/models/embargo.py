"""Until when the proposal is kept from the public, and what each municipality publishes then."""

from django.db import models
from django.db.models import F, Q

from decisions.constraints import OF_RATIFICATION
from decisions.models.proposal import Proposal
from decisions.models.ratification import Ratification
from municipalities.models import Municipality
from municipalities.models.acting import own_people_act, who
from trail.constraints import LocalDay, append_only, never_removed, set_once, together


class Embargo(models.Model):
    """
    Until when the proposal is kept from the public.

    Public from `not_before` once every college had the opportunity, or from `ends_at_latest`.
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="embargo")
    not_before = models.DateTimeField("niet openbaar vóór")
    ends_at_latest = models.DateTimeField("eindigt uiterlijk")

    class Meta:
        verbose_name = "embargo"
        triggers = append_only()
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at_latest__gte=F("not_before")), name="embargo_forward"
            )
        ]

    def __str__(self) -> str:
        return f"Embargo op {self.proposal}"


class Move(models.TextChoices):
    LIFT = "lift", "Opheffen"
    EXTEND = "extend", "Verlengen"


class EmbargoChange(models.Model):
    """
    The embargo lifted early or extended, asked in one municipality and agreed to in another.

    It holds from `agreed_at`; before that nothing has changed. The moments are for an extension.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="embargo_changes")
    move = models.CharField("wat", max_length=6, choices=Move)
    not_before = models.DateTimeField("niet openbaar vóór", null=True, blank=True)
    ends_at_latest = models.DateTimeField("eindigt uiterlijk", null=True, blank=True)
    reason = models.TextField("reden")
    asked_at = models.DateTimeField("gevraagd op")
    asked_by = who("gevraagd door")
    asked_for = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name="gevraagd namens"
    )
    agreed_at = models.DateTimeField("ingestemd op", null=True)
    agreed_by = who("ingestemd door", null=True)
    agreed_for = models.ForeignKey(
        Municipality, models.PROTECT, null=True, related_name="+", verbose_name="ingestemd namens"
    )

    class Meta:
        verbose_name = "opheffing of verlenging van het embargo"
        verbose_name_plural = "opheffingen en verlengingen van het embargo"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="embargo_moved_with_reason"),
            models.CheckConstraint(
                condition=Q(move=Move.LIFT, not_before=None, ends_at_latest=None)
                | Q(
                    move=Move.EXTEND, not_before__isnull=False, ends_at_latest__gte=F("not_before")
                ),
                name="embargo_extended_until_a_moment",
            ),
            models.CheckConstraint(
                condition=together("agreed_at", "agreed_by", "agreed_for"),
                name="embargo_change_agreed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None)
                | (
                    ~Q(agreed_by=F("asked_by"))
                    & ~Q(agreed_for=F("asked_for"))
                    & Q(agreed_at__gte=F("asked_at"))
                ),
                name="embargo_moved_by_two_municipalities",
            ),
        ]
        triggers = [
            set_once(
                "agreed_at",
                "agreed_by_id",
                "agreed_for_id",
                beside=(
                    "proposal_id",
                    "move",
                    "not_before",
                    "ends_at_latest",
                    "reason",
                    "asked_at",
                    "asked_by_id",
                    "asked_for_id",
                ),
            ),
            own_people_act("asked", municipality="NEW.asked_for_id", name="own_people_ask"),
            own_people_act("agreed", municipality="NEW.agreed_for_id", name="own_people_agree"),
            *never_removed(),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()} van het embargo op {self.proposal}"


class Instruction(models.Model):
    """From when a municipality publishes its own decision list, as it was told; the last counts."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="instructions")
    text = models.TextField("instructie")
    not_before = models.DateTimeField("publiceren vanaf")
    given_at = models.DateTimeField("gegeven op")
    given_by = who("gegeven door")
    acknowledged_at = models.DateTimeField("bevestigd op", null=True)
    acknowledged_by = who("bevestigd door", null=True)

    class Meta:
        verbose_name = "publicatie-instructie"
        verbose_name_plural = "publicatie-instructies"
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="instruction_in_words"),
            models.CheckConstraint(
                condition=together("acknowledged_at", "acknowledged_by"),
                name="instruction_acknowledged_by_someone",
            ),
        ]
        triggers = [
            set_once(
                "acknowledged_at",
                "acknowledged_by_id",
                beside=("ratification_id", "text", "not_before", "given_at", "given_by_id"),
            ),
            own_people_act("acknowledged", municipality=OF_RATIFICATION),
            *never_removed(),
        ]

    def __str__(self) -> str:
        return f"Publicatie-instructie voor {self.ratification.municipality}"


class LocalPublication(models.Model):
    """That a municipality published its own decision, and where; the last row counts."""

    ratification = models.ForeignKey(Ratification, models.PROTECT, related_name="publications")
    published_on = models.DateField("gepubliceerd op")
    url = models.URLField("webadres", max_length=500)
    recorded_at = models.DateTimeField("vastgelegd op")
    recorded_by = who("vastgelegd door")

    class Meta:
        verbose_name = "eigen publicatie"
        verbose_name_plural = "eigen publicaties"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__lte=LocalDay("recorded_at")),
                name="published_before_recording",
            )
        ]
        triggers = [*append_only(), own_people_act("recorded", municipality=OF_RATIFICATION)]

    def __str__(self) -> str:
        return f"Publicatie van {self.ratification.municipality}"
