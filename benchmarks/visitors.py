"""People who are signed in, second factor and all, as the pages that are timed ask of them."""

import time

from django.test import Client

from municipalities.models import User


def visitor(user: User) -> Client:
    """Return a browser in which this person signed in just now."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
