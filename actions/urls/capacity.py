"""Addresses of capacity and money."""

from django.urls import path

from actions.views import capacity

urlpatterns = [path("capaciteit/", capacity.own_capacity, name="own_capacity")]
