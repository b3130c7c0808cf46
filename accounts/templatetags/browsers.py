"""How a browser calls itself, in words that its user knows."""

from django import template

register = template.Library()

# The first that occurs counts: Edge and Opera also call themselves Chrome, and Chrome Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "Mac",
    "Android": "Android",
    "Linux": "Linux",
}


@register.filter
def browser(user_agent: str) -> str:
    """Show `Firefox op Windows`; what is not known stays as it calls itself."""
    name, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    return f"{name} op {system}" if name and system else user_agent


def _first(known: dict[str, str], user_agent: str) -> str:
    return next((words for mark, words in known.items() if mark in user_agent), "")
