"""Writing the concept: the whole of it, one item or section, and where it stands."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions import services
from decisions.documents.resemblance import difference
from decisions.forms import ItemForm, NestForm, PlaceForm, SectionForm, SeenForm
from decisions.models import Audience, DictumItem, Proposal, Section
from decisions.rules.drafting import seen_of
from decisions.selectors.drafting import concept_of, last_change, writing_page
from decisions.views.found import own_proposal
from municipalities.access import MemberRequest, Permission, requires

Part = DictumItem | Section
Model = type[DictumItem | Section]

NEW: Mapping[Model, Mapping[str, str]] = {
    DictumItem: {"organ": "college"},
    Section: {"kind": "argument", "audience": Audience.PARTIES},
}
LOST = (
    "Iemand anders veranderde de volgorde of de tekst nadat u deze pagina opende. "
    "Hieronder staat hoe het nu is; kies opnieuw."
)


@requires(Permission.EDIT_PROPOSAL)
@require_GET
def writing(request: MemberRequest, proposal: int) -> HttpResponse:
    return _page(request, own_proposal(request, proposal))


@requires(Permission.EDIT_PROPOSAL)
@require_http_methods(["GET", "POST"])
def add_part(request: MemberRequest, proposal: int, part: Model) -> HttpResponse:
    found = own_proposal(request, proposal)
    if concept_of(found) is None:
        return redirect("decisions:writing", found.pk)
    form = _form(found, part, request.POST or None, initial=NEW[part])
    del form.fields["seen_sha256"]
    if form.is_valid():
        refusal = _refused(
            lambda: services.add_part(
                found, part, fields=form.cleaned_data, by=request.membership, at=timezone.now()
            )
        )
        if refusal is None:
            messages.success(request, "Toegevoegd aan het eind van de lijst.")
            return redirect("decisions:writing", found.pk)
        form.add_error(None, refusal)
    context = {"proposal": found, "form": form, "is_item": part is DictumItem}
    return render(request, "decisions/drafting/part.html", context, status=_status(form))


@requires(Permission.EDIT_PROPOSAL)
@require_http_methods(["GET", "POST"])
def change_part(request: MemberRequest, proposal: int, part: Model, key: UUID) -> HttpResponse:
    found = own_proposal(request, proposal)
    row = _own_part(found, part, key)
    form = _form(found, part, request.POST or None, initial=_typed(row))
    if not form.is_valid():
        return _part_page(request, found, row, form)
    seen, fields = form.cleaned_data["seen_sha256"], _fields(form)
    try:
        services.change_part(
            found,
            part,
            key,
            fields=fields,
            seen_sha256=seen,
            by=request.membership,
            at=timezone.now(),
        )
    except services.Rewritten as overtaken:
        return _conflict(request, found, part, key, fields, overtaken.theirs)
    except services.Refused as refusal:
        form.add_error(None, str(refusal))
        return _part_page(request, found, row, form)
    messages.success(request, "De tekst is opgeslagen.")
    return redirect("decisions:writing", found.pk)


@requires(Permission.EDIT_PROPOSAL)
@require_POST
def remove_part(request: MemberRequest, proposal: int, part: Model, key: UUID) -> HttpResponse:
    found = own_proposal(request, proposal)
    _own_part(found, part, key)
    form = SeenForm(request.POST)
    return _moved(
        request,
        found,
        form,
        lambda: services.remove_part(
            found, part, key, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "Verwijderd uit het concept.",
    )


@requires(Permission.EDIT_PROPOSAL)
@require_POST
def place_part(request: MemberRequest, proposal: int, part: Model, key: UUID) -> HttpResponse:
    found = own_proposal(request, proposal)
    _own_part(found, part, key)
    form = PlaceForm(request.POST)
    return _moved(
        request,
        found,
        form,
        lambda: services.place_part(
            found, part, key, by=request.membership, at=timezone.now(), **form.cleaned_data
        ),
        "De volgorde is opgeslagen.",
    )


@requires(Permission.EDIT_PROPOSAL)
@require_POST
def nest_item(request: MemberRequest, proposal: int, key: UUID) -> HttpResponse:
    found = own_proposal(request, proposal)
    _own_part(found, DictumItem, key)
    form = NestForm(request.POST)
    return _moved(
        request,
        found,
        form,
        lambda: services.nest_item(
            found,
            key,
            is_nested=form.cleaned_data["nested"] == "in",
            seen_sha256=form.cleaned_data["seen_sha256"],
            by=request.membership,
            at=timezone.now(),
        ),
        "De nummering is opgeslagen.",
    )


def _moved(
    request: MemberRequest,
    proposal: Proposal,
    form: SeenForm,
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Do an act on the order and show the page; with how it is now if somebody was first."""
    if not form.is_valid():
        messages.error(request, "Dit formulier is niet volledig. Probeer het opnieuw.")
        return _page(request, proposal, status=422)
    try:
        refusal = _refused(act)
    except services.Rewritten:
        messages.warning(request, LOST)
        return _page(request, proposal, status=409)
    if refusal:
        messages.error(request, refusal)
        return _page(request, proposal, status=422)
    messages.success(request, done)
    return redirect("decisions:writing", proposal.pk)


def _refused(act: Callable[[], object]) -> str | None:
    """Do the act and return the sentence of its refusal, if there is one."""
    try:
        act()
    except services.Refused as refusal:
        return str(refusal)
    return None


def _page(request: MemberRequest, proposal: Proposal, *, status: int = 200) -> HttpResponse:
    context = {
        "page": writing_page(proposal),
        "example_note": proposal.profile.example_note,
    }
    return render(request, "decisions/drafting/writing.html", context, status=status)


def _part_page(
    request: MemberRequest, proposal: Proposal, row: Part, form: SeenForm
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "row": row,
        "form": form,
        "is_item": isinstance(row, DictumItem),
    }
    return render(request, "decisions/drafting/part.html", context, status=_status(form))


def _conflict(  # noqa: PLR0913, PLR0917  # both texts and where they belong
    request: MemberRequest,
    proposal: Proposal,
    part: Model,
    key: UUID,
    fields: Mapping[str, str],
    theirs: Part | None,
) -> HttpResponse:
    """Show both texts, with the form of yours bound to the text that is there now."""
    form = _form(proposal, part, None, initial={**fields, **_seen(theirs)})
    context = {
        "proposal": proposal,
        "form": form,
        "row": theirs,
        "theirs": theirs,
        "is_gone": theirs is None,
        "yours": fields,
        "is_item": part is DictumItem,
        "change": last_change(proposal, key),
        "difference": difference(theirs.text, fields["text"]) if theirs else "",
    }
    return render(request, "decisions/drafting/part.html", context, status=409)


def _form(
    proposal: Proposal,
    part: Model,
    data: Mapping[str, object] | None,
    *,
    initial: Mapping[str, object],
) -> ItemForm | SectionForm:
    if part is DictumItem:
        return ItemForm(data, initial=dict(initial))
    concept = concept_of(proposal)
    items = list(concept.items.all()) if concept else []
    return SectionForm(data, initial=dict(initial), items=items)


def _own_part(proposal: Proposal, part: Model, key: UUID) -> Part:
    """Return an item or shared section of the concept."""
    concept = proposal.versions.concepts().first()
    found: Part | None = services.shared_part(concept, part, key) if concept else None
    return found or get_object_or_404(DictumItem.objects.none())


def _typed(row: Part) -> dict[str, object]:
    names = ("organ", "text") if isinstance(row, DictumItem) else SECTION_FIELDS
    return {**{name: getattr(row, name) for name in names}, **_seen(row)}


SECTION_FIELDS = ("kind", "audience", "heading", "about_item", "text")


def _seen(row: Part | None) -> dict[str, object]:
    return {"seen_sha256": seen_of(row)} if row else {}


def _fields(form: SeenForm) -> dict[str, str]:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen_sha256"}


def _status(form: SeenForm) -> int:
    return 422 if form.errors else 200
