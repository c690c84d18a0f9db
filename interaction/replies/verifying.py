"""核验: the code on a letter by which anybody can ask whether the organ issued it, without learning what it says."""

import re
import unicodedata

from django.conf import settings
from django.urls import reverse

from interaction.casework.numbers import code_from, typed_code
from interaction.privacy.encryption import keyed_digest
from interaction.replies.models import Document
from interaction.replies.verification_mark import Verification

# 30^12 codes, about 2^59: nobody makes one up that fits.
CODE_LENGTH = 12
_GROUP = 4
_BRACKETS = re.compile(r"[\[\]()〔〕【】]")


def verification_code(number: str) -> str:
    """The code of a document number. Only who holds the key can make it, so a made-up letter has none that fits."""
    return code_from(keyed_digest("verification", number.encode()), CODE_LENGTH)


def verification_of(code: str) -> Verification:
    """What is printed on the letter that has this code."""
    grouped = "-".join(code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))
    return Verification(code=grouped, url=f"{settings.SITE_URL}{reverse('portal:verify')}?code={code}")


def find(code: str, number: str = "") -> Document | None:
    """The document that bears this code, and this number if one is given, as a person typed them."""
    document = Document.objects.select_related("organ", "pdf").filter(verification_code=typed_code(code)).first()
    if document and number and _plain(number) != _plain(document.number):
        return None
    return document


def _plain(number: str) -> str:
    """A document number whatever brackets, width and blanks it was typed with."""
    return _BRACKETS.sub("|", "".join(unicodedata.normalize("NFKC", number).split()))
