"""What is a citizen's own; public addresses, behind the citizen's sign-in."""

from django.urls import path

from interaction.citizens import account_views, sign_in_views

app_name = "citizens"
urlpatterns = [
    path("", account_views.cases, name="cases"),
    path("add/", account_views.add, name="add"),
    path("details/", account_views.details, name="details"),
    path("delete/", account_views.delete, name="delete"),
    path("sign-in/", sign_in_views.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in_views.enter_code, name="enter_code"),
    path("sign-out/", sign_in_views.sign_out, name="sign_out"),
]
