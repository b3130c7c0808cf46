"""Address of the start page."""

from django.urls import path

from actions.views import start

urlpatterns = [path("uitvoering/", start.start, name="start")]
