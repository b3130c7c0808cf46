from django.urls import path

from profiles import views

app_name = "profiles"

urlpatterns = [path("profielen/<int:profile>/", views.profile, name="profile")]
