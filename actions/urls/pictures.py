"""Addresses of map and timeline."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
