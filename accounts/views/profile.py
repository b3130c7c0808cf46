"""The profile page: who somebody is here, and what they want to hear."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.forms import MailForm
from accounts.selectors import mail_wanted, profile_page
from municipalities.access import MemberRequest, signed_in
from notices import services as notices


@signed_in
@require_GET
def profile(request: MemberRequest) -> HttpResponse:
    context = {
        "page": profile_page(request.user, today=timezone.localdate()),
        "mail_form": MailForm(initial={"kinds": mail_wanted(request.user)}),
    }
    return render(request, "accounts/profile.html", context)


@signed_in
@require_POST
def choose_mail(request: MemberRequest) -> HttpResponse:
    """Keep which notices also come by mail."""
    form = MailForm(request.POST)
    if form.is_valid():
        notices.choose_mail(user=request.user.pk, wanted=form.wanted())
        messages.success(request, "Uw keuze voor e-mail is bewaard.")
        return redirect("accounts:profile")
    context = {
        "page": profile_page(request.user, today=timezone.localdate()),
        "mail_form": form,
    }
    return render(request, "accounts/profile.html", context, status=422)
