from django.urls import path

from hotline.texting import views

app_name = "texting"
urlpatterns = [path("", views.texts, name="texts")]
