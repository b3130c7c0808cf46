"""The addresses of actions, by noun."""

from actions.urls import (
    agenda,
    capacity,
    consultations,
    matrix,
    meetings,
    participation,
    pictures,
    plans,
    sheets,
    start,
)

app_name = "actions"

urlpatterns = [
    *start.urlpatterns,
    *agenda.urlpatterns,
    *plans.urlpatterns,
    *consultations.urlpatterns,
    *meetings.urlpatterns,
    *participation.urlpatterns,
    *capacity.urlpatterns,
    *matrix.urlpatterns,
    *pictures.urlpatterns,
    *sheets.urlpatterns,
]
