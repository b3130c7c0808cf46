"""The page "voorbereiding" of one municipality, and what is written down on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from decisions import services
from decisions.forms import (
    AdviceForm,
    LocalSectionForm,
    ManagementAdviceForm,
    PlacingForm,
    SeenForm,
)
from decisions.forms.seen import NO_TEXT
from decisions.models import AdviceKind, Audience, LocalKind, LocalSection, Ratification
from decisions.rules.blockers import Blocker
from decisions.rules.road import road_at
from decisions.selectors.preparation import Asked, OwnPart, PreparationPage, preparation_page
from decisions.selectors.replaced import TextChange, text_change
from decisions.views.found import own_ratification, planned_ratification
from municipalities.access import MemberRequest, Permission, requires

OVERTAKEN = "Iemand anders schreef dit onderdeel intussen. Hieronder staan beide teksten."


@dataclass(frozen=True, slots=True)
class Again:
    """What the page shows when an act did not happen: what was typed, and what others did."""

    form: forms.Form
    theirs: LocalSection | None = None
    change: TextChange | None = None


@requires(Permission.READ)
@require_GET
def preparation(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    return _page(request, planned_ratification(request, proposal, code))


@requires(Permission.PREPARE_DECISION)
@require_POST
def write_section(
    request: MemberRequest, proposal: int, code: str, section: LocalKind
) -> HttpResponse:
    """Write an own part, unless somebody else wrote it since: then show both texts."""
    road = own_ratification(request, proposal, code)
    form = LocalSectionForm(request.POST, prefix=section, kind=section)
    try:
        return _act(
            request,
            road,
            form,
            lambda cleaned: services.write_local_section(
                road, kind=section, by=request.membership, at=timezone.now(), **cleaned
            ),
            f"“{section.label}” is opgeslagen.",
        )
    except services.Overtaken as overtaken:
        messages.error(request, OVERTAKEN)
        typed = request.POST.copy()
        typed[form.add_prefix("seen")] = str(overtaken.theirs.pk)
        again = LocalSectionForm(typed, prefix=section, kind=section)
        return _again(request, road, Again(again, theirs=overtaken.theirs), status=409)


@requires(Permission.PREPARE_DECISION)
@require_POST
def record_advice(
    request: MemberRequest, proposal: int, code: str, advice: AdviceKind
) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        AdviceForm(request.POST, prefix=f"advice-{advice}"),
        lambda cleaned: services.record_advice(
            road, kind=advice, by=request.membership, at=timezone.now(), **cleaned
        ),
        f"Het advies van {advice.label} is vastgelegd.",
    )


@requires(Permission.PREPARE_DECISION)
@require_POST
def record_management_advice(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        ManagementAdviceForm(request.POST, prefix="management"),
        lambda cleaned: services.record_management_advice(
            road, by=request.membership, at=timezone.now(), **cleaned
        ),
        "Het directieadvies is vastgelegd.",
    )


@requires(Permission.AGREE_TEXT)
@require_POST
def agree(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    """Agree to the text that was on the screen; if it was replaced, show what changed."""
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        SeenForm(request.POST, prefix="agree"),
        lambda cleaned: services.agree_to_text(
            road, by=request.membership, at=timezone.now(), **cleaned
        ),
        "Uw akkoord is vastgelegd.",
    )


@requires(Permission.PREPARE_DECISION)
@require_POST
def place(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        PlacingForm(request.POST, prefix="placing"),
        lambda cleaned: services.place_on_agenda(
            road, by=request.membership, at=timezone.now(), **cleaned
        ),
        "De plaats op de agenda is vastgelegd.",
    )


def _act(
    request: MemberRequest,
    road: Ratification,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    success: str,
) -> HttpResponse:
    """Do the act of a form, or show the page again with what was typed and what is wrong."""
    if not form.is_valid():
        if "seen_sha256" in form.errors:
            messages.error(request, NO_TEXT)
        return _again(request, road, Again(form), status=422)
    try:
        act(form.cleaned_data)
    except services.Refused as refusal:
        if Blocker.TEXT_CHANGED in refusal.blockers:
            return _replaced(request, road, form)
        messages.error(request, str(refusal))
        return _again(request, road, Again(form), status=422)
    messages.success(request, success)
    return redirect("decisions:preparation", road.proposal_id, road.municipality.code)


def _replaced(request: MemberRequest, road: Ratification, form: forms.Form) -> HttpResponse:
    """Show what changed in the text, with a button that is about the text that is offered now."""
    fresh = planned_ratification(request, road.proposal_id, road.municipality.code)
    now = road_at(fresh, at=timezone.now())
    seen = form.cleaned_data["seen_sha256"]
    change = text_change(now, seen_sha256=seen, viewer=request.membership)
    sha256 = now.offer.version.sha256 if now.offer else ""
    again = SeenForm(prefix=form.prefix, initial={"seen_sha256": sha256})
    return _page(request, fresh, Again(again, change=change), status=409)


def _again(
    request: MemberRequest, road: Ratification, again: Again, *, status: int
) -> HttpResponse:
    """Show the page as it is now."""
    fresh = planned_ratification(request, road.proposal_id, road.municipality.code)
    return _page(request, fresh, again, status=status)


def _page(
    request: MemberRequest,
    ratification: Ratification,
    again: Again | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    page = preparation_page(ratification, viewer=request.membership, at=now)
    bound = {again.form.prefix or "": again.form} if again else {}
    if page.road.offer:
        version = page.road.offer.version
        services.note_reading(
            version,
            sentence=f"Dictum van versie {version.number} geopend bij de voorbereiding",
            sha256=version.sha256,
            by=request.membership,
            at=now,
        )
    context = {
        "page": page,
        "again": again,
        "parts": [(part, bound.get(part.kind) or _section_form(part)) for part in page.parts],
        "advices": [
            (asked, bound.get(f"advice-{asked.kind}") or _advice_form(asked))
            for asked in page.advices
        ],
        "forms": _forms(page) | bound,
        "example_note": ratification.proposal.profile.example_note,
    }
    return render(request, "decisions/preparation/page.html", context, status=status)


def _forms(page: PreparationPage) -> dict[str, forms.Form]:
    """Return the forms of which there is one, by their prefix, filled with what holds now."""
    advice, placing = page.management_advice, page.road.placing
    return {
        "management": ManagementAdviceForm(prefix="management", initial=_fields(advice)),
        "placing": PlacingForm(prefix="placing", initial=_fields(placing)),
        "agree": SeenForm(prefix="agree", initial={"seen_sha256": page.sha256}),
    }


def _section_form(part: OwnPart) -> LocalSectionForm:
    initial = {"audience": Audience.OWN, **_fields(part.section), "seen": part.seen}
    return LocalSectionForm(prefix=part.kind, kind=part.kind, initial=initial)


def _advice_form(asked: Asked) -> AdviceForm:
    return AdviceForm(prefix=f"advice-{asked.kind}", initial=_fields(asked.advice))


def _fields(row: Model | None) -> dict[str, Any]:
    """Return what a row says, for a form that starts with it."""
    return forms.model_to_dict(row) if row else {}
