from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("tweede-stap/", views.second_factor, name="second_factor"),
]
