"""The page "besluitvorming" of one municipality, and the acts on it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_GET, require_POST

from decisions import services
from decisions.forms import AuthoriseForm, DecisionForm, LetterForm, RevokeForm, SeenForm
from decisions.forms.seen import NO_TEXT
from decisions.models import Decision, DictumItem, Organ, Ratification
from decisions.rules.blockers import Blocker
from decisions.rules.road import road_at
from decisions.selectors import RatificationPage, ratification_page
from decisions.selectors.further import about
from decisions.selectors.ratification import Taken
from decisions.selectors.replaced import TextChange, text_change
from decisions.views.found import own_decision, own_ratification, readable_ratification
from dutch.moments import format_date
from municipalities.access import MemberRequest, Permission, requires, signatories

Typed = QueryDict
Files = MultiValueDict[str, Any]
MakeForm = Callable[[Typed, Files, Ratification], forms.Form]


@requires(Permission.READ)
@require_GET
def ratification(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    return _page(request, readable_ratification(request, proposal, code))


@requires(Permission.ACKNOWLEDGE_OFFER)
@require_POST
def acknowledge(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    try:
        services.acknowledge(road, by=request.membership, at=timezone.now())
    except services.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "De ontvangst is bevestigd.")
    return redirect(road)


@requires(Permission.RECORD_DECISION)
@require_POST
def record_decision(request: MemberRequest, proposal: int, code: str, organ: Organ) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        lambda typed, files, found: _decision_form(found, organ, typed, files),
        lambda cleaned: services.record_decision(
            road, organ=organ, by=request.membership, at=timezone.now(), **cleaned
        ),
        "Het besluit is vastgelegd. Een tweede persoon van uw gemeente bevestigt het.",
    )


@requires(Permission.CONFIRM_DECISION)
@require_POST
def confirm_decision(
    request: MemberRequest, proposal: int, code: str, decision: int
) -> HttpResponse:
    found = own_decision(request, proposal, code, decision)
    return _act(
        request,
        own_ratification(request, proposal, code),
        lambda typed, _files, _road: SeenForm(typed, prefix=f"confirm-{decision}"),
        lambda cleaned: services.confirm_decision(
            found, by=request.membership, at=timezone.now(), **cleaned
        ),
        "Het besluit is bevestigd.",
    )


@requires(Permission.REVOKE_DECISION)
@require_POST
def revoke_decision(
    request: MemberRequest, proposal: int, code: str, decision: int
) -> HttpResponse:
    found = own_decision(request, proposal, code, decision)
    return _act(
        request,
        own_ratification(request, proposal, code),
        lambda typed, _files, _road: RevokeForm(typed, prefix=f"revoke-{decision}"),
        lambda cleaned: services.revoke_decision(
            found, by=request.membership, at=timezone.now(), **cleaned
        ),
        "Het besluit is ingetrokken.",
    )


@requires(Permission.AUTHORISE)
@require_POST
def authorise(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    people = signatories(road.municipality_id, on=timezone.localdate())
    return _act(
        request,
        road,
        lambda typed, _files, _road: AuthoriseForm(typed, prefix="authorise", people=people),
        lambda cleaned: services.authorise(
            road, by=request.membership, at=timezone.now(), **cleaned
        ),
        "De machtiging is vastgelegd.",
    )


@requires(Permission.RECORD_COUNCIL_LETTER)
@require_POST
def record_council_letter(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        lambda typed, _files, _road: LetterForm(typed, prefix="letter"),
        lambda cleaned: services.record_council_letter(
            road, by=request.membership, at=timezone.now(), **cleaned
        ),
        "De verzending van de raadsbrief is vastgelegd.",
    )


@requires(Permission.SIGN)
@require_POST
def sign(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _act(
        request,
        road,
        lambda typed, _files, _road: SeenForm(typed, prefix="sign"),
        lambda cleaned: services.sign(road, by=request.membership, at=timezone.now(), **cleaned),
        "Uw gemeente heeft getekend.",
    )


def _act(
    request: MemberRequest,
    road: Ratification,
    make: MakeForm,
    act: Callable[[dict[str, Any]], object],
    success: str,
) -> HttpResponse:
    """Do the act of a form, or show the page again with what was typed and what is wrong."""
    form = make(request.POST, request.FILES, road)
    if not form.is_valid():
        if "seen_sha256" in form.errors:
            messages.error(request, NO_TEXT)
        return _again(request, road, form, status=422)
    try:
        act(form.cleaned_data)
    except services.Refused as refusal:
        if Blocker.TEXT_CHANGED in refusal.blockers:
            return _replaced(request, road, form, make)
        messages.error(request, str(refusal))
        return _again(request, road, form, status=422)
    messages.success(request, success)
    return redirect(road)


def _again(
    request: MemberRequest, road: Ratification, form: forms.Form, *, status: int
) -> HttpResponse:
    """Show the page as it is now, with what was typed."""
    if isinstance(form, DecisionForm):
        form.ask_file_again()
    fresh = readable_ratification(request, road.proposal_id, road.municipality.code)
    return _page(request, fresh, bound={form.prefix or "": form}, status=status)


def _replaced(
    request: MemberRequest, road: Ratification, form: forms.Form, make: MakeForm
) -> HttpResponse:
    """Show what changed in the text, and bind what was typed to the text that is offered now."""
    fresh = readable_ratification(request, road.proposal_id, road.municipality.code)
    now, seen = road_at(fresh, at=timezone.now()), form.cleaned_data["seen_sha256"]
    typed = request.POST.copy()
    typed[form.add_prefix("seen_sha256")] = now.offer.version.sha256 if now.offer else ""
    again = make(typed, request.FILES, fresh)
    if isinstance(again, DecisionForm):
        again.ask_file_again()
    return _page(
        request,
        fresh,
        bound={again.prefix or "": again},
        change=text_change(now, seen_sha256=seen, viewer=request.membership),
        status=409,
    )


def _page(
    request: MemberRequest,
    ratification: Ratification,
    *,
    bound: Mapping[str, forms.Form] | None = None,
    change: TextChange | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    page = ratification_page(ratification, viewer=request.membership, at=now)
    if page.shows_text or change:
        _note_reading(request, page, at=now)
    context = {
        "page": page,
        "change": change,
        "further": about(ratification.proposal, viewer=request.membership, at=now),
        "forms": _forms(page) | dict(bound or {}),
        "confirmations": _confirmations(page, bound or {}),
        "revocations": _revocations(page, bound or {}),
        "example_note": ratification.proposal.profile.example_note,
    }
    return render(request, "decisions/ratification.html", context, status=status)


def _note_reading(request: MemberRequest, page: RatificationPage, *, at: datetime) -> None:
    if page.road.offer:
        version = page.road.offer.version
        services.note_reading(
            version,
            sentence=f"Dictum van versie {version.number} geopend bij de besluitvorming",
            sha256=version.sha256,
            by=request.membership,
            at=at,
        )


def _forms(page: RatificationPage) -> dict[str, forms.Form]:
    """Return an empty form for each act, by its prefix."""
    today = timezone.localdate()
    people = signatories(page.ratification.municipality_id, on=today)
    return {
        "college": _decision_form(page.ratification, Organ.COLLEGE, items=page.items),
        "mayor": _decision_form(page.ratification, Organ.MAYOR, items=page.items),
        "authorise": AuthoriseForm(
            prefix="authorise", people=people, initial={"valid_from": today}
        ),
        "letter": LetterForm(prefix="letter"),
        "sign": SeenForm(prefix="sign", initial={"seen_sha256": page.sha256}),
    }


def _decision_form(
    road: Ratification,
    organ: Organ,
    typed: Typed | None = None,
    files: Files | None = None,
    items: list[DictumItem] | None = None,
) -> DecisionForm:
    """Return the form for a decision on the text that is offered now, with these `items`."""
    offer = next(reversed(road.offers.all()), None)
    if items is None:
        items = list(offer.version.items.all()) if offer else []
    return DecisionForm(
        typed,
        files,
        prefix=organ,
        organ=organ,
        closes_at=road.proposal.closes_at,
        items=items,
        is_further=road.proposal.is_further,
        initial={"seen_sha256": offer.version.sha256 if offer else ""},
    )


def _confirmations(
    page: RatificationPage, bound: Mapping[str, forms.Form]
) -> list[tuple[Taken, forms.Form]]:
    """Return the decisions that wait for a second person, each with its form."""
    return [
        (taken, bound.get(prefix) or SeenForm(prefix=prefix, initial={"seen_sha256": page.sha256}))
        for taken in page.taken
        for prefix in [f"confirm-{taken.decision.pk}"]
        if taken.confirm.is_allowed and not taken.decision.confirmed_at and not taken.is_revoked
    ]


def _revocations(
    page: RatificationPage, bound: Mapping[str, forms.Form]
) -> list[tuple[str, Decision, forms.Form]]:
    """Return the decisions that the reader may take back, each with its heading and form."""
    return [
        (_revoking(taken.decision), taken.decision, bound.get(prefix) or RevokeForm(prefix=prefix))
        for taken in page.taken
        if taken.revoke.is_open
        for prefix in [f"revoke-{taken.decision.pk}"]
    ]


def _revoking(decision: Decision) -> str:
    day = format_date(decision.decided_on)
    return f"Besluit van {day} intrekken ({decision.get_organ_display()})"
