"""Addresses of meetings with the cultural field."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
