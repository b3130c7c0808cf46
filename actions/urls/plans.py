"""Addresses of plans of approach, milestones and progress."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
