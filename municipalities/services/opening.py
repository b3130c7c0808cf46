"""Opening the account of who was invited: new, known, or begun by somebody else."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from municipalities.models import Invitation, User
from municipalities.rules import Blocker
from municipalities.services.people import create_user, prove_address, void_roles
from municipalities.services.turns import Refused

UNPROVED = "Begonnen door iemand die niet had bewezen dat dit e-mailadres van hem of haar was."


def open_account(invitation: Invitation, *, name: str, password: str | None, at: datetime) -> User:
    """
    Make the account of the invited person, or open one that is theirs by the mail they read.

    Without a password they sign in another way. :raises Refused: if they have an account.
    """
    try:
        with transaction.atomic():
            known = (
                User.objects.select_for_update(no_key=True)
                .filter(email__iexact=invitation.email)
                .first()
            )
            if known is None:
                return create_user(email=invitation.email, name=name, password=password)
            if has_account(invitation):
                raise Refused([Blocker.HAS_ACCOUNT])
            return _opened(known, name=name, password=password, at=at)
    except IntegrityError:
        raise Refused([Blocker.HAS_ACCOUNT]) from None


def _opened(user: User, *, name: str, password: str | None, at: datetime) -> User:
    """
    Open the account of who left it, or that somebody else began without proof of the address.

    Who left keeps the name under which they acted; what was begun without proof ends here.
    """
    if user.is_active:
        user.name = name
        void_roles(user, reason=UNPROVED, at=at)
    prove_address(user)
    user.is_active = True
    user.set_password(password)
    user.save(update_fields=["name", "is_active", "password"])
    return user


def has_account(invitation: Invitation) -> bool:
    """
    Tell whoever holds the link, so reads mail at the address, whether it has an account.

    One whose address nobody has proved is nobody's yet.
    """
    proved = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    return bool(proved.filter(user__is_active=True).exists())
