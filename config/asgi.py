"""The web process: pages through Django, live updates through channels."""

import os

from config.servers import ensure_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ensure_database()

from django.core.asgi import get_asgi_application  # noqa: E402

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from config.doors import OF_PROGRAMS, TAKES_FILES  # noqa: E402
from config.urls import websocket_urlpatterns  # noqa: E402
from interaction.visitors.bodies import with_limited_bodies  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": with_limited_bodies(pages, OF_PROGRAMS, TAKES_FILES),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
