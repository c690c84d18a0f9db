"""Files that wait for the virus scanner, asked about again until it answers."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from interaction.casework.engine import mail_foot
from interaction.casework.file_store import read, remove_kept
from interaction.casework.files import KeptFile, Scan
from interaction.casework.models import Attachment, Case, StashedFile
from interaction.casework.people import who_works_on
from interaction.casework.scanning import scan
from interaction.evidence.chain import step
from interaction.notices.outbox import in_office_hours, notify_citizen, notify_staff
from interaction.workdays.now import now

MOST = 200


def ask_again() -> int:
    """Ask about what waits, the oldest first, and return of how many the scanner said something."""
    waiting: Iterable[KeptFile] = [
        *StashedFile.objects.filter(scan=Scan.WAITING).order_by("stashed_at")[:MOST],
        *Attachment.objects.filter(scan=Scan.WAITING).order_by("added_at")[:MOST],
    ]
    answered = 0
    for file in waiting:
        answer = _answer(file)
        if answer == Scan.WAITING:  # it does not answer: the others would wait as long in vain
            break
        _settle(file, answer)
        answered += 1
    return answered


def _answer(file: KeptFile) -> Scan:
    answer = scan(read(file.pk))
    return scan(read(file.original)) if answer == Scan.CLEAN and file.original else answer


@transaction.atomic
def _settle(file: KeptFile, answer: Scan) -> None:
    """Let a file through, or delete what is in it and tell both sides."""
    if isinstance(file, Attachment):
        Case.objects.select_for_update().get(pk=file.case_id)
        with step("case", file.case_id, "scanned"):
            _note(file, answer)
    else:
        _note(file, answer)


def _note(file: KeptFile, answer: Scan) -> None:
    if not type(file).objects.filter(pk=file.pk, scan=Scan.WAITING).update(scan=answer):  # type: ignore[attr-defined]
        return
    if answer == Scan.INFECTED:
        transaction.on_commit(lambda: remove_kept(file))
        if isinstance(file, Attachment):
            _tell(file)


def _tell(file: Attachment) -> None:
    case: Case = file.case.specific
    key = f"infected:{file.pk}"
    subject = _("来件人的一份附件查出病毒，内容已经删除：%(number)s") % {"number": case.number}
    notify_staff(who_works_on(case), key=f"{key}:staff", subject=subject, about=case.pk,
                 send_after=in_office_hours(now()))  # fmt: skip
    notify_citizen(
        key=key, email=case.party.email, phone=case.party.phone, subject=_("您的一份附件查出病毒，没有收下"),
        body=_("您提交的一份附件查出病毒，内容已经删除，办件照常办理。请用杀毒软件检查您的设备，再在查询页面用“补充材料”换一份提交。"),
        about=case.pk, foot=mail_foot(case),
    )  # fmt: skip
