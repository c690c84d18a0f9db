"""三率 and bulletins on the desk."""

from django.urls import path

from hotline.rates import views
from hotline.rates.bulletins import views as bulletins

app_name = "rates"
urlpatterns = [
    path("", views.index, name="index"),
    path("orders/<slug:section>/", views.orders, name="orders"),
    path("bulletins/", bulletins.issued, name="bulletins"),
    path("bulletins/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/file/<slug:form>/", bulletins.download, name="download"),
]
