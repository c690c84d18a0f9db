"""A request that came from a ledger, told anew: what was wrong in the ledger is corrected here, with a trace.

One door for the desk's form and for a corrected ledger that is imported again. What has been worked on here since is not
the ledger's to tell any more: its own actions correct it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework import clocks
from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.bulk import HistoryStep, lawful
from interaction.casework.models import Case, Clock, Event
from interaction.casework.steps import Stage
from interaction.errors import NotNow
from interaction.limits.reading import TransitionError
from interaction.limits.rules import Mark
from interaction.organs.actors import SYSTEM
from interaction.organs.models import Role
from interaction.privacy.names import masked_name
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.ledger import COLUMNS, LedgerRow, cells
from requests_app.ledger.columns import BY_FIELD, CHOICE, DATE, EMPTY_WHILE_OPEN, TEXT, Column
from requests_app.ledger.rows import understand
from requests_app.recording import RECORDED, columns_of, contests_of, remedies_of, steps_of
from requests_app.telling import CORRECTED, rows_of

LONGEST_REASON = 200
Difference = tuple[str, str, str]  # the column's name, what stood there, what stands there now


def came_from_ledger(case: Any) -> bool:
    """Forms ask in which way the reply is wanted; a ledger does not say, which spares most cases the question."""
    return not case.way and any(event.action == RECORDED for event in case.events.all())


def worked_on_here(case: Any) -> bool:
    """Whether anything happened to a request from a ledger that the ledger does not tell."""
    return any(
        event.action not in (RECORDED, CORRECTED) and (event.mark or event.state_before != event.state_after)
        for event in case.events.all()
    )


from_ledger = Condition(lambda case, actor: came_from_ledger(case), _("只有从台账导入的申请，才能这样更正。"))
left_to_the_ledger = Condition(
    lambda case, actor: not worked_on_here(case), _("本件导入以后已经在系统中办理，以系统中的办理为准。")
)


def differences(stored: LedgerRow, told: LedgerRow) -> list[Difference]:
    """What of a request a row tells otherwise. Cells that say nothing of what only describes it (number, name, manner,
    remark) leave it as it is; names are masked."""
    same = {field for field in ("number", "name", "source", "remark") if not getattr(told, field)}
    if sorted(contests_of(stored), key=str) == sorted(contests_of(told), key=str):
        same |= {field for field in BY_FIELD if field.startswith(("reconsideration", "litigation", "more_remedies"))}
    if not (stored.extended_by and told.extended_by):
        same.add("extended_by")
    before, now = cells(stored), cells(told)
    found = []
    for column in COLUMNS:
        old, new = before[column.name], now[column.name]
        if column.field not in same and _plain(old) != _plain(new):
            if column.field == "name":
                old, new = masked_name(str(old or "")), masked_name(str(new or ""))
            found.append((column.name, _said(old), _said(new)))
    return found


def _plain(value: object) -> object:
    """As a workbook keeps it."""
    return value.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") if isinstance(value, str) else value or ""


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


class RecordForm(ActionForm):
    """All that the ledger says of a request, as it stands."""

    reason = LineField(label=_("更正原因"), max_length=LONGEST_REASON)

    def prepare(self) -> None:
        (self.stored,) = rows_of([self.case])
        as_it_stands = cells(self.stored)
        for column in COLUMNS:
            self.fields[column.field] = _field_of(column, _said(as_it_stands[column.name]))
            self.initial[column.field] = as_it_stands[column.name] or ""
        self.fields["reason"] = self.fields.pop("reason")

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        filled = {
            column.field: data[column.field]
            for column in COLUMNS
            if column.field not in self.errors and data.get(column.field)
        }
        if self.errors:
            return data
        row = understand(0, filled, today())
        if isinstance(row, list):
            for fault in row:
                self.add_error(next(one.field for one in COLUMNS if one.name == fault.column), fault.message)
            return data
        self.changed = differences(self.stored, row)
        if not self.changed and row.remark == self.stored.remark:
            self.add_error(None, _("没有改动任何一栏。"))
        return {"row": row, "reason": data["reason"]}

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What was changed is sealed; the remark stands beside, where exports look for it."""
        told = "\n".join(f"{name}：{old or _t('空')} → {new or _t('空')}" for name, old, new in self.changed)
        words = {"reason": self.cleaned_data["reason"], "changed": told}
        row: LedgerRow = self.cleaned_data["row"]
        return {}, words | ({"remark": row.remark} if row.remark != self.stored.remark else {})


def _field_of(column: Column, now: str) -> forms.Field:
    told: dict[str, Any] = {
        "label": column.name, "required": column.required and column.field not in EMPTY_WHILE_OPEN,
        "error_messages": {"required": _("请填写%(label)s。") % {"label": column.name}},
    }  # fmt: skip
    if column.form == CHOICE:
        labels = [*column.choices, *([now] if now and now not in column.choices else [])]
        return forms.ChoiceField(choices=[("", "—"), *((label, label) for label in labels)], **told)
    if column.form == DATE:
        return DayField(past=True, **told)
    return (TextField if column.form == TEXT else LineField)(max_length=column.longest, **told)


def correction(row: LedgerRow, stored: LedgerRow, reason: str) -> dict[str, str]:
    """What the form is given for a row of a corrected ledger; what the row does not say stays as it is."""
    kept = {
        field: value for field in ("number", "name", "source", "oral", "remark") if (value := getattr(stored, field))
    }
    said = {column.field: _said(value) for column, value in zip(COLUMNS, cells(row).values(), strict=True)}
    old = {column.field: _said(value) for column, value in zip(COLUMNS, cells(stored).values(), strict=True)}
    if stored.extended_by and row.extended_on and not row.extended_by:
        said["extended_by"] = old["extended_by"]
    return {"reason": reason, **{field: text or (old[field] if field in kept else "") for field, text in said.items()}}


class LedgerActions:
    """When a ledger was wrong."""

    @action(_("更正台账登记"), source=Stage.EVERY, target=None, by=(Role.INTAKE, SYSTEM), at="addressed_to",
            form=RecordForm, law="条例第四十五条", mark="record_corrected",
            needs=(from_ledger, left_to_the_ledger))  # fmt: skip
    def correct_record(self: Any, ctx: ActionContext, *, row: LedgerRow, reason: str) -> None:
        """Tell anew what happened: state, clocks, figures and the annual report follow what the row says now."""
        before = _counted(clocks.marks_of(self), _outcome_before(self))
        for name, value in columns_of(row).items():
            setattr(self, name, value)
        try:
            steps, read = lawful(self, steps_of(row))
        except TransitionError as impossible:
            raise NotNow(str(impossible), ctx.action.law) from impossible
        ctx.details[clocks.RETOLD] = [_told(step) for step in steps]
        marks = [Mark(kind=step.mark, on=step.on) for step in steps if step.mark]
        ctx.details["counts"] = _changes(before, _counted(marks, _outcome(read)))
        # The state is what the ledger tells, and no step leads from every one to every other.
        self.__dict__["state"] = str(steps[-1].state)
        self.closed_on = steps[-1].on
        self.party.kind, self.party.name = row.kind, row.name
        self.party.save()
        _rewrite_remedies(self, row)


def _told(step: HistoryStep) -> dict[str, Any]:
    mark = step.mark or step.details.get("not_counted", "")
    return {"mark": mark, "on": step.on.isoformat(), "amount": step.amount, "counted": bool(step.mark)}


def _rewrite_remedies(case: Any, row: LedgerRow) -> None:
    """Those the row tells of; what court or authority they are before is not in a ledger, and kept."""
    told = sorted(remedies_of(case, row), key=lambda one: (one.kind, one.filed_on))
    stored = sorted(case.remedies.all(), key=lambda one: (one.kind, one.filed_on))
    said = [(one.kind, one.filed_on, one.result, one.decided_on) for one in told]
    if said == [(one.kind, one.filed_on, one.result, one.decided_on) for one in stored]:
        return
    for remedy in told:
        known = next((one for one in stored if one.kind == remedy.kind), None)
        if known:
            stored.remove(known)
            remedy.pk, remedy.body = known.pk, known.body
            remedy.save(force_update=True)
        else:
            remedy.save(force_insert=True)
    for remedy in stored:
        remedy.delete()


Counted = Counter[tuple[str, date, int]]
MEASURED = {"received": "received", "accepted": "accepted", "withdrawn": "ended", "abandoned": "ended"}


def _counted(marks: Sequence[Mark], outcome: Mapping[str, Any] | None) -> Counted:
    """What the figures count of the marks (statistics/fold.py): measure, month, and of a reply its working days."""
    found: Counted = Counter()
    for mark in marks:
        month = mark.on.replace(day=1)
        if mark.kind in MEASURED:
            found[MEASURED[mark.kind], month, 0] += 1
        elif mark.kind == "replied":
            found["replied", month, 0] += 1
            if outcome:
                found["workdays", month, outcome["workdays"]] += 1
                found["on_time", month, 0] += bool(outcome["on_time"])
    return found


def _outcome(read: Sequence[Clock]) -> dict[str, Any] | None:
    reply = next((clock for clock in read if clock.slot == clocks.REPLY), None)
    return clocks.outcome(reply) if reply and reply.state in (Clock.State.MET, Clock.State.MISSED) else None


def _outcome_before(case: Case) -> dict[str, Any] | None:
    """What the last event that told of the reply noted of its clock."""
    told = [event for event in _of(case) if event.mark == "replied" or clocks.RETOLD in event.details]
    return told[-1].details.get("reply_clock") if told else None


def _of(case: Case) -> list[Event]:
    return sorted(case.events.all(), key=lambda event: event.seq)


def _changes(before: Counted, now: Counted) -> list[dict[str, Any]]:
    return [
        {"measure": measure, "month": month.isoformat(), "n": sign, "total": total}
        for sign, counted in ((1, now - before), (-1, before - now))
        for (measure, month, total), times in counted.items()
        for _one in range(times)
    ]
