"""Whether the certificates by which organs sign their letters are good for some time."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.replies.signing import passphrase
from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.now import now

SOON_DAYS = 30


@lru_cache(maxsize=512)
def _ends(path: Path, changed: float) -> float | None:
    """The last moment of a certificate; None where the file cannot be opened."""
    try:
        opened = load_pkcs12(path.read_bytes(), passphrase())
    except ValueError:
        return None
    return opened.cert.certificate.not_valid_after_utc.timestamp() if opened.cert else None


def _days_left() -> Iterator[tuple[str, float | None]]:
    """Each organ that has a certificate, with the days it is good for."""
    for path in sorted(Path(settings.CERTIFICATES_DIR).glob("*.p12")):
        ends = _ends(path, path.stat().st_mtime)
        yield path.stem, None if ends is None else (ends - now().timestamp()) / 86400


def certificates() -> Finding:
    broken = [organ for organ, days in _days_left() if days is None or days < 0]
    if broken:
        return bad(
            _t("证书过期或者打不开：%(organs)s") % {"organs": "、".join(broken)},
            _t("这些单位的文书签不出来。请换上新证书，核对 CERTIFICATE_PASSPHRASE。"),
        )
    ending = [organ for organ, days in _days_left() if days is not None and days < SOON_DAYS]
    if ending:
        return soon(_t("证书三十天内到期：%(organs)s") % {"organs": "、".join(ending)}, _t("请向发证机构申请新证书。"))
    return good(_t("签章证书都在有效期内"))


def _left() -> Iterator[Sample]:
    for organ, days in _days_left():
        yield {"organ": organ}, -1 if days is None else days


def watch() -> None:
    watches(Check("certificates", Group.EVIDENCE, _("签章证书"), certificates))
    counts(
        "huiyin_certificate_days_left",
        "Days until the certificate of an organ ends; below zero: unusable",
        _left,
        "organ",
    )
