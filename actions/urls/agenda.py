"""Addresses of the execution agenda and its actions."""

from django.urls import path

from actions.views import agenda

urlpatterns = [
    path("profielen/<int:profile>/acties/", agenda.actions, name="actions"),
    path("profielen/<int:profile>/acties/nieuw/", agenda.add_action, name="add_action"),
    path("acties/<int:action>/", agenda.action, name="action"),
    path("acties/<int:action>/wijzigen/", agenda.change_action, name="change_action"),
]
