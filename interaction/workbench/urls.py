from django.urls import path

from interaction.workbench import acting, dead_letters, duties, keeping, opening, supervising, views

app_name = "workbench"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("unsent/", keeping.keep, name="keep_unsent"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("new/", opening.choose, name="openings"),
    path("new/<slug:slug>/<slug:action>/", opening.enter, name="enter"),
    path("dead-letters/", dead_letters.index, name="dead_letters"),
    path("dead-letters/<slug:key>/<uuid:pk>/again/", dead_letters.send_again, name="send_again"),
    path("duties/", duties.duties, name="duties"),
    path("supervision/", supervising.board, name="supervision"),
    path("supervision/<slug:section>/", supervising.board_list, name="supervision_list"),
    path("cases/<int:pk>/", views.case_page, name="case"),
    path("cases/<int:pk>/do/<slug:action>/", acting.case_action, name="case_action"),
    path("cases/<int:pk>/receipt/", opening.receipt, name="receipt"),
    path("cases/<int:pk>/deliveries/<uuid:delivery>/", views.delivery_slip, name="delivery_slip"),
    path("cases/<int:pk>/party/", views.reveal, name="reveal"),
    path("cases/<int:pk>/files/<uuid:file>/", views.download, name="download"),
]
