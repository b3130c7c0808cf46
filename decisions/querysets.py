from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from municipalities.access import Permission, may

if TYPE_CHECKING:
    from decisions.models import (  # noqa: F401  # the querysets' own models
        Proposal,
        ProposalVersion,
        Ratification,
        Section,
    )
    from municipalities.models import Membership


REMINDED_FOR = timedelta(days=90)  # after the closing: letters are sent and decisions confirmed


class ProposalQuerySet(QuerySet["Proposal"]):
    def readable_by(self, membership: "Membership") -> Self:
        """Those of the reader's region; what is only a concept is for those who write it."""
        own = self.filter(profile__region=membership.organisation.region)
        if may(membership, Permission.FREEZE_PROPOSAL):
            return own
        return own.filter(versions__frozen_at__isnull=False).distinct()

    def to_remind(self, at: datetime) -> Self:
        """Those that were offered and closed no longer ago than anybody still waits for."""
        return self.filter(
            closes_at__gt=at - REMINDED_FOR, ratifications__offers__offered_at__lte=at
        ).distinct()

    def opened_to(self, membership: "Membership") -> Self:
        """Those of the reader's region whose concept was ever open to the parties."""
        own = self.filter(profile__region=membership.organisation.region_id)
        return own.filter(preparations__kind="co_creation_opened").distinct()

    def public(self, at: datetime) -> Self:
        """
        Those whose embargo has ended at that moment; the one place that says so.

        A college had the opportunity when an outcome is recorded or the closing moment has passed.
        The moments are those of the last extension by then, or else of the first embargo.
        """
        decisions = apps.get_model("decisions", "Decision")._default_manager
        ratifications = apps.get_model("decisions", "Ratification")._default_manager
        recorded = decisions.filter(
            ratification=OuterRef("pk"), organ="college", recorded_at__lte=at
        )
        waiting = ratifications.filter(~Exists(recorded), proposal=OuterRef("pk"))
        in_force = _moved("extend", at).order_by("-agreed_at", "-pk")
        not_before = Coalesce(Subquery(in_force.values("not_before")[:1]), "embargo__not_before")
        latest = Coalesce(
            Subquery(in_force.values("ends_at_latest")[:1]), "embargo__ends_at_latest"
        )
        ended = Q(LessThanOrEqual(not_before, at)) & (
            Q(LessThanOrEqual(latest, at)) | Q(closes_at__lte=at) | ~Exists(waiting)
        )
        return self.filter(Exists(_moved("lift", at)) | ended, embargo__isnull=False)

    def open_to_parties(self, at: datetime) -> Self:
        """
        Those of which every party may know at once what a college decided; the place that says so.

        That is what is public, and every further proposal: it has no embargo of its own. Nobody
        outside the region sees it, and `public` never holds one.
        """
        return self.filter(Q(plan__isnull=False) | Q(pk__in=self.model.objects.public(at)))

    def of_profile(self) -> Self:
        """Those to adopt a profile: they alone have an embargo and go to the minister."""
        return self.filter(plan__isnull=True)

    def with_embargo(self) -> Self:
        """Fetch all from which the rules tell when the embargo ends."""
        people = ("asked_by", "asked_for", "agreed_by", "agreed_for")
        return self.select_related("embargo", "profile").prefetch_related(
            _with("embargo_changes", "EmbargoChange", *people), "ratifications__decisions"
        )


class VersionQuerySet(QuerySet["ProposalVersion"]):
    def concepts(self) -> Self:
        """Those whose text can still change."""
        return self.filter(frozen_at=None)

    def with_people(self) -> Self:
        """Fetch who froze them, and who asked and agreed to put them in the place of another."""
        return self.select_related(
            "proposal",
            "profile_version",
            "frozen_by",
            "replacement__asked_by",
            "replacement__agreed_by",
        )

    def with_drafting(self) -> Self:
        """Fetch all that says how far a concept is, in a number of queries that does not grow."""
        return self.select_related("proposal__profile__region").prefetch_related(
            "items",
            "sections",
            "proposal__versions",
            "proposal__preparations__prepared_by",
            _with("amendments", "Amendment", "answer__answered_by", "organisation", "submitted_by"),
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
            _with(
                "decisions__authorisations",
                "Authorisation",
                "person",
                "replacement",
                "authorised_by",
            ),
            _with("signatures", "Signature", "signed_by", "authorisation__person"),
            _with("agreements", "Agreement", "agreed_by"),
            _with("placings", "Placing", "placed_by"),
        )

    def with_local(self) -> Self:
        """Fetch as well what the municipality did for itself, round the decision."""
        return self.prefetch_related(
            _with("decisions__objections", "Objection", "item"),
            _with("local_sections", "LocalSection", "written_by"),
            _with("advices", "Advice", "advised_by"),
            _with("management_advices", "ManagementAdvice", "recorded_by"),
            _with("instructions", "Instruction", "given_by", "acknowledged_by"),
            _with("publications", "LocalPublication", "recorded_by"),
        )

    def with_plan(self) -> Self:
        """Fetch the facts, and when each college meets."""
        return (
            self.with_facts()
            .select_related("municipality__calendar")
            .prefetch_related("municipality__recesses")
        )

    def locked(self, pk: int) -> "Ratification":
        """Return the row with its facts, locked: one act at a time for a municipality."""
        self.select_for_update().get(pk=pk)
        return self.with_facts().get(pk=pk)

    def by_name(self) -> Self:
        return self.order_by("municipality__name")


def _moved(move: str, at: datetime) -> "QuerySet[Model]":
    """Return the changes of a proposal's embargo to which two municipalities agreed by then."""
    changes = apps.get_model("decisions", "EmbargoChange")._default_manager
    return changes.filter(proposal=OuterRef("pk"), move=move, agreed_at__lte=at)


def _with(lookup: str, model: str, *related: str) -> "Prefetch[str, QuerySet[Model], str]":
    """Fetch these rows with what they refer to in one query."""
    rows = apps.get_model("decisions", model)._default_manager.select_related(*related)
    return Prefetch(lookup, queryset=rows)
