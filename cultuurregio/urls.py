"""Every address of the portal."""

from django.conf import settings
from django.urls import include, path

from municipalities.views import fixed_address

urlpatterns = [
    path("", include("decisions.urls")),
    path("", include("submissions.urls")),
    path("", include("profiles.urls")),
    path("", include("actions.urls")),
    path("", include("municipalities.urls")),
    path("accounts/email/", fixed_address, name="account_email"),
    path("accounts/", include("allauth.urls")),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("examples.urls"))]
