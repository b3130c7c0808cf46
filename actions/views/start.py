"""The start page of who works on the actions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from actions.selectors import start as selector
from municipalities.access import MemberRequest, Permission, requires


@requires(Permission.READ)
@require_GET
def start(request: MemberRequest) -> HttpResponse:
    page = selector.start(request.membership, at=timezone.now())
    return render(request, "actions/start.html", {"page": page})
