"""文书核验: whether an organ issued a letter. Says what the letter's outside says; not its content, nor to whom."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.replies.verifying import find
from interaction.visitors.throttle import Spent, try_verification
from interaction.workflow.forms import LineField, PlainForm


class VerifyForm(PlainForm):
    code = LineField(
        label=_("核验码"), max_length=20, help_text=_("文书最后一页左下角的 12 位字母和数字，不分大小写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    number = LineField(
        label=_("文号（可以不填）"), max_length=60, required=False,
        help_text=_("文书标题上方的编号，例如 青财政公开告〔2026〕12号"),
    )  # fmt: skip


class CompareForm(PlainForm):
    """The file a visitor has, to be compared with the one that was issued; it is not kept."""

    file = forms.FileField(
        label=_("PDF 文件"), help_text=_("不超过 10 MB；只用来比对，不会保存。"),
        error_messages={
            "required": _("请选择要比对的 PDF 文件。"), "empty": _("这是空文件，请重新选择要比对的 PDF 文件。"),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.ATTACHMENT_MAX_BYTES:
            raise ValidationError(_("文件超过 10 MB，不会是本系统制发的文书，请重新选择。"))
        return file


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Answers for the code in the address (the QR code's); a POST brings a file to compare besides."""
    given = request.POST if request.method == "POST" else request.GET if "code" in request.GET else None
    form, context = VerifyForm(given), {}
    if form.is_valid():
        spent = try_verification(request)
        if spent is None:
            form.add_error(None, _t("核验码填错的次数过多，请一小时后再试，或者拨打 12345 核实。"))
            return render(request, "portal/verify.html", {"form": form}, status=429)
        context = _answer(request, form, spent)
    faulty = form.errors or (context and context["compare"].errors)
    return render(request, "portal/verify.html", {"form": form, **context}, status=422 if faulty else 200)


def _answer(request: HttpRequest, form: VerifyForm, spent: Spent) -> dict[str, Any]:
    document = find(form.cleaned_data["code"], form.cleaned_data["number"])
    if document is None:
        form.add_error(
            "code",
            _t(
                "没有查到对应的文书。请对照文书最后一页核对核验码，填了文号的一并核对；"
                "核对无误仍然查不到的，先不要按文书办理，请拨打 12345 或者向落款单位核实。"
            ),
        )
        return {}
    spent.give_back()
    compare = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    same = _sha256(compare.cleaned_data["file"]) == document.pdf.sha256 if compare.is_valid() else None
    return {"document": document, "compare": compare, "same": same}


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
