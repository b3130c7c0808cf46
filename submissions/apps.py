from importlib import import_module

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        """Register the work on bundles, also outside a Celery worker."""
        import_module("submissions.tasks")
