"""Open311 GeoReport v2: the format is the end of each address."""

from django.urls import path, register_converter

from interaction.opendata.open311 import views
from interaction.opendata.open311.answers import JSON, XML


class Format:
    regex = f"{JSON}|{XML}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Format, "format")

urlpatterns = [
    path("discovery.<format:form>", views.discovery),
    path("v2/discovery.<format:form>", views.discovery, name="open311_discovery"),
    path("v2/services.<format:form>", views.service_list, name="open311_services"),
    path("v2/services/<str:code>.<format:form>", views.service, name="open311_service"),
    path("v2/requests.<format:form>", views.request_list, name="open311_requests"),
    path("v2/requests/<str:request_id>.<format:form>", views.request_one, name="open311_request"),
    path("v2/tokens/<str:token>.<format:form>", views.token, name="open311_token"),
]
