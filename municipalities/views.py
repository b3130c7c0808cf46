"""For whom a person acts."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.access import ACTING, MemberRequest, signed_in
from municipalities.forms import ActForForm


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
def fixed_address(_request: MemberRequest) -> HttpResponse:
    """Stand in for allauth's page: who signs in does not change the own address."""
    raise Http404
