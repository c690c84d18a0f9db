"""Certificates of the demo county, made by itself: they show how signing works and prove nothing to anybody else."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12, serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.conf import settings

from interaction.organs.models import Organ
from interaction.replies.signing import certificate_file, passphrase

CA_NAME = "回音演示根证书（不具有法律效力）"
VALID = timedelta(days=3653)
# X.520: a common name has at most 64 characters.
LONGEST_NAME = 64

Issuer = tuple[EllipticCurvePrivateKey, x509.Certificate]


def make_demo_certificates(organs: Iterable[Organ]) -> int:
    """A certificate for each organ that has none, under one root; answers how many. Files stay as they are."""
    wanting = [organ for organ in organs if not certificate_file(organ.code).exists()]
    if not wanting:
        return 0
    root = _root(Path(settings.CERTIFICATES_DIR))
    for organ in wanting:
        key = generate_private_key(SECP256R1())
        certificate = _certificate(organ.name, key, root)
        _keep(certificate_file(organ.code), _packed(organ.name, key, certificate, [root[1]]))
    return len(wanting)


def root_file() -> Path:
    """The root's certificate, for those who want to trust it; its key lies beside it, in demo-ca.p12."""
    return Path(settings.CERTIFICATES_DIR) / "demo-ca.pem"


def _root(directory: Path) -> Issuer:
    """The root, made at first use, and kept so that organs that come later have the same."""
    kept = directory / "demo-ca.p12"
    if kept.exists():
        opened = load_pkcs12(kept.read_bytes(), passphrase())
        assert isinstance(opened.key, EllipticCurvePrivateKey)
        assert opened.cert
        return opened.key, opened.cert.certificate
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = generate_private_key(SECP256R1())
    certificate = _certificate(CA_NAME, key, None)
    _keep(root_file(), certificate.public_bytes(Encoding.PEM))
    _keep(kept, _packed(CA_NAME, key, certificate, []))
    return key, certificate


def _certificate(name: str, key: EllipticCurvePrivateKey, issuer: Issuer | None) -> x509.Certificate:
    """A certificate by the issuer, or by itself: a root."""
    subject = _subject(name)
    signing_key, issued_by = (issuer[0], issuer[1].subject) if issuer else (key, subject)
    start = datetime.now(UTC) - timedelta(days=1)  # of the real clock: programs of other people check it
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issued_by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + VALID)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None if issuer else 0), critical=True)
        .add_extension(_usage(root=issuer is None), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(authority, critical=False)
        .sign(signing_key, hashes.SHA256())
    )


def _subject(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME]),
        ]
    )


def _usage(*, root: bool) -> x509.KeyUsage:
    """A root signs certificates; an organ signs what it stands by (content commitment)."""
    return x509.KeyUsage(
        digital_signature=not root, content_commitment=not root, key_cert_sign=root, crl_sign=root,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _packed(
    name: str, key: EllipticCurvePrivateKey, certificate: x509.Certificate, others: list[x509.Certificate]
) -> bytes:
    secret = passphrase()
    encryption: KeySerializationEncryption = BestAvailableEncryption(secret) if secret else NoEncryption()
    return serialize_key_and_certificates(name.encode(), key, certificate, others, encryption)


def _keep(path: Path, content: bytes) -> None:
    """Write a file that its owner alone may read; whole, or not at all."""
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
    unfinished.replace(path)
