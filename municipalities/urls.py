from django.urls import path

from municipalities import views

app_name = "municipalities"

urlpatterns = [
    path("namens/", views.act_for, name="act_for"),
    path("berichten/<int:notice>/", views.notice, name="notice"),
]
