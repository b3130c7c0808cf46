"""The plan of approach: reading a version, comparing two, and writing the concept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actions.forms.plans import PlanForm, PlansForm
from actions.forms.seen import SeenForm
from actions.models import Action, Plan
from actions.rules.facts import facts_of
from actions.rules.plans import FIELDS, seen_plan
from actions.rules.stages import ENDED, stage_at
from actions.selectors.plan import (
    difference_page,
    last_writing,
    plan_page,
    readable_plans,
    writing_page,
)
from actions.services import planning
from actions.services.acting import Refused, Rewritten
from actions.views.found import led_action, own_action
from municipalities.access import MemberRequest, Permission, requires

LOST = (
    "Iemand anders wijzigde het plan nadat u deze pagina opende. Hieronder staat het plan van nu; "
    "er is niets vastgelegd."
)
OLD_FORM = "Dit formulier is niet volledig. Probeer het opnieuw."


@requires(Permission.READ)
@require_GET
def plan(request: MemberRequest, action: int, number: int) -> HttpResponse:
    found = own_action(request, action)
    version = get_object_or_404(readable_plans(found, viewer=request.membership), number=number)
    page = plan_page(found, version, viewer=request.membership)
    return render(request, "actions/plan/plan.html", context_of(found, page=page))


@requires(Permission.READ)
@require_GET
def plan_difference(request: MemberRequest, action: int) -> HttpResponse:
    found = own_action(request, action)
    plans = {each.number: each for each in readable_plans(found, viewer=request.membership)}
    numbers = list(plans)[-2:]
    initial = {"van": numbers[0], "naar": numbers[-1]} if numbers else {}
    chosen = request.GET if "van" in request.GET else None
    form = PlansForm(chosen, versions=list(plans.values()), initial=initial)
    if form.is_valid():
        numbers = [form.cleaned_data["van"], form.cleaned_data["naar"]]
    has_two = len(plans) > 1
    page = difference_page(
        found,
        list(plans.values()),
        before=plans[numbers[0]] if has_two else None,
        after=plans[numbers[-1]] if has_two else None,
    )
    context = context_of(found, page=page, form=form)
    status = 422 if form.errors else 200
    return render(request, "actions/plan/difference.html", context, status=status)


@requires(Permission.WRITE_PLAN)
@require_POST
def begin_plan(request: MemberRequest, action: int) -> HttpResponse:
    found = led_action(request, action)
    try:
        planning.begin_plan(found, by=request.membership, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    return redirect("actions:writing", found.pk)


@requires(Permission.WRITE_PLAN)
@require_GET
def writing(request: MemberRequest, action: int) -> HttpResponse:
    return _writing_page(request, led_action(request, action))


@requires(Permission.WRITE_PLAN)
@require_http_methods(["GET", "POST"])
def write_plan(request: MemberRequest, action: int) -> HttpResponse:
    found = led_action(request, action)
    concept = get_object_or_404(found.plans, frozen_at=None)
    form = PlanForm(request.POST or None, initial=_typed(concept))
    if not form.is_valid():
        return _text_page(request, found, form, status=422 if form.errors else 200)
    try:
        planning.write_plan(
            found,
            fields=form.said,
            seen_sha256=form.seen,
            by=request.membership,
            at=timezone.now(),
        )
    except Rewritten:
        concept.refresh_from_db()
        again = PlanForm(initial={**form.said, "seen_sha256": seen_plan(concept)})
        return _text_page(request, found, again, status=409, theirs=concept, yours=form.said)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _text_page(request, found, form, status=422)
    messages.success(request, "De tekst van het plan is opgeslagen.")
    return redirect("actions:writing", found.pk)


@requires(Permission.WRITE_PLAN)
@require_POST
def freeze_plan(request: MemberRequest, action: int) -> HttpResponse:
    found = led_action(request, action)
    get_object_or_404(found.plans, frozen_at=None)
    return bound(
        request,
        found,
        lambda seen: planning.freeze_plan(
            found, seen_sha256=seen, by=request.membership, at=timezone.now()
        ),
        "Het plan is vastgesteld. De regiocoördinator kan het op de agenda zetten.",
    )


def bound(
    request: MemberRequest, action: Action, act: Callable[[str], object], done: str
) -> HttpResponse:
    """Do an act on the concept that was on the screen, or show it as it is now."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        messages.error(request, OLD_FORM)
        return _writing_page(request, action, status=422)
    try:
        act(form.seen)
    except Rewritten:
        messages.warning(request, LOST)
        return _writing_page(request, action, status=409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _writing_page(request, action, status=422)
    messages.success(request, done)
    is_concept = action.plans.filter(frozen_at=None).exists()
    return redirect("actions:writing", action.pk) if is_concept else redirect(action)


def _writing_page(request: MemberRequest, action: Action, *, status: int = 200) -> HttpResponse:
    """Show the concept as it is now, or the action if there is none any more."""
    concept = action.plans.filter(frozen_at=None).first()
    if concept is None:
        return redirect(action)
    facts = facts_of(Action.objects.with_facts().get(pk=action.pk))
    is_ended = stage_at(facts, timezone.now()).stage in ENDED
    page = writing_page(action, concept, is_ended=is_ended)
    context = context_of(
        action,
        page=page,
        freeze_form=SeenForm(initial={"seen_sha256": page.sha256}),
    )
    return render(request, "actions/plan/writing.html", context, status=status)


def _text_page(  # noqa: PLR0913  # both texts and where they belong
    request: MemberRequest,
    action: Action,
    form: PlanForm,
    *,
    status: int,
    theirs: Plan | None = None,
    yours: dict[str, object] | None = None,
) -> HttpResponse:
    change = last_writing(action) if theirs else None
    context = context_of(action, form=form, theirs=theirs, yours=yours, change=change)
    return render(request, "actions/plan/text.html", context, status=status)


def _typed(plan: Plan) -> dict[str, object]:
    return {**{name: getattr(plan, name) for name in FIELDS}, "seen_sha256": seen_plan(plan)}


def context_of(action: Action, **more: object) -> dict[str, object]:
    return {"action": action, "example_note": action.theme.profile.example_note, **more}
