"""Files that come with a case: checked on arrival, sealed in the file store, opened only for whom they are meant."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext
from interaction.casework.file_store import columns_of, keep_content, read, remove_kept, store
from interaction.casework.files import Scan
from interaction.casework.models import Attachment, Case
from interaction.casework.stash import unstash_files
from interaction.casework.uploads import MOST_FILES, Accepted, Refused, looked_at
from interaction.formats.kinds import CONTENT_TYPES, Kind
from interaction.workdays.now import now


def enclosure(key: str) -> tuple[str, bytes, str]:
    """Return a stored file as an e-mail encloses it: name, content, kind."""
    file = Attachment.objects.get(pk=key)
    return file.name, read(file.pk), file.content_type


# What a telephone or program offers to choose; what is chosen is looked at, whatever it is called.
_OFFERED = "image/*,.heic,.heif,.pdf,.ofd,.doc,.docx,.wps,.xls,.xlsx,.et,.txt"


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """Up to five files of the allowed kinds; cleans to a list of Accepted.

    `handed_on` says that others get them at once: a scanner that does not answer is then waited for by who uploads.
    """

    def __init__(self, *, handed_on: bool = False, **kwargs: Any) -> None:
        self.handed_on = handed_on
        kwargs.setdefault("widget", ManyFilesInput(attrs={"accept": _OFFERED}))
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", _("附件"))
        kwargs.setdefault(
            "help_text",
            _("最多 5 个，每个不超过 10 MB；可以是照片和图片、PDF、OFD、Word、Excel、WPS 或文本文件。"
              "照片里的拍摄地点和设备信息会自动去掉。"),
        )  # fmt: skip
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > MOST_FILES:
            raise ValidationError(_("最多上传 5 个附件，请减少后再提交。"))
        accepted, problems = [], []
        for file in given:
            try:
                accepted.append(looked_at(file, settings.ATTACHMENT_MAX_BYTES))
            except Refused as refused:
                problems.append(str(refused))
        if self.handed_on:
            accepted = [one.to_hand_on() for one in accepted]
            if any(one.scan == Scan.WAITING for one in accepted):
                problems.append(_t("查毒服务暂时没有应答，请过几分钟再上传附件。"))
        if problems:
            raise ValidationError(problems)
        return accepted

    def kept(self, submission: uuid.UUID) -> list[Accepted]:
        held = unstash_files(submission)
        return [one.to_hand_on() for one in held] if self.handed_on else held


def attach(
    ctx: ActionContext, case: Case, files: Iterable[Accepted], origin: str, *, for_party: bool = False
) -> list[Attachment]:
    """Store files with a case, inside the action that brings them; its event says what they were, for the chain."""
    rows = []
    for position, file in enumerate(files):
        row = Attachment(case=case, origin=origin, added_at=now(), for_party=for_party, **columns_of(file, position))
        keep_content(row, file)
        rows.append(row)
    if rows:
        ctx.details["hashes"] = {str(row.pk): [row.sha256, row.original_sha256] for row in rows}
    return Attachment.objects.bulk_create(rows)


def attach_document(case: Case, name: str, pdf: bytes, sha256: str, *, for_party: bool) -> Attachment:
    """Store a document the organ made."""
    row = Attachment(
        case=case, origin=Attachment.Origin.LETTER, added_at=now(), for_party=for_party, name=name,
        content_type=CONTENT_TYPES[Kind.PDF], size=len(pdf), sha256=sha256,
    )  # fmt: skip
    store(row.pk, pdf)
    row.save(force_insert=True)
    return row


def destroy(attachments: Iterable[Attachment]) -> None:
    """The contents of files whose time has run out; that there were such files stays known."""
    for one in attachments:
        transaction.on_commit(partial(remove_kept, one))
        one.name, one.destroyed_at = str(_("（已销毁）")), now()
        one.save(update_fields=["name", "destroyed_at"])
