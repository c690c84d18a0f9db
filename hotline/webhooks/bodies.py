"""The bodies of signed requests: whole, short enough, and of whom they say."""

from django.http import HttpRequest

from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, Sent, is_genuine
from interaction.visitors.bodies import declared_length
from interaction.visitors.interfaces import Refused
from interaction.workdays.now import now

NOT_GENUINE = "签名不正确，或者签名时间与现在相差5分钟以上。"


def read_body(request: HttpRequest, longest: int) -> bytes | None:
    """The whole body, or None when it is longer than that."""
    if declared_length(request.META.get("CONTENT_LENGTH")) > longest:
        return None
    body = request.body
    return body if len(body) <= longest else None


def is_signed(request: HttpRequest, body: bytes, secret: str) -> bool:
    """Whether whoever knows the secret has signed this method, path, query string and body, and just now."""
    timestamp, signature = (request.headers.get(name, "") for name in (TIMESTAMP_HEADER, SIGNATURE_HEADER))
    # Of META, because HEAD is answered as GET (visitors/head.py), and signed as what it is.
    sent = Sent(request.META["REQUEST_METHOD"], request.get_full_path(), body)
    return is_genuine(secret, timestamp, signature, sent, now().timestamp())


def read_signed(request: HttpRequest, secret: str, longest: int) -> bytes:
    """The body of a request that whoever knows the secret has signed. Raises Refused."""
    body = read_body(request, longest)
    if body is None:
        raise Refused(413, "too_large", "请求正文过大。")
    if not is_signed(request, body, secret):
        raise Refused(401, "not_genuine", NOT_GENUINE)
    return body
