"""The Celery application; its only task wakes the job table."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultuurregio.settings")

app = Celery("cultuurregio")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
