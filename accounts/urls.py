from django.urls import path, re_path

from accounts.views import export, leaving, profile, second_factor, sessions

app_name = "accounts"

urlpatterns = [
    path("tweede-stap/", second_factor.second_factor, name="second_factor"),
    path(
        "tweede-stap/via/<str:provider>/",
        second_factor.prove_at_provider,
        name="prove_at_provider",
    ),
    path("profiel/sessies/<int:session>/", sessions.end_session, name="end_session"),
    # Pages of allauth that this portal does not have; they stand before allauth's own.
    re_path(
        r"^accounts/(?:3rdparty/signup|login/code/confirm|social/.+)/$",
        sessions.closed,
        name="closed",
    ),
    path("profiel/", profile.profile, name="profile"),
    path("profiel/e-mail/", profile.choose_mail, name="choose_mail"),
    path("profiel/gegevens/", export.data, name="data"),
    path("profiel/gegevens/downloaden/", export.download, name="export"),
    path("profiel/vertrekken/", leaving.leave, name="leave"),
]
