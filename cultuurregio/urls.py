"""Every address of the portal."""

from allauth.account.views import password_set
from django.conf import settings
from django.urls import include, path

from accounts.views.proof import proved
from cultuurregio import errors
from cultuurregio.admin import administration
from cultuurregio.views import disclosure, security_txt
from municipalities.views import fixed_address

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_often  # allauth asks for it
handler500 = errors.server_error

urlpatterns = [
    path("", include("decisions.urls")),
    path("", include("submissions.urls")),
    path("", include("profiles.urls")),
    path("", include("actions.urls")),
    path("", include("municipalities.urls")),
    path("", include("accounts.urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("zwakke-plek-melden/", disclosure, name="disclosure"),
    path("accounts/email/", fixed_address, name="account_email"),
    path("accounts/password/set/", proved(password_set), name="account_set_password"),
    path("accounts/", include("allauth.urls")),
    path("beheer/", administration.urls),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("examples.urls"))]
