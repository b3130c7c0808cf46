"""The region in pictures: capacity and money, the map and the timeline."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from actions.documents.tables import SheetFormat
from actions.forms.pictures import ActionForm, MoneyForm, ThemeForm
from actions.selectors.map import map_page
from actions.selectors.money import Choice, MoneyPage, money_page
from actions.selectors.money_facts import money_facts
from actions.selectors.money_sheets import money_sheets
from actions.selectors.timeline import timeline_page
from actions.views.exports import sheet_file
from actions.views.matrix import own_profile
from municipalities.access import MemberRequest, Permission, limited, requires
from profiles.models import Profile


@requires(Permission.READ)
@require_GET
def money(request: MemberRequest, profile: int) -> HttpResponse:
    found = own_profile(request, profile)
    page, form = _money(request, found)
    context = {
        "page": page,
        "form": form,
        "formats": list(SheetFormat),
        "query": urlencode({name: form.data[name] for name in form.fields if name in form.data}),
        "example_note": found.example_note,
    }
    return render(request, "actions/capacity/money.html", context)


@requires(Permission.READ)
@limited("dear", gets=True)
@require_GET
def money_file(request: MemberRequest, profile: int, sheet_format: SheetFormat) -> HttpResponse:
    found = own_profile(request, profile)
    page, _ = _money(request, found)
    sheets = money_sheets(page, viewer=request.membership, at=timezone.now())
    return sheet_file(sheets, sheet_format, name=f"capaciteit-{slugify(found.region.name)}")


@requires(Permission.READ)
@require_GET
def region_map(request: MemberRequest, profile: int) -> HttpResponse:
    found = own_profile(request, profile)
    form = ActionForm(request.GET.dict(), profile=found)
    page = map_page(
        found,
        theme=form.theme,
        action=form.action,
        viewer=request.membership,
        at=timezone.now(),
    )
    context = {"page": page, "form": form, "example_note": found.example_note}
    return render(request, "actions/pictures/map.html", context)


@requires(Permission.READ)
@require_GET
def timeline(request: MemberRequest, profile: int) -> HttpResponse:
    found = own_profile(request, profile)
    form = ThemeForm(request.GET.dict(), profile=found)
    page = timeline_page(found, theme=form.theme, at=timezone.now())
    context = {"page": page, "form": form, "example_note": found.example_note}
    return render(request, "actions/pictures/timeline.html", context)


def _money(request: MemberRequest, profile: Profile) -> tuple[MoneyPage, MoneyForm]:
    facts = money_facts(profile, at=timezone.now())
    years = facts.years
    first = min(max(timezone.localdate().year, years[0]), years[-1])
    form = MoneyForm(request.GET.dict(), profile=profile, years=years, year=first)
    return money_page(facts, Choice(form.year, form.theme, form.action)), form
