"""The pages of an installed office, under gunicorn; its live updates run apart (config/asgi.py)."""

import os

from config.servers import ensure_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ensure_database()

from django.core.wsgi import get_wsgi_application  # noqa: E402

pages = get_wsgi_application()

from config.doors import OF_PROGRAMS, TAKES_FILES  # noqa: E402
from interaction.visitors.wsgi import seen_through, with_limited_bodies  # noqa: E402

application = seen_through(with_limited_bodies(pages, OF_PROGRAMS, TAKES_FILES), os.environ.get("TRUSTED_PROXIES", ""))
