"""Answers in a spreadsheet: take them along, try a file out, read it in."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import files.store
from actions.documents.tables import SheetFormat, written
from actions.forms.sheets import ReadInForm, SheetForm
from actions.selectors.sheets import desk, template
from actions.services import reading_in
from actions.services.acting import Refused
from actions.services.reading_in import Overtaken, Trial, Tried
from municipalities.access import MemberRequest, Permission, limited, requires

MOST_SHOWN = 200  # messages and changes on the page; the counts are of all
GONE = "Dit bestand is niet bewaard. Kies het opnieuw."


@requires(Permission.ANSWER_ACTION)
@require_GET
def sheet_template(request: MemberRequest, sheet_format: SheetFormat) -> HttpResponse:
    """Hand out the own answers as a file to fill in."""
    content = written(template(request.membership), sheet_format)
    name = f"deelname-{request.membership.organisation.slug}.{sheet_format}"
    return HttpResponse(
        content,
        content_type=sheet_format.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@requires(Permission.ANSWER_ACTION)
@limited("dear")
@require_http_methods(["GET", "POST"])
def sheet(request: MemberRequest) -> HttpResponse:
    """Show where to hand in a file; a file that comes is tried out and nothing more."""
    if request.method == "GET":
        return _page(request, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    trial = reading_in.try_out(file.name, file.data, by=request.membership, at=timezone.now())
    reading_in.keep(trial, file.data)
    return _page(request, SheetForm(), trial, status=422 if trial.blockers else 200)


@requires(Permission.ANSWER_ACTION)
@limited("dear")
@require_POST
def read_in_sheet(request: MemberRequest) -> HttpResponse:
    """Read in the file that was tried out, all of it or nothing."""
    form = ReadInForm(request.POST, membership=request.membership)
    if not form.is_valid():
        messages.error(request, "Er is niets ingelezen. Kies het bestand opnieuw.")
        return redirect("actions:sheet")
    tried = Tried(**form.cleaned_data["tried"])
    try:
        done = reading_in.read_in(
            tried,
            has_read_commitments=form.cleaned_data.get("has_read_commitments", False),
            by=request.membership,
            at=timezone.now(),
        )
    except FileNotFoundError:
        messages.error(request, GONE)
        return redirect("actions:sheet")
    except (Refused, Overtaken) as refusal:
        return _again(request, tried, str(refusal))
    messages.success(request, _done(done))
    return redirect("actions:sheet")


def _again(request: MemberRequest, tried: Tried, why: str) -> HttpResponse:
    """Show what the file does by now, and why it was not read in."""
    messages.error(request, f"Er is niets ingelezen. {why}")
    data = files.store.get(tried.sha256)
    trial = reading_in.try_out(tried.name, data, by=request.membership, at=timezone.now())
    return _page(request, SheetForm(), trial, status=409)


def _done(trial: Trial) -> str:
    changed = len(trial.outcome.changes) if trial.outcome else 0
    answers = "1 antwoord is" if changed == 1 else f"{changed} antwoorden zijn"
    return f"{trial.tried.name} is ingelezen: {answers} veranderd."


def _page(
    request: MemberRequest, form: SheetForm, trial: Trial | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"desk": desk(request.membership), "form": form, "formats": list(SheetFormat)}
    if trial:
        context |= {"trial": trial, "most": MOST_SHOWN, "read_form": _read_form(request, trial)}
    return render(request, "actions/sheets/sheet.html", context, status=status)


def _read_form(request: MemberRequest, trial: Trial) -> ReadInForm | None:
    if trial.blockers:
        return None
    return ReadInForm(
        initial={"tried": ReadInForm.sign(request.membership, asdict(trial.tried))},
        membership=request.membership,
        leaves_commitments=trial.leaves_commitments,
    )
