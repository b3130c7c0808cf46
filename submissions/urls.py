from django.urls import path

from submissions import views

app_name = "submissions"

urlpatterns = [
    path("voorstellen/<int:proposal>/aanbiedingen/", views.submissions, name="submissions"),
    path("voorstellen/<int:proposal>/aanbiedingen/bevriezen/", views.freeze, name="freeze"),
    path("aanbiedingen/<int:submission>/", views.submission, name="submission"),
    path("aanbiedingen/<int:submission>/opnieuw/", views.retry, name="retry"),
    path("aanbiedingen/<int:submission>/bundel.pdf", views.bundle, name="bundle"),
]
