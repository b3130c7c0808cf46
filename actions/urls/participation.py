"""Addresses of answering to an action."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
