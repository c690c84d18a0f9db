"""What is a citizen's own: the list of cases, the details that fill in forms, and the end of the account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.models import Case
from interaction.casework.query_code_access import LookUpForm, NumberField, look_up
from interaction.citizens.account_deletion import delete_account
from interaction.citizens.cases import cases_of, keep
from interaction.citizens.details import DetailsForm, store
from interaction.citizens.models import Citizen
from interaction.citizens.signing_in import citizens_only, sign_out


class AddForm(LookUpForm):
    number = NumberField(label=_("受理编号"), max_length=32, help_text=_("例如 YSQ-2026-000187"))


@login_not_required
@never_cache
@require_GET
@citizens_only
def cases(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """For the citizen signed in: their own cases."""
    before = request.GET.get("before", "")
    rows, next_cursor = cases_of(citizen, before)
    context = {
        "rows": rows,
        "next_cursor": next_cursor,
        "first": not before,
        "no_details": not citizen.details.get("name"),
    }
    return render(request, "citizens/cases.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@citizens_only
def add(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """For the citizen signed in: a case sent as a guest, by number and query code."""
    form = AddForm(request.POST or None)
    case, status = look_up(request, form, Case.objects.filter(anonymised_on__isnull=True))
    if case:
        if keep(citizen, case):
            return redirect("citizens:cases")
        form.add_error(
            None, _t("这一件已经在另一个账号的“我的办件”里。请用那个账号登录，或者在“查进度”里凭编号和查询码查看。")
        )
        status = 409
    return render(request, "citizens/add.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@citizens_only
def details(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """For the citizen signed in: what fills in their forms."""
    form = DetailsForm(request.POST or None, initial=citizen.details)
    if request.method == "POST" and form.is_valid():
        store(citizen, form.cleaned_data)
        return redirect("citizens:cases")
    return render(request, "citizens/details.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@citizens_only
def delete(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """For the citizen signed in: shows what goes and what stays; pressing the button ends the account."""
    if request.method == "GET":
        return render(request, "citizens/delete.html")
    delete_account(citizen)
    return sign_out(request, render(request, "citizens/deleted.html"))
