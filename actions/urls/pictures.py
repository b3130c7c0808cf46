"""Addresses of capacity and money, map and timeline."""

from django.urls import path

from actions.urls import converters  # noqa: F401  # the addresses below use them
from actions.views import pictures

urlpatterns = [
    path("profielen/<int:profile>/capaciteit/", pictures.money, name="money"),
    path(
        "profielen/<int:profile>/capaciteit/tabel.<sheet_format:sheet_format>",
        pictures.money_file,
        name="money_file",
    ),
    path("profielen/<int:profile>/kaart/", pictures.region_map, name="map"),
    path("profielen/<int:profile>/tijdlijn/", pictures.timeline, name="timeline"),
]
