"""The proof that every college had the opportunity: to see, to print, and as a table."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from decisions.selectors.offers import OfferedVersion, OfferLine, OffersPage, offers_page
from decisions.views.found import own_proposal
from dutch.moments import local
from municipalities.access import MemberRequest, Permission, requires
from trail.selectors.exporting import BOM, csv_line

HEADING = [
    "gemeente",
    "code",
    "versie",
    "controlegetal van het dictum",
    "aangeboden op",
    "aangeboden door",
    "sluiting",
    "niet openbaar vóór",
    "embargo eindigt uiterlijk",
    "aantal mensen bericht",
    "in de rollen",
    "e-mails verzonden",
    "laatste e-mail verzonden op",
    "ontvangst bevestigd op",
    "ontvangst bevestigd door",
    "nummer in het logboek",
    "controlegetal in het logboek",
]


@requires(Permission.READ)
@require_GET
def offers(request: MemberRequest, proposal: int) -> HttpResponse:
    page = _asked(request, proposal)
    context = {"page": page, "example_note": page.proposal.profile.example_note}
    return render(request, "decisions/offers/offers.html", context)


@requires(Permission.READ)
@require_GET
def offers_csv(request: MemberRequest, proposal: int) -> HttpResponse:
    """Hand over one line for each version and municipality."""
    page = _asked(request, proposal)
    answer = StreamingHttpResponse(_lines(page), content_type="text/csv; charset=utf-8")
    name = f"aanbod-voorstel-{page.proposal.pk}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value]  # the decorators take every response


def _asked(request: MemberRequest, proposal: int) -> OffersPage:
    found = own_proposal(request, proposal)
    return offers_page(found, viewer=request.membership, at=timezone.now())


def _lines(page: OffersPage) -> Iterator[str]:
    yield BOM + csv_line(HEADING)
    for version in page.versions:
        for line in version.lines:
            yield csv_line([*_offer_cells(page, version, line), *_told_cells(line)])


def _offer_cells(page: OffersPage, version: OfferedVersion, line: OfferLine) -> list[str]:
    return [
        line.municipality.name,
        line.municipality.code,
        str(version.version.number),
        version.version.sha256,
        _moment(line.offer.offered_at),
        str(line.offer.offered_by),
        _moment(page.proposal.closes_at),
        _moment(version.moments.not_before if version.moments else None),
        _moment(version.moments.ends_at_latest if version.moments else None),
    ]


def _told_cells(line: OfferLine) -> list[str]:
    return [
        str(line.told.people),
        ", ".join(line.told.roles),
        str(line.told.mailed),
        _moment(line.told.mailed_at),
        _moment(line.offer.acknowledged_at),
        str(line.offer.acknowledged_by or ""),
        str(line.entry.number if line.entry else ""),
        line.entry.hash if line.entry else "",
    ]


def _moment(at: datetime | None) -> str:
    return local(at).isoformat(timespec="seconds") if at else ""
