from django.urls import path

from actions import views

app_name = "actions"

urlpatterns = [path("profielen/<int:profile>/acties/", views.actions, name="actions")]
