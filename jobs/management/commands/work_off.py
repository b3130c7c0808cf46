from celery import current_app
from django.core.management import BaseCommand

from jobs.models import Job
from jobs.tasks import work_off


class Command(BaseCommand):
    help = "Doet in dit proces al het achtergrondwerk dat nu klaarstaat."

    def handle(self, **_: object) -> None:
        current_app.loader.import_default_modules()
        keys = list(Job.objects.ready().values_list("key", flat=True))
        for key in keys:
            self.stdout.write(self.sentence(work_off(key)))
        if not keys:
            self.stdout.write("Er staat geen werk klaar.")

    def sentence(self, job: Job) -> str:
        return f"{job.key}: {job.state.label}. {job.error}".rstrip()
