from django.urls import path

from municipalities import views
from municipalities.views import calendars, grants, home, institutions, invitations, people, trail

app_name = "municipalities"

urlpatterns = [
    path("", home.home, name="home"),
    path("namens/", views.act_for, name="act_for"),
    path("berichten/<int:notice>/", views.notice, name="notice"),
    path("wie-mag-wat/", grants.who_may_what, name="who_may_what"),
    path("mensen/", people.people, name="people"),
    path("mensen/uitnodigen/", invitations.invite, name="invite"),
    path(
        "mensen/uitnodigingen/<int:invitation>/opnieuw/",
        invitations.send_again,
        name="send_again",
    ),
    path(
        "mensen/uitnodigingen/<int:invitation>/intrekken/",
        invitations.withdraw,
        name="withdraw",
    ),
    path("mensen/rollen/<int:role>/", people.role, name="role"),
    path("mensen/rollen/<int:role>/beeindigen/", people.end_role, name="end_role"),
    path(
        "mensen/rollen/<int:role>/tweede-stap-wissen/",
        people.wipe_second_factor,
        name="wipe_second_factor",
    ),
    path("vergaderkalender/", calendars.calendar, name="calendar"),
    path("vergaderkalender/recessen/", calendars.add_recess, name="add_recess"),
    path(
        "vergaderkalender/recessen/<int:recess>/verwijderen/",
        calendars.remove_recess,
        name="remove_recess",
    ),
    path("uitnodiging/", invitations.invitation, name="invitation"),
    path("uitnodiging/<str:token>/", invitations.follow_invitation, name="follow_invitation"),
    path("instelling/", institutions.institution, name="institution"),
    path("instelling/wijzigen/", institutions.edit_institution, name="edit_institution"),
    path("instelling/uitnodigen/", invitations.invite_colleague, name="invite_colleague"),
    path(
        "instelling/uitnodigingen/<int:invitation>/opnieuw/",
        invitations.send_colleague_again,
        name="send_colleague_again",
    ),
    path(
        "instelling/uitnodigingen/<int:invitation>/intrekken/",
        invitations.withdraw_colleague,
        name="withdraw_colleague",
    ),
    path("instelling/rollen/<int:role>/", institutions.colleague, name="colleague"),
    path("instellingen/", institutions.institutions, name="institutions"),
    path(
        "instellingen/<int:institution>/", institutions.institution_check, name="institution_check"
    ),
    path(
        "instellingen/<int:institution>/bevestigen/",
        institutions.confirm_institution,
        name="confirm_institution",
    ),
    path(
        "instellingen/<int:institution>/weigeren/",
        institutions.refuse_institution,
        name="refuse_institution",
    ),
    path("logboek/", trail.trail, name="trail"),
    path("logboek/csv/", trail.trail_csv, name="trail_csv"),
    path("logboek/json/", trail.trail_json, name="trail_json"),
    path("logboek/regio/", trail.region_trail, name="region_trail"),
    path("logboek/regio/csv/", trail.region_trail_csv, name="region_trail_csv"),
    path("logboek/regio/json/", trail.region_trail_json, name="region_trail_json"),
]
