"""Addresses of capacity and money."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
