"""Addresses of the matrix and saved views."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
