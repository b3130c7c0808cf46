"""
The administration: everything the portal keeps, to read; sign-in providers, to set up.

Only for who may open it, with a second factor, after proving once more who it is. Whatever is
opened in it stands in the trail.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.usersessions.models import UserSession
from django.apps import apps

from cultuurregio.admin.providers import ProviderAdmin
from cultuurregio.admin.reading import ReadOnly
from cultuurregio.admin.site import Administration

OURS = (
    "municipalities",
    "profiles",
    "actions",
    "decisions",
    "submissions",
    "notices",
    "jobs",
    "trail",
)

administration = Administration(name="admin")
administration.register(
    [model for label in OURS for model in apps.get_app_config(label).get_models()], ReadOnly
)
administration.register([EmailAddress, Authenticator, SocialAccount, UserSession], ReadOnly)
administration.register(SocialApp, ProviderAdmin)

__all__ = ["administration"]
