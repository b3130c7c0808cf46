"""Addresses that exist only in demo mode."""

from django.urls import path

from examples import views

app_name = "examples"
urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("inloggen/", views.sign_in, name="sign_in"),
    path("post/", views.post, name="post"),
    path("onderdelen/", views.components, name="components"),
]
