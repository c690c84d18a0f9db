"""The picture of an organ's seal (印章), laid over signature and date of its letters; sealed in the file store.

国务院办公厅 on seals: a county government's is 4.5 cm wide, its departments' 4.2 cm. The picture shows who issued; what proves a
letter is the mark at its foot and the signature (电子签名法 A.14).
"""

import io
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from interaction.casework import file_store
from interaction.casework.uploads import Accepted, Refused, looked_at
from interaction.formats.kinds import Kind
from interaction.organs.models import Organ
from interaction.replies.models import Seal
from interaction.replies.paper import MM
from interaction.replies.typesetting import SealPicture

LEAST_PIXELS, MOST_PIXELS = 300, 2400
MOST_BYTES = 2 * 1024 * 1024
_OBLONG = 1.1


def seal_of(organ: Organ) -> SealPicture | None:
    """Return the picture that goes onto an organ's letters; None where it has given none."""
    seal = Seal.objects.filter(organ=organ).first()
    return SealPicture(file_store.read(seal.content), seal.width * MM) if seal else None


class SealField(forms.FileField):
    """A PNG of a seal with nothing around it: what is not transparent would hide the text below."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("印章图片"))
        kwargs.setdefault(
            "help_text", _("背景透明的 PNG，方形，边长 300 至 2400 像素，不超过 2 MB，印章以外不留空白。")
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the picture drawn anew. Raises ValidationError."""
        file = super().clean(data, initial)
        if not file:
            return file
        try:
            accepted = looked_at(file, MOST_BYTES)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        if accepted.kind != Kind.PNG or not _fits(accepted.content):
            raise ValidationError(_("印章应当是背景透明的方形 PNG 图片，边长 300 至 2400 像素，请换一张。"))
        return accepted


def _fits(content: bytes) -> bool:
    with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
        sides = sorted(picture.size)
        if sides[0] < LEAST_PIXELS or sides[1] > MOST_PIXELS or sides[1] > _OBLONG * sides[0] or picture.mode != "RGBA":
            return False
        alpha = picture.getchannel("A")
        right, below = picture.width - 1, picture.height - 1
        corners = [alpha.crop((x, y, x + 1, y + 1)).getbbox() for x in (0, right) for y in (0, below)]
        return not any(corners) and alpha.getbbox() is not None


def keep_seal(seal: Seal, picture: Accepted) -> None:
    """Store a picture under a key of its own; letters that are out keep the one they bear."""
    before = seal.content
    seal.content, seal.sha256 = uuid.uuid4(), picture.sha256
    file_store.store(seal.content, picture.content)
    if not seal._state.adding:
        file_store.remove(before)
