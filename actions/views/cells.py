"""Answering in a cell of the matrix: the short form, in place."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions.forms.matrix import CellForm
from actions.models import Action, Participation
from actions.rules.inline import answered_in_cell, would_lose
from actions.selectors.matrix import standing_cell
from actions.services.acting import Refused
from actions.services.participation import Overtaken, answer_action, draft_of, last_answer
from actions.views.found import own_action
from dutch.moments import local_date
from municipalities.access import MemberRequest, Permission, requires
from municipalities.models import Municipality

ELSEWHERE = (
    "Bij het antwoord dat er nu ligt, horen bijdragen, een toelichting of aanleidingen. "
    "Leg dit antwoord vast op het volledige formulier, zodat u ziet wat er vervalt."
)


@requires(Permission.ANSWER_ACTION)
@require_http_methods(["GET", "POST"])
def cell(request: MemberRequest, action: int, code: str) -> HttpResponse:
    """Show the short form of the own municipality in its cell, and write down what it says."""
    found = own_action(request, action)
    own = get_object_or_404(Municipality, pk=request.membership.acting_organisation_id, code=code)
    if "toon" in request.GET:
        return _cell(request, found, own)
    last = last_answer(found, own.pk)
    if request.method == "GET":
        return _form(request, found, own, CellForm(initial=_initial(last), auto_id=_auto_id(found)))
    return _answer(request, found, own, last)


def _answer(
    request: MemberRequest, action: Action, own: Municipality, last: Participation | None
) -> HttpResponse:
    form = CellForm(request.POST, auto_id=_auto_id(action))
    if not form.is_valid():
        return _form(request, action, own, form, status=422)
    value, at = form.cleaned_data, timezone.now()
    standing = draft_of(last) if last else None
    if would_lose(standing, value["answer"]):
        form.add_error(None, ELSEWHERE)
        return _form(request, action, own, form, status=422)
    draft = answered_in_cell(
        standing,
        answer=value["answer"],
        pace=value["pace"],
        reason_kind=value["reason_kind"],
        today=local_date(at),
    )
    try:
        answer_action(
            action=action, answer=draft, by=request.membership, at=at, replaces=value["replaces"]
        )
    except Refused as refusal:
        for blocker in refusal.blockers:
            form.add_error(None, str(blocker.label))
        return _form(request, action, own, form, status=422)
    except Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        return _form(request, action, own, form, theirs=overtaken.theirs, status=409)
    return _cell(request, action, own)


def _auto_id(action: Action) -> str:
    """Return how inputs are called: more than one cell can be open."""
    return f"cel-{action.pk}-%s"


def _initial(last: Participation | None) -> dict[str, object]:
    if last is None:
        return {"replaces": 0}
    return {
        "answer": last.answer,
        "pace": last.pace,
        "reason_kind": last.reason_kind,
        "replaces": last.pk,
    }


def _form(  # noqa: PLR0913  # what is shown where, and how that went
    request: MemberRequest,
    action: Action,
    own: Municipality,
    form: CellForm,
    *,
    theirs: Participation | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = form.data if form.is_bound else form.initial
    context = {
        "action": action,
        "own": own,
        "form": form,
        "theirs": theirs,
        "replaces": str(theirs.pk if theirs else seen.get("replaces", "")),
    }
    name = "actions/matrix/cell.html"
    return render(request, f"{name}#cell" if request.htmx else name, context, status=status)


def _cell(request: MemberRequest, action: Action, own: Municipality) -> HttpResponse:
    """Show the cell as it is now; who works without JavaScript sees the whole table."""
    if not request.htmx:
        return redirect("actions:matrix", action.theme.profile_id)
    context = {
        "action": action.pk,
        "code": own.code,
        "cell": standing_cell(action, own, day=local_date(timezone.now())),
    }
    return render(request, "actions/matrix/own_cell.html", context)
