"""Addresses of the regional consultations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
