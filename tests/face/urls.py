"""The addresses of the portal, with pages that fail on purpose."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import include, path

from cultuurregio.urls import urlpatterns as portal


def failing(refusal):
    @login_not_required
    def view(request):
        raise refusal

    return view


urlpatterns = [
    *portal,
    path("", include("municipalities.urls")),
    path("fout/400/", failing(SuspiciousOperation)),
    path("fout/403/", failing(PermissionDenied)),
    path("fout/500/", failing(RuntimeError)),
]
