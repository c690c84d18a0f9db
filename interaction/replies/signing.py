"""The electronic signature of an organ on its letters, by the certificate the office has put there for it.

电子签名法 A.14: a reliable electronic signature has the force of a seal. Which certificates are reliable (A.13) is
the office's matter: `CERTIFICATES_DIR` holds `<organ code>.p12`. A letter of an organ without one is not signed;
no other organ's certificate stands in, because a signature says who signed.
"""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from interaction.errors import Refused
from interaction.workdays.now import now

# Room for the signature, in hexadecimal digits: enough for 8 KiB of certificates. Left to itself, pyHanko signs
# each letter a second time to find out.
_RESERVED = 16 * 1024


def certificate_file(organ_code: str) -> Path:
    return Path(settings.CERTIFICATES_DIR) / f"{organ_code}.p12"


def passphrase() -> bytes | None:
    """What opens the certificates; none when it is empty, as PKCS #12 wants it."""
    return str(settings.CERTIFICATE_PASSPHRASE).encode() or None


def sign(pdf: bytes, organ_code: str, reason: str) -> bytes:
    """The PDF with the organ's invisible signature, or as it came where the organ has no certificate.

    Raises Refused when there is one that cannot be used: a letter is not sent out unsigned by mistake.
    """
    signer = _signer_of(organ_code)
    if signer is None:
        return pdf
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _signed(pdf, signer, reason)
    # pyHanko runs an event loop of its own, which a thread that is inside one may not.
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(_signed, pdf, signer, reason).result()


def _signed(pdf: bytes, signer: SimpleSigner, reason: str) -> bytes:
    name = signer.subject_name
    metadata = PdfSignatureMetadata(
        field_name="Signature", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES,
        name=name, location=name, reason=" ".join(reason.split()),
        # Certified as final: readers warn of whatever is added afterwards.
        certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
    )  # fmt: skip
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signed = sign_pdf(writer, metadata, signer, bytes_reserved=_RESERVED)
    content: bytes = signed.getvalue()
    return content


def _signer_of(organ_code: str) -> SimpleSigner | None:
    path = certificate_file(organ_code)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    try:
        signer = _load(path, changed, passphrase())
    except (OSError, ValueError) as error:
        raise Refused(_("本单位的电子签名证书打不开，文书没有制发，请联系系统管理员检查证书和口令。")) from error
    assert signer.signing_cert
    if signer.signing_cert.not_valid_after < now():
        raise Refused(_("本单位的电子签名证书已经过期，文书没有制发，请联系系统管理员更换证书。"))
    return signer


@lru_cache(maxsize=256)
def _load(path: Path, changed: int, opened_by: bytes | None) -> SimpleSigner:
    """Opened once per process; a file that has `changed` since (its mtime) is opened anew."""
    return SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=opened_by)
