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

from config.urls import websocket_urlpatterns  # noqa: E402
from hotline.exchange.api import LONGEST_BODY as LONGEST_ORDER  # noqa: E402
from hotline.telephony.reading import LONGEST_BODY as LONGEST_EVENT  # noqa: E402
from hotline.texting.views import LONGEST_BODY as LONGEST_TEXT  # noqa: E402
from hotline.webhooks.bodies import with_short_bodies  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": with_short_bodies(
            pages,
            {
                "/hotline/telephony/events/": LONGEST_EVENT,
                "/hotline/exchange/": LONGEST_ORDER,
                "/hotline/texts/": LONGEST_TEXT,
            },
        ),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
