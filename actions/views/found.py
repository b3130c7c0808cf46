"""What a reader can open: the actions of the own region, and those to work on."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from actions.models import Action
from municipalities.access import MemberRequest, Permission, may


def own_action(request: MemberRequest, action: int) -> Action:
    """Return the action of the reader's region. :raises Http404: for any other."""
    return get_object_or_404(_of_region(request), pk=action)


def led_action(request: MemberRequest, action: int) -> Action:
    """Return an action that the reader may work on. :raises Http404: where another leads."""
    found = _of_region(request)
    if not may(request.membership, Permission.KEEP_ACTIONS):
        found = found.filter(lead=request.membership.organisation_id)
    return get_object_or_404(found, pk=action)


def _of_region(request: MemberRequest) -> QuerySet[Action]:
    region = request.membership.organisation.region_id
    actions = Action.objects.filter(theme__profile__region=region)
    return actions.select_related("theme__profile__region", "lead", "ambition")
