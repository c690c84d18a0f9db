"""The archive on the desk."""

from django.urls import path

from interaction.archive import views

app_name = "archive"
urlpatterns = [
    path("", views.index, name="index"),
    path("files/<int:pk>/open/", views.open_file, name="open"),
    path("terms/<str:code>/new/", views.enter_term, name="enter_term"),
    path("terms/<int:pk>/", views.term, name="term"),
    path("terms/<int:pk>/do/<slug:name>/", views.term_step, name="term_step"),
    path("appraisals/new/", views.new_appraisal, name="new_appraisal"),
    path("appraisals/<int:pk>/", views.appraisal, name="appraisal"),
    path("appraisals/<int:pk>/do/<slug:name>/", views.appraisal_step, name="appraisal_step"),
    path("packages/new/", views.new_package, name="new_package"),
    path("packages/<int:pk>/", views.package, name="package"),
    path("packages/<int:pk>/content/", views.download, name="download"),
    path("packages/<int:pk>/do/<slug:name>/", views.package_step, name="package_step"),
]
