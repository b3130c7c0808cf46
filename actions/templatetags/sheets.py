"""What a file brings, on the page that tries it out."""

from django import template

from actions.rules.participation import ContributionDraft
from actions.rules.plans import said_amount
from actions.rules.sheet_answers import Total

register = template.Library()


@register.filter
def brings(draft: ContributionDraft) -> str:
    """Show a contribution, such as "Menskracht, 2027: 120,5 uren per jaar (projectleider)"."""
    years = f"{draft.first_year}–{draft.last_year}".removesuffix(f"–{draft.first_year}")
    if draft.amount is None:
        said = draft.description
    else:
        more = f" ({draft.description})" if draft.description else ""
        said = f"{said_amount(draft.unit, draft.amount)} per jaar{more}"
    beyond = "" if draft.is_within_capacity else " – boven de bestaande capaciteit"
    return f"{draft.kind.label}, {years}: {said}{beyond}"


@register.filter
def together(total: Total) -> str:
    """Show a sum in its own unit; what is said in words has none."""
    return "in woorden" if total.amount is None else said_amount(total.unit, total.amount)
