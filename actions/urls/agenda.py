"""Addresses of the execution agenda and its actions."""

from django.urls import path

from actions.views import agenda

urlpatterns = [path("profielen/<int:profile>/acties/", agenda.actions, name="actions")]
