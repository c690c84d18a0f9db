"""The disclosure office of an organ (政府信息公开工作机构, 条例 A.4): who writes its letters, and how it is reached."""

from typing import TYPE_CHECKING, Any

from interaction.organs.models import Organ
from interaction.replies.documents import issue
from interaction.replies.models import Document
from requests_app.disclosure.models import DisclosureGuide

if TYPE_CHECKING:
    from requests_app.models import DisclosureRequest


def office_of(organ: Organ) -> str:
    """Return what the disclosure office of an organ is called and where it is, as its published guide says."""
    guide = DisclosureGuide.objects.filter(pk=organ.pk).first()
    if guide:
        return f"{guide.office}（{guide.address}）"
    return f"{organ.name}政府信息公开工作机构" + (f"（{organ.address}）" if organ.address else "")


def contact_of(organ: Organ) -> str:
    """Return the line of a letter that says how its office is reached (条例 A.12)."""
    guide = DisclosureGuide.objects.filter(pk=organ.pk).first()
    if guide is None:
        known = (("地址", organ.address), ("电话", organ.phone))
        reached = "".join(f"，{label}：{said}" for label, said in known if said)
        return f"联系单位：{organ.name}政府信息公开工作机构{reached}。"
    code = f"，邮政编码：{guide.postcode}" if guide.postcode else ""
    return f"联系单位：{guide.office}，地址：{guide.address}{code}，电话：{guide.phone}。"


def is_reachable(organ: Organ) -> bool:
    """Whether a letter of an organ can say where its office is and how one calls it (条例 A.4, A.12)."""
    return bool(organ.address and organ.phone) or DisclosureGuide.objects.filter(pk=organ.pk).exists()


def write_letter(request: "DisclosureRequest", *, paragraphs: tuple[str, ...], **heading: Any) -> Document:
    """Issue a letter of a request's organ, with how its disclosure office is reached at the end."""
    organ = request.addressed_to
    return issue(request, organ=organ, paragraphs=(*paragraphs, contact_of(organ)), **heading)
