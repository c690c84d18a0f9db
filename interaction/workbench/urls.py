from django.urls import path

from interaction.workbench import (
    acting,
    dead_letters,
    duties,
    holidays,
    keeping,
    leaving,
    looking,
    opening,
    query_codes,
    supervising,
    views,
)

app_name = "workbench"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("unsent/", keeping.keep, name="keep_unsent"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("new/", opening.choose, name="openings"),
    path("new/<slug:slug>/<slug:action>/", opening.enter, name="enter"),
    path("query-codes/", query_codes.find, name="query_codes"),
    path("query-codes/<str:number>/", query_codes.issue, name="issue_code"),
    path("query-codes/<str:number>/issued/", query_codes.issued, name="code_issued"),
    path("query-codes/<str:number>/slip/", query_codes.slip, name="code_slip"),
    path("dead-letters/", dead_letters.index, name="dead_letters"),
    path("dead-letters/<slug:key>/<uuid:pk>/again/", dead_letters.send_again, name="send_again"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("people/<int:pk>/leaving/", leaving.leaving, name="leaving"),
    path("duties/", duties.duties, name="duties"),
    path("supervision/", supervising.board, name="supervision"),
    path("supervision/<slug:section>/", supervising.board_list, name="supervision_list"),
    path("cases/<int:pk>/", views.case_page, name="case"),
    path("cases/<int:pk>/do/<slug:action>/", acting.case_action, name="case_action"),
    path("cases/<int:pk>/receipt/", opening.receipt, name="receipt"),
    path("cases/<int:pk>/deliveries/<uuid:delivery>/", views.delivery_slip, name="delivery_slip"),
    path("cases/<int:pk>/party/", views.reveal, name="reveal"),
    path("cases/<int:pk>/files/<uuid:file>/", looking.download, name="download"),
    path("cases/<int:pk>/files/<uuid:file>/look/", looking.look, name="look"),
    path("cases/<int:pk>/files/<uuid:file>/original/", looking.original, name="original"),
    path("cases/<int:pk>/files/<uuid:file>/<slug:part>/<int:number>/", looking.drawn, name="drawn"),
]
