"""The metadata of one file of the archive as XML, by the elements of DA/T 46-2009 (文书类电子文件元数据方案).

The elements' Chinese names and their order are those of the scheme as far as known; where its text says otherwise, this is the
one place to change. Nothing here knows the day on which a package is made: the same file gives the same bytes.
"""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from interaction.archive.models import ArchiveFile
from interaction.casework.actions import actions_of
from interaction.casework.models import Attachment, Event
from interaction.casework.registry import channel
from interaction.replies.models import Document
from interaction.workdays.now import SHANGHAI

# What no XML can hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Return a text as XML can hold it."""
    return _CONTROL.sub("", text)


def _add(parent: Any, name: str, text: object = None, **attributes: str) -> Any:
    node = etree.SubElement(parent, name, **attributes)
    if text is not None:
        node.text = without_controls(str(text))
    return node


def written(root: Any) -> bytes:
    """Return an element as the bytes of a document."""
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return text


def metadata_of(file: ArchiveFile, case: Any, entries: Iterable[tuple[str, Attachment]]) -> bytes:
    """Return what DA/T 46 asks to be told: the file itself, its components, who had to do with it, and what was done."""
    root = etree.Element("电子文件元数据", 依据="DA/T 46-2009")
    _describe(root, file, case)
    parts = _add(root, "组件")
    for place, one in entries:
        _component(parts, place, one)
    who = _add(root, "机构人员实体")
    for name in sorted({file.organ.name, case.organ.name}):
        _add(_add(who, "机构人员", 机构人员类型="单位"), "机构人员名称", name)
    done = _add(root, "业务实体")
    for event in case.events.select_related("actor", "organ", "words").order_by("seq"):
        _business(done, case, event)
    return written(root)


def _describe(root: Any, file: ArchiveFile, case: Any) -> None:
    held = _add(root, "文件实体")
    _add(held, "聚合层次", "件")
    source = _add(held, "来源")
    _add(source, "全宗号", file.organ.fonds or file.organ.code)
    _add(source, "立档单位名称", file.organ.name)
    _add(held, "电子文件号", case.number)
    _add(held, "档号", file.number)
    _add(held, "年度", file.year)
    _add(held, "保管期限", file.term_label)
    about = _add(held, "内容描述")
    _add(about, "题名", case.title)
    _add(about, "责任者", case.organ.name)
    _add(about, "日期", (case.replied_on or case.closed_on).isoformat())
    _add(about, "文种", channel(case.channel).label)
    for number in case.documents.order_by("pk").values_list("number", flat=True):
        _add(about, "文件编号", number)
    _add(about, "密级", "公开或者工作用，不含国家秘密")
    rights = _add(held, "权限管理")
    _add(rights, "控制标识", "含个人信息，停止使用后只供查阅档案" if case.use_ended_on else "含个人信息")


def _component(parts: Any, place: str, one: Attachment) -> None:
    node = _add(parts, "电子文件组件")
    _add(node, "计算机文件名", place)
    _add(node, "格式信息", one.content_type)
    _add(node, "计算机文件大小", one.size)
    _add(node, "数字摘要", one.sha256, 算法="SHA-256")
    _add(node, "文件来源", one.get_origin_display())
    document: Document | None = getattr(one, "document", None)
    if document:
        _add(node, "文件编号", document.number)
        _add(node, "题名", document.title)
        _add(node, "日期", document.dated.isoformat())
        _add(node, "核验码", document.verification_code)
        _add(node, "状态", document.get_state_display())


def _business(done: Any, case: Any, event: Event) -> None:
    node = _add(done, "业务", 序号=str(event.seq))
    declared = actions_of(type(case)).get(event.action)
    _add(node, "业务行为", declared.label if declared else event.action)
    _add(node, "行为时间", event.at.astimezone(SHANGHAI).isoformat())
    _add(node, "行为日期", event.on.isoformat())
    _add(node, "行为人", event.actor.name if event.actor else {"party": "来件人"}.get(event.actor_kind, "系统"))
    _add(node, "行为单位", event.organ.name)
    if declared and declared.law:
        _add(node, "行为依据", declared.law)
    _add(node, "行为描述", f"{event.state_before or '-'} → {event.state_after}")
