from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from hotline.telephony.live import LiveCalls
from hotline.wallboard.live import LiveWall
from interaction.portal.views import robots
from interaction.workbench.live import LiveDesk

# One door: the settings site signs in where everybody does, with the second factor and the limit on attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# What citizens read: in Chinese as it stands, in English under /en/. Staff and machines have one address alone.
public_patterns: list[URLPattern | URLResolver] = [
    path("", include("interaction.portal.urls")),
    path("reports/", include("requests_app.annual.public_urls")),
    path("", include("interaction.consultations.public_urls")),
    path("", include("interaction.outreach.public_urls")),
    path("my/", include("interaction.citizens.urls")),
    path("disclosure/", include("requests_app.disclosure.public_urls")),
    path("mailboxes/", include("mailbox.public_urls")),
    path("open-data/", include("interaction.opendata.page_urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(*public_patterns, prefix_default_language=False),
    path("", include("interaction.opendata.urls")),
    path("desk/proactive/", include("requests_app.proactive_urls")),
    path("desk/hotline/rates/", include("hotline.rates.urls")),
    path("desk/", include("interaction.workbench.urls")),
    path("desk/leave/", include("interaction.leave.urls")),
    path("desk/audit/", include("interaction.audit.urls")),
    path("desk/appointments/", include("interaction.appointments.urls")),
    path("desk/reminders/", include("interaction.reminders.urls")),
    path("desk/recovery/", include("interaction.recovery.urls")),
    path("desk/consultations/", include("interaction.consultations.desk_urls")),
    path("desk/disclosure/", include("requests_app.disclosure.desk_urls")),
    path("desk/annual/", include("requests_app.annual.urls")),
    path("desk/archive/", include("interaction.archive.urls")),
    path("desk/complaints/", include("requests_app.complaints.urls")),
    path("desk/law/", include("requests_app.law.urls")),
    path("desk/hotline/standing/", include("hotline.appraisal.urls")),
    path("desk/hotline/quality/", include("hotline.quality.urls")),
    path("desk/hotline/wall/", include("hotline.wallboard.urls")),
    path("desk/hotline/texts/", include("hotline.texting.desk_urls")),
    path("desk/hotline/", include("hotline.console.urls")),
    path("desk/outreach/", include("interaction.outreach.desk_urls")),
    path("desk/knowledge/", include("hotline.knowledge.urls")),
    path("desk/exchange/", include("hotline.exchange.desk_urls")),
    path("desk/ledger/", include("requests_app.ledger_desk.urls")),
    path("hotline/texts/", include("hotline.texting.urls")),
    path("hotline/telephony/", include("hotline.telephony.urls")),
    path("hotline/exchange/", include("hotline.exchange.urls")),
    path("accounts/", include("config.accounts")),
    path("settings/", admin.site.urls),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("sitemap-pages.xml", robots.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:part>.xml", robots.sitemap_part, name="sitemap_part"),
]
handler500 = "config.health.went_wrong"

websocket_urlpatterns = [
    path("live/", LiveDesk.as_asgi()),
    path("live/calls/", LiveCalls.as_asgi()),
    path("live/wall/", LiveWall.as_asgi()),
]
