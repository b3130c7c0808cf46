"""The buttons to sign in at the own municipality."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.template import RequestContext

from accounts.adapters.providers import Municipal

register = template.Library()


@register.simple_tag(takes_context=True)
def providers(context: RequestContext) -> list[Municipal]:
    """Return the providers, and let this one page send a form on to them."""
    request = context["request"]
    listed: list[Municipal] = get_adapter().list_providers(request)
    _let_forms_go_to(request, listed)
    return listed


@register.simple_tag(takes_context=True)
def send_forms_to(context: RequestContext, provider: Municipal) -> str:
    """Let this one page send a form on to the provider."""
    _let_forms_go_to(context["request"], [provider])
    return ""


def _let_forms_go_to(request: Any, listed: list[Municipal]) -> None:  # noqa: ANN401  # it gets an attribute
    request.provider_origins = sorted({provider.origin for provider in listed})
