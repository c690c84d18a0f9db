"""What programs read: one address each, whatever the language."""

from django.urls import include, path

from interaction.opendata import api, downloads

app_name = "api"
v1 = [
    path("", api.index, name="index"),
    path("organs", api.organs, name="organs"),
    path("channels", api.channels, name="channels"),
    path("measures", api.measures, name="measures"),
    path("replies", api.replies, name="replies"),
    path("replies/<str:number>", api.reply, name="reply"),
    path("typical-replies", api.typical, name="typical"),
    path("tallies", api.tallies, name="tallies"),
    path("openapi.json", api.document, name="openapi"),
    path("<path:rest>", api.not_found, name="not_found"),
]
urlpatterns = [
    path("api/v1/", include(v1)),
    path("open-data/files/<str:name>", downloads.file, name="file"),
    path("open311/", include("interaction.opendata.open311.urls")),
]
