"""The pages on which municipalities answer to an action, are asked, and are admitted."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from actions.forms.asking import AdmitForm, AskForm, KnownOnForm
from actions.forms.participation import ParticipationForm, one_more
from actions.models import Action, Participation
from actions.rules.participation import ParticipationBlocker, commitments_left
from actions.selectors.participation import is_official_of, on_action
from actions.selectors.participation_history import in_words, known_by, participation_page
from actions.services import admitting, asking
from actions.services.acting import Refused
from actions.services.participation import (
    Overtaken,
    answer_action,
    draft_of,
    has_joined,
    last_answer,
)
from actions.views.found import led_action, own_action
from dutch.moments import local_date
from municipalities.access import MemberRequest, Permission, requires
from municipalities.models import Municipality

SAVED = {
    True: "Uw verzoek is vastgelegd. De trekker krijgt bericht en antwoordt.",
    False: "Het antwoord van uw gemeente is vastgelegd.",
}


@requires(Permission.READ)
@require_GET
def joining(request: MemberRequest, action: int) -> HttpResponse:
    """Show who joins an action, on any day that has been."""
    found, now = own_action(request, action), timezone.now()
    form = KnownOnForm(request.GET if "op" in request.GET else None, today=local_date(now))
    day = form.cleaned_data["op"] if form.is_valid() else local_date(now)
    page = on_action(
        found, viewer=request.membership, at=now, day=day, known_at=known_by(day, now=now)
    )
    context = {"participation": page, "action": found, "form": form}
    context["is_past"] = day < local_date(now)
    context["example_note"] = found.theme.profile.example_note
    status = 422 if form.errors else 200
    return render(request, "actions/participation/joining.html", context, status=status)


@requires(Permission.READ)
@require_GET
def participation(request: MemberRequest, action: int, code: str) -> HttpResponse:
    found, now = own_action(request, action), timezone.now()
    municipality = _municipality(found, code)
    form = KnownOnForm(request.GET if "op" in request.GET else None, today=local_date(now))
    day = form.cleaned_data["op"] if form.is_valid() else local_date(now)
    page = participation_page(found, municipality, viewer=request.membership, day=day, now=now)
    context = {"page": page, "form": form, "example_note": found.theme.profile.example_note}
    status = 422 if form.errors else 200
    return render(request, "actions/participation/participation.html", context, status=status)


@requires(Permission.ANSWER_ACTION)
@require_http_methods(["GET", "POST"])
def answer(request: MemberRequest, action: int, code: str) -> HttpResponse:
    """Take the answer of the own municipality; nobody fills in another's."""
    found, today = own_action(request, action), local_date(timezone.now())
    municipality = _municipality(found, code)
    if not is_official_of(request.membership, municipality.pk):
        raise Http404
    last = last_answer(found, municipality.pk)
    data = _posted(request)
    form = ParticipationForm(
        data,
        seen=last.pk if last else 0,
        standing=draft_of(last) if last else None,
        today=today,
    )
    if data is None:
        return _form_page(request, found, municipality, form, last)
    if "more" in request.POST:
        return _form_page(request, found, municipality, one_more(data, today=today), last)
    if not form.is_valid() or form.draft is None:
        return _form_page(request, found, municipality, form, last, status=422)
    return _answered(request, found, municipality, form, last)


@requires(Permission.ASK_PARTICIPATION)
@require_http_methods(["GET", "POST"])
def ask(request: MemberRequest, action: int) -> HttpResponse:
    found, now = led_action(request, action), timezone.now()
    to_ask = asking.still_to_ask(found, at=now)
    form = AskForm(_posted(request), municipalities=to_ask)
    if form.is_valid():
        given = form.cleaned_data
        try:
            rows = asking.ask(
                found, given["municipalities"], note=given["note"], by=request.membership, at=now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Gevraagd: {', '.join(str(r.municipality) for r in rows)}.")
            return redirect("actions:joining", found.pk)
    context = {"action": found, "form": form, "to_ask": to_ask}
    context["example_note"] = found.theme.profile.example_note
    status = 422 if form.errors else 200
    return render(request, "actions/participation/ask.html", context, status=status)


@requires(Permission.ADMIT)
@require_http_methods(["GET", "POST"])
def admit(request: MemberRequest, action: int, answer: int) -> HttpResponse:
    """Let the lead answer to a municipality that asks to join."""
    found = led_action(request, action)
    asked = Participation.objects.filter(action=found, is_request=True)
    row = get_object_or_404(asked.select_related("municipality__region", "admission"), pk=answer)
    form = AdmitForm(_posted(request))
    if form.is_valid():
        try:
            admitting.admit(row, by=request.membership, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Uw antwoord is vastgelegd. De gemeente krijgt bericht.")
            return redirect("actions:participation", found.pk, row.municipality.code)
    now = timezone.now()
    page = participation_page(
        found, row.municipality, viewer=request.membership, day=local_date(now), now=now
    )
    context = {"page": page, "row": row, "form": form}
    context["told"] = next(told for told in page.history if told.row.pk == row.pk)
    context["example_note"] = found.theme.profile.example_note
    status = 422 if form.errors else 200
    return render(request, "actions/participation/admit.html", context, status=status)


def _posted(request: MemberRequest) -> QueryDict | None:
    """Return what was posted; an empty form was posted too."""
    return request.POST if request.method == "POST" else None


def _municipality(action: Action, code: str) -> Municipality:
    region = Municipality.objects.filter(region=action.theme.profile.region_id)
    return get_object_or_404(region.select_related("region"), code=code)


def _answered(
    request: MemberRequest,
    action: Action,
    municipality: Municipality,
    form: ParticipationForm,
    last: Participation | None,
) -> HttpResponse:
    assert form.draft is not None
    try:
        row = answer_action(
            action=action,
            answer=form.draft,
            by=request.membership,
            at=timezone.now(),
            replaces=form.seen,
            has_read_commitments=form.answer.cleaned_data["has_read"],
        )
    except Overtaken as overtaken:
        return _overtaken(request, action, municipality, overtaken.theirs)
    except Refused as refusal:
        _put_beside(form, refusal)
        return _form_page(request, action, municipality, form, last, status=422)
    messages.success(request, SAVED[row.is_request])
    return redirect("actions:participation", action.pk, municipality.code)


def _put_beside(form: ParticipationForm, refusal: Refused) -> None:
    for blocker in refusal.blockers:
        field = "has_read" if blocker is ParticipationBlocker.COMMITMENTS else None
        form.answer.add_error(field, str(blocker.label))


def _overtaken(
    request: MemberRequest,
    action: Action,
    municipality: Municipality,
    theirs: Participation | None,
) -> HttpResponse:
    """Show what was typed beside what the colleague wrote; saving again replaces that."""
    typed = request.POST.copy()
    typed["seen"] = str(theirs.pk if theirs else 0)
    again = ParticipationForm(typed, seen=0, today=local_date(timezone.now()))
    return _form_page(request, action, municipality, again, theirs, status=409)


def _form_page(  # noqa: PLR0913  # what was typed, what stands, and how it came to this page
    request: MemberRequest,
    action: Action,
    municipality: Municipality,
    form: ParticipationForm,
    last: Participation | None,
    *,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    page = participation_page(
        action, municipality, viewer=request.membership, day=local_date(now), now=now
    )
    left = []
    if form.draft and last and has_joined(last):
        left = commitments_left(draft_of(last), form.draft, today=local_date(now))
    context = {
        "page": page,
        "form": form,
        "left": [in_words(each) for each in left],
        "is_overtaken": status == 409,  # noqa: PLR2004  # Conflict
        "example_note": action.theme.profile.example_note,
    }
    return render(request, "actions/participation/answer.html", context, status=status)
