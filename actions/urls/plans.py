"""Addresses of plans of approach, milestones and progress."""

from django.urls import path

from actions.views import needs, plans, progress

NEED = "acties/<int:action>/plan/schrijven/behoeften/"

urlpatterns = [
    path("acties/<int:action>/plan/<int:number>/", plans.plan, name="plan"),
    path("acties/<int:action>/plan/verschil/", plans.plan_difference, name="plan_difference"),
    path("acties/<int:action>/plan/beginnen/", plans.begin_plan, name="begin_plan"),
    path("acties/<int:action>/plan/schrijven/", plans.writing, name="writing"),
    path("acties/<int:action>/plan/schrijven/tekst/", plans.write_plan, name="write_plan"),
    path(f"{NEED}nieuw/", needs.add_need, name="add_need"),
    path(f"{NEED}<int:need>/", needs.change_need, name="change_need"),
    path(f"{NEED}<int:need>/verwijderen/", needs.remove_need, name="remove_need"),
    path("acties/<int:action>/plan/vaststellen/", plans.freeze_plan, name="freeze_plan"),
    path("acties/<int:action>/stap/", progress.take_step, name="take_step"),
    path("acties/<int:action>/mijlpalen/nieuw/", progress.add_milestone, name="add_milestone"),
    path("acties/<int:action>/mijlpalen/<int:milestone>/", progress.milestone, name="milestone"),
    path("acties/<int:action>/voortgang/", progress.report, name="report_progress"),
]
