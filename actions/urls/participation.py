"""Addresses of answering to an action."""

from django.urls import path

from actions.views import participation

ACTION = "acties/<int:action>/"
ONE = f"{ACTION}deelname/<str:code>/"

urlpatterns = [
    path(f"{ACTION}deelname/", participation.joining, name="joining"),
    path(ONE, participation.participation, name="participation"),
    path(f"{ONE}antwoord/", participation.answer, name="answer"),
    path(f"{ACTION}vragen/", participation.ask, name="ask"),
    path(f"{ACTION}verzoeken/<int:answer>/", participation.admit, name="admit"),
]
