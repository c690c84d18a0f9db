from django.contrib import admin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from config import health
from interaction.workbench.live import LiveDesk

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("interaction.portal.urls")),
    path("reports/", include("requests_app.annual.public_urls")),
    path("desk/proactive/", include("requests_app.proactive_urls")),
    path("desk/hotline/rates/", include("hotline.rates.urls")),
    path("desk/", include("interaction.workbench.urls")),
    path("desk/annual/", include("requests_app.annual.urls")),
    path("desk/ledger/", include("requests_app.ledger_desk.urls")),
    path("accounts/", include("allauth.urls")),
    path("settings/", admin.site.urls),
    path("healthz", health.alive),
    path("readyz", health.ready),
]

websocket_urlpatterns = [path("live/", LiveDesk.as_asgi())]
