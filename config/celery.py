"""The worker and beat processes. Schedules stand in settings; each task is a thin call into its room."""

import os

from celery import Celery

from config.servers import ensure_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ensure_database()

app = Celery("huiyin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
