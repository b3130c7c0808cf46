"""Addresses of the meetings with the cultural field."""

from django.urls import URLPattern, path

from actions.views import invitations, meetings

ONE = "bijeenkomsten/<int:meeting>/"

urlpatterns: list[URLPattern] = [
    path("bijeenkomsten/", meetings.meetings, name="meetings"),
    path("bijeenkomsten/nieuw/", meetings.call_meeting, name="call_meeting"),
    path(ONE, meetings.meeting, name="meeting"),
    path(f"{ONE}wijzigen/", meetings.change_meeting, name="change_meeting"),
    path(f"{ONE}uitnodigen/", meetings.invite_field, name="invite_field"),
    path(f"{ONE}aanwezigheid/", meetings.record_attendance, name="record_attendance"),
    path(f"{ONE}verslag/", meetings.write_report, name="write_report"),
    path(f"{ONE}opbrengst/", meetings.record_harvest, name="record_harvest"),
    path(f"{ONE}uitnodiging/", invitations.invitation, name="invitation"),
    path("uitnodigingen/", invitations.invitations, name="invitations"),
]
