from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from municipalities.access import Permission, may

if TYPE_CHECKING:
    from decisions.models import Proposal, Ratification, Section  # noqa: F401  # the querysets' own models
    from municipalities.models import Membership


class ProposalQuerySet(QuerySet["Proposal"]):
    def readable_by(self, membership: "Membership") -> Self:
        """Those of the reader's region; what is only a concept is for those who write it."""
        own = self.filter(profile__region=membership.organisation.region)
        if may(membership, Permission.FREEZE_PROPOSAL):
            return own
        return own.filter(versions__frozen_at__isnull=False).distinct()

    def public(self, at: datetime) -> Self:
        """
        Those whose embargo has ended at that moment; the one place that says so.

        A college had the opportunity when an outcome is recorded or the closing moment has passed.
        """
        decisions = apps.get_model("decisions", "Decision")._default_manager
        ratifications = apps.get_model("decisions", "Ratification")._default_manager
        recorded = decisions.filter(
            ratification=OuterRef("pk"), organ="college", recorded_at__lte=at
        )
        waiting = ratifications.filter(~Exists(recorded), proposal=OuterRef("pk"))
        return self.filter(
            Q(embargo__not_before__lte=at),
            Q(embargo__ends_at_latest__lte=at) | Q(closes_at__lte=at) | ~Exists(waiting),
        )


class SectionQuerySet(QuerySet["Section"]):
    def readable_by(self, membership: "Membership") -> Self:
        """What the parties share, and what belongs to the reader's own organisation."""
        return self.exclude(audience="own") | self.filter(
            audience="own", organisation=membership.acting_organisation_id
        )


class RatificationQuerySet(QuerySet["Ratification"]):
    def own(self, membership: "Membership") -> Self:
        return self.filter(municipality=membership.acting_organisation_id)

    def with_facts(self) -> Self:
        """Fetch all that the rules look at, in a number of queries that does not grow."""
        return self.select_related("municipality__region", "proposal__profile").prefetch_related(
            _with("offers", "Offer", "version", "offered_by", "acknowledged_by"),
            _with(
                "decisions",
                "Decision",
                "version",
                "revocation__revoked_by",
                "council_letter__sent_by",
                "recorded_by",
                "confirmed_by",
            ),
            _with("decisions__authorisations", "Authorisation", "person", "authorised_by"),
            _with("signatures", "Signature", "signed_by", "authorisation__person"),
        )

    def locked(self, pk: int) -> "Ratification":
        """Return the row with its facts, locked: one act at a time for a municipality."""
        self.select_for_update().get(pk=pk)
        return self.with_facts().get(pk=pk)

    def by_name(self) -> Self:
        return self.order_by("municipality__name")


def _with(lookup: str, model: str, *related: str) -> "Prefetch[str, QuerySet[Model], str]":
    """Fetch these rows with what they refer to in one query."""
    rows = apps.get_model("decisions", model)._default_manager.select_related(*related)
    return Prefetch(lookup, queryset=rows)
