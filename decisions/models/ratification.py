"""The road of one municipality under one proposal, and what it was offered."""

import pgtrigger
from django.db import models
from django.urls import reverse

from decisions.constraints import OF_RATIFICATION
from decisions.models.proposal import Proposal, ProposalVersion
from decisions.querysets import RatificationQuerySet
from municipalities.models import Municipality
from municipalities.models.acting import own_people_act, who
from trail.constraints import never_removed, set_once, who_and_when


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
            pgtrigger.Trigger(
                name="replaced_by_two_people",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM decisions_offer
                        WHERE ratification_id = NEW.ratification_id
                    ) AND NOT EXISTS (
                        SELECT 1 FROM decisions_replacement
                        WHERE version_id = NEW.version_id AND agreed_at <= NEW.offered_at
                    ) THEN
                        RAISE EXCEPTION 'a second version needs two people and a reason'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} aan {self.ratification.municipality}"
