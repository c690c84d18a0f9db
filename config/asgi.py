"""The web process: pages through Django, live updates through channels."""

import os
import re

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
from interaction.visitors.bodies import with_limited_bodies  # noqa: E402

# What takes files: forms of citizens, the comparison of a letter with its original, the desk.
TAKES_FILES = re.compile(r"/(?:en/)?(?:send/[^/]+/\Z|track/[^/]+/do/[^/]+/\Z|verify/\Z)|/desk/|/settings/")

application = ProtocolTypeRouter(
    {
        "http": with_limited_bodies(
            pages,
            {
                "/hotline/telephony/events/": LONGEST_EVENT,
                "/hotline/exchange/": LONGEST_ORDER,
                "/hotline/texts/": LONGEST_TEXT,
            },
            TAKES_FILES,
        ),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
