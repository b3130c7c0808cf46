"""What pages of other apps say of the demo."""

from django import template
from django.template import RequestContext

from examples.accounts import known_password

register = template.Library()


@register.simple_tag(takes_context=True)
def demo_password(context: RequestContext) -> str:
    """Return the password to show to somebody who uses an example account; "" to all others."""
    return known_password(context["request"].user)
