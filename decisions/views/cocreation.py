"""The parties say what they want otherwise; the writers answer, and record how far the text is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions import services
from decisions.forms import AnswerForm, CommentForm, StepForm
from decisions.models import Amendment, DictumItem, PreparationKind, Proposal, Section, Verdict
from decisions.rules.drafting import seen_of
from decisions.selectors.cocreation import (
    CocreationPage,
    answers_page,
    cocreation_page,
    cocreations_page,
    said_of,
)
from decisions.views.found import own_proposal
from dutch.moments import local_date
from municipalities.access import MemberRequest, Permission, limited, requires

TEXT_CHANGED = "Deze tekst is intussen gewijzigd. Lees hieronder de tekst van nu."
CHANGED = (
    "De tekst is veranderd nadat u deze pagina opende. Uw opmerking is nog niet ingediend: "
    "lees de tekst van nu en dien uw opmerking opnieuw in."
)


@requires(Permission.COMMENT)
@require_GET
def cocreations(request: MemberRequest) -> HttpResponse:
    """Show on which concepts this party may say something, or did."""
    page = cocreations_page(request.membership)
    return render(request, "decisions/cocreation/cocreations.html", {"page": page})


@requires(Permission.COMMENT)
@require_GET
def cocreation(request: MemberRequest, proposal: int) -> HttpResponse:
    found = _own_cocreation(request, proposal)
    page = cocreation_page(found, viewer=request.membership)
    if not page.was_opened and not _is_before_colleges(found):
        raise Http404
    return render(request, "decisions/cocreation/cocreation.html", {"page": page})


@requires(Permission.COMMENT)
@limited("dear")
@require_http_methods(["GET", "POST"])
def comment(request: MemberRequest, proposal: int, key: UUID | None = None) -> HttpResponse:
    found = _own_cocreation(request, proposal)
    page = cocreation_page(found, viewer=request.membership)
    if not (page.was_opened or _is_before_colleges(found)) or not _is_part(found, key):
        raise Http404
    if page.to_comment:
        messages.error(request, " ".join(str(each.label) for each in page.to_comment))
        return redirect("decisions:cocreation", found.pk)
    part = _part(page, key)
    form = CommentForm(
        request.POST or None,
        is_whole=part is None,
        is_item=isinstance(part, DictumItem),
        initial={"seen_sha256": seen_of(part) if part else ""},
    )
    if not form.is_valid():
        return _comment_page(request, page, part, form, status=422 if form.errors else 200)
    try:
        services.comment(
            found,
            about=type(part) if part else None,
            key=key,
            by=request.membership,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except services.Rewritten:
        again = CommentForm(
            is_whole=part is None,
            is_item=isinstance(part, DictumItem),
            initial={**form.cleaned_data, "seen_sha256": seen_of(part) if part else ""},
        )
        messages.warning(request, CHANGED)
        return _comment_page(request, page, part, again, status=409)
    except services.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("decisions:cocreation", found.pk)
    messages.success(request, "Uw opmerking is ingediend. U krijgt bericht als er antwoord is.")
    return redirect("decisions:cocreation", found.pk)


@requires(Permission.EDIT_PROPOSAL)
@require_GET
def answers(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    context = {"page": answers_page(found), "example_note": found.profile.example_note}
    return render(request, "decisions/cocreation/answers.html", context)


@requires(Permission.EDIT_PROPOSAL)
@require_http_methods(["GET", "POST"])
def answer(request: MemberRequest, proposal: int, amendment: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    amendments = Amendment.objects.filter(version__proposal=found).select_related(
        "version__proposal", "organisation", "submitted_by", "answer__answered_by"
    )
    about = get_object_or_404(amendments, pk=amendment)
    part = _part_of(about)
    form = AnswerForm(
        request.POST or None,
        has_text=bool(about.proposed_text and part),
        initial={"seen_sha256": seen_of(part) if part else ""},
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.answer(
                about,
                verdict=Verdict(given["verdict"]),
                reason=given["reason"],
                takes_text_over=given.get("takes_text_over", False),
                seen_sha256=given["seen_sha256"],
                by=request.membership,
                at=timezone.now(),
            )
        except services.Rewritten:
            messages.warning(request, TEXT_CHANGED)
            return _answer_page(request, found, about, _again(form, part), status=409)
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Het antwoord is vastgelegd en verstuurd.")
            return redirect("decisions:answers", found.pk)
    return _answer_page(request, found, about, form, status=422 if form.errors else 200)


@requires(Permission.EDIT_PROPOSAL)
@require_POST
def record_step(request: MemberRequest, proposal: int) -> HttpResponse:
    found = own_proposal(request, proposal)
    now = timezone.now()
    form = StepForm(request.POST, kinds=list(PreparationKind), today=local_date(now), prefix="stap")
    if not form.is_valid():
        messages.error(request, "Kies een stap en een dag die al geweest is.")
        return redirect(found)
    step = form.cleaned_data
    try:
        services.record_step(
            found,
            kind=PreparationKind(step["kind"]),
            on=step["on"],
            note=step["note"],
            by=request.membership,
            at=now,
        )
    except services.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "De stap is vastgelegd.")
    return redirect(found)


def _own_cocreation(request: MemberRequest, proposal: int) -> Proposal:
    """Return a proposal of the reader's region, of which not even the title is shown yet."""
    own = Proposal.objects.filter(profile__region=request.membership.organisation.region_id)
    return get_object_or_404(own.select_related("profile"), pk=proposal)


def _is_before_colleges(proposal: Proposal) -> bool:
    return proposal.versions.filter(frozen_at__isnull=False).exists()


def _is_part(proposal: Proposal, key: UUID | None) -> bool:
    """Tell whether this is in any version of the text; no key is for the whole."""
    of_it = {"version__proposal": proposal, "key": key}
    models = (DictumItem, Section)
    return key is None or any(m._default_manager.filter(**of_it).exists() for m in models)


def _part(page: CocreationPage, key: UUID | None) -> DictumItem | Section | None:
    """Return the item or section that is commented on, or None for the whole."""
    if key is None:
        return None
    found = [each.part for each in (*page.items, *page.sections) if each.part.key == key]
    if not found:
        raise Http404
    return found[0]


def _part_of(amendment: Amendment) -> DictumItem | Section | None:
    version = amendment.version
    if amendment.item_key:
        return services.shared_part(version, DictumItem, amendment.item_key)
    if amendment.section_key:
        return services.shared_part(version, Section, amendment.section_key)
    return None


def _again(form: AnswerForm, part: DictumItem | Section | None) -> AnswerForm:
    """Return the form as it was filled in, bound to the text that is there now."""
    seen = seen_of(part) if part else ""
    filled = {**form.cleaned_data, "seen_sha256": seen}
    return AnswerForm(has_text=part is not None, initial=filled)


def _comment_page(
    request: MemberRequest,
    page: CocreationPage,
    part: DictumItem | Section | None,
    form: CommentForm,
    *,
    status: int,
) -> HttpResponse:
    context = {"page": page, "part": part, "form": form}
    return render(request, "decisions/cocreation/comment.html", context, status=status)


def _answer_page(
    request: MemberRequest,
    proposal: Proposal,
    amendment: Amendment,
    form: AnswerForm,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "said": said_of(amendment),
        "part": _part_of(amendment),
        "form": form,
    }
    return render(request, "decisions/cocreation/answer.html", context, status=status)
