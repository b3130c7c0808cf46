"""The words of mail to one person; the words around them are those of every mail."""

from datetime import datetime

from django.conf import settings

from dutch.moments import format_moment
from municipalities.models import Invitation
from trail.models import Anchor


def invitation_body(invitation: Invitation, *, link: str, until: datetime) -> str:
    """Return the mail that offers somebody a role, with the link that gives it."""
    who = f"{invitation.invited_by} nodigt u" if invitation.invited_by else "U wordt"
    verb = " uit" if invitation.invited_by else " uitgenodigd"
    role = f"{invitation.get_role_display()} van {invitation.organisation.full_name}"
    return f"""Geachte {invitation.name},

{who}{verb} voor het portaal van Cultuurregio {invitation.organisation.region}.
Uw rol: {role}.

Met deze link stelt u het inloggen in en begint u:
{link}

De link werkt tot {format_moment(until)} en is alleen voor u. Stuur deze e-mail niet door.
Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen.

Met vriendelijke groet,
het portaal van uw cultuurregio
"""


def wiped_factor_body(*, name: str, who: str) -> str:
    """Return the mail to somebody whose second factor was wiped on request."""
    return f"""Geachte {name},

{who} heeft de tweede stap bij het inloggen van uw account gewist, omdat die kwijt was.
U bent overal uitgelogd. Bij de volgende keer inloggen stelt u een nieuwe tweede stap in:
{settings.PORTAL_URL}/

Hebt u hier niet om gevraagd? Neem dan meteen contact op met de beheerder van uw organisatie
en wijzig uw wachtwoord.

Met vriendelijke groet,
het portaal van uw cultuurregio
"""


def anchor_body(kept: Anchor) -> str:
    """Return the mail with the head of the chain, and what to do with it."""
    return f"""Goedendag,

Dit is het controlegetal van het logboek van het portaal, tot en met nummer {kept.number}:

{kept}

Bewaar deze e-mail. Wie later twijfelt of het logboek is gewijzigd, geeft deze regel aan de
beheerder van het portaal of aan een controleur, die er het logboek mee narekent:

manage.py verify_trail --anchor {kept}

U hoeft verder niets te doen.

Met vriendelijke groet,
het portaal van uw cultuurregio
"""
