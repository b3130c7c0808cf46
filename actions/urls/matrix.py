"""Addresses of the matrix and saved views."""

from django.urls import path

from actions.urls import converters  # noqa: F401  # the addresses below use them
from actions.views import cells, matrix, saved_views

urlpatterns = [
    path("profielen/<int:profile>/deelname/", matrix.show, name="matrix"),
    path(
        "profielen/<int:profile>/deelname/tabel.<sheet_format:sheet_format>",
        matrix.file,
        name="matrix_file",
    ),
    path("acties/<int:action>/deelname/<str:code>/cel/", cells.cell, name="cell"),
    path("weergaven/", saved_views.show, name="views"),
    path("weergaven/bewaren/", saved_views.save, name="save_view"),
    path("weergaven/<int:view>/naam/", saved_views.rename, name="rename_view"),
    path("weergaven/<int:view>/verwijderen/", saved_views.remove, name="remove_view"),
]
