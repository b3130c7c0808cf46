"""The page "besluitvorming" of one municipality, and the acts on it."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from decisions import services
from decisions.forms import AuthoriseForm, DecisionForm, LetterForm, RevokeForm, SeenForm
from decisions.models import Decision, Organ, Ratification
from decisions.rules.blockers import Blocker
from decisions.selectors import RatificationPage, ratification_page
from decisions.views.found import own_decision, own_ratification, readable_ratification
from dutch.moments import format_date
from municipalities.access import MemberRequest, Permission, requires, signatories


@requires(Permission.READ)
@require_GET
def ratification(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    return _page(request, readable_ratification(request, proposal, code))


@requires(Permission.ACKNOWLEDGE_OFFER)
@require_POST
def acknowledge(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    return _done(
        request,
        road,
        lambda: services.acknowledge(road, by=request.membership, at=timezone.now()),
        "De ontvangst is bevestigd.",
    )


@requires(Permission.RECORD_DECISION)
@require_POST
def record_decision(request: MemberRequest, proposal: int, code: str, organ: Organ) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    form = DecisionForm(request.POST, prefix=organ, organ=organ)
    return _act(
        request,
        road,
        form,
        lambda: services.record_decision(
            road,
            organ=organ,
            by=request.membership,
            at=timezone.now(),
            **form.cleaned_data,
        ),
        "Het besluit is vastgelegd. Een tweede persoon van uw gemeente bevestigt het.",
    )


@requires(Permission.CONFIRM_DECISION)
@require_POST
def confirm_decision(
    request: MemberRequest, proposal: int, code: str, decision: int
) -> HttpResponse:
    found = own_decision(request, proposal, code, decision)
    return _done(
        request,
        found.ratification,
        lambda: services.confirm_decision(found, by=request.membership, at=timezone.now()),
        "Het besluit is bevestigd.",
    )


@requires(Permission.REVOKE_DECISION)
@require_POST
def revoke_decision(
    request: MemberRequest, proposal: int, code: str, decision: int
) -> HttpResponse:
    found = own_decision(request, proposal, code, decision)
    form = RevokeForm(request.POST, prefix=f"revoke-{decision}")
    return _act(
        request,
        own_ratification(request, proposal, code),
        form,
        lambda: services.revoke_decision(
            found, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "Het besluit is ingetrokken.",
    )


@requires(Permission.AUTHORISE)
@require_POST
def authorise(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    people = signatories(road.municipality_id, on=timezone.localdate())
    form = AuthoriseForm(request.POST, prefix="authorise", people=people)
    return _act(
        request,
        road,
        form,
        lambda: services.authorise(
            road, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "De machtiging is vastgelegd.",
    )


@requires(Permission.RECORD_COUNCIL_LETTER)
@require_POST
def record_council_letter(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    form = LetterForm(request.POST, prefix="letter")
    return _act(
        request,
        road,
        form,
        lambda: services.record_council_letter(
            road, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "De verzending van de raadsbrief is vastgelegd.",
    )


@requires(Permission.SIGN)
@require_POST
def sign(request: MemberRequest, proposal: int, code: str) -> HttpResponse:
    road = own_ratification(request, proposal, code)
    form = SeenForm(request.POST, prefix="sign")
    return _act(
        request,
        road,
        form,
        lambda: services.sign(road, by=request.membership, at=timezone.now(), **form.cleaned_data),
        "Uw gemeente heeft getekend.",
    )


def _act(
    request: MemberRequest,
    road: Ratification,
    form: forms.Form,
    act: Callable[[], object],
    success: str,
) -> HttpResponse:
    """Do the act of a form, or show the page again with what was typed and what is wrong."""
    if form.is_valid():
        try:
            act()
        except services.Refused as refusal:
            messages.error(request, str(refusal))
            _show_new_text(request, form, road, refusal)
        else:
            messages.success(request, success)
            return redirect(road)
    return _page(request, road, bound={form.prefix or "": form}, status=422)


def _show_new_text(
    request: MemberRequest, form: forms.Form, road: Ratification, refusal: services.Refused
) -> None:
    """Bind what was typed to the text that the page now shows, after saying that it changed."""
    if Blocker.TEXT_CHANGED in refusal.blockers:
        version = road.offers.latest("offered_at", "pk").version
        typed = request.POST.copy()
        typed[form.add_prefix("seen_sha256")] = version.sha256
        form.data = typed


def _done(
    request: MemberRequest, road: Ratification, act: Callable[[], object], success: str
) -> HttpResponse:
    """Do an act that needs no more than a button."""
    try:
        act()
    except services.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect(road)


def _page(
    request: MemberRequest,
    ratification: Ratification,
    *,
    bound: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    page = ratification_page(ratification, viewer=request.membership, at=now)
    if page.shows_text and page.road.offer:
        version = page.road.offer.version
        services.note_reading(
            version,
            sentence=f"Dictum van versie {version.number} geopend bij de besluitvorming",
            sha256=version.sha256,
            by=request.membership,
            at=now,
        )
    context = {
        "page": page,
        "forms": _forms(page) | dict(bound or {}),
        "revocations": _revocations(page, bound or {}),
        "example_note": ratification.proposal.profile.example_note,
    }
    return render(request, "decisions/ratification.html", context, status=status)


def _forms(page: RatificationPage) -> dict[str, forms.Form]:
    """Return an empty form for each act, by its prefix."""
    seen = {"seen_sha256": page.sha256}
    today = timezone.localdate()
    people = signatories(page.ratification.municipality_id, on=today)
    return {
        "college": DecisionForm(prefix="college", organ=Organ.COLLEGE, initial=seen),
        "mayor": DecisionForm(prefix="mayor", organ=Organ.MAYOR, initial=seen),
        "authorise": AuthoriseForm(
            prefix="authorise", people=people, initial={"valid_from": today}
        ),
        "letter": LetterForm(prefix="letter"),
        "sign": SeenForm(prefix="sign", initial=seen),
    }


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
