"""For whom a person acts."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from municipalities.access import ACTING, MemberRequest, signed_in
from municipalities.forms import ActForForm
from notices.services import mark_read


@signed_in
@require_POST
def act_for(request: MemberRequest) -> HttpResponse:
    """Act from now on in another of the own current memberships."""
    form = ActForForm(request.POST)
    pk = form.cleaned_data["membership"] if form.is_valid() else None
    current = request.user.memberships.current(timezone.localdate())
    request.session[ACTING] = get_object_or_404(current, pk=pk).pk
    return redirect("/")


@signed_in
@require_GET
def notice(request: MemberRequest, notice: int) -> HttpResponse:
    """Remember that the notice was read and show what it is about."""
    found = get_object_or_404(request.user.notices, pk=notice)
    mark_read(found, at=timezone.now())
    return redirect(found.path)


@signed_in
def fixed_address(_request: MemberRequest) -> HttpResponse:
    """Stand in for allauth's page: who signs in does not change the own address."""
    raise Http404
