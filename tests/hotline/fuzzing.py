"""Schemathesis as the tests of the doors use it: requests made from the document, signed, sent to the real server."""

import copy
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, settings
from requests.auth import AuthBase

from tests.depth import examples
from tests.hotline.signing import signed_now

# The server and its tables outlive the examples of a test, as they would in life.
FUZZED = settings(max_examples=examples(100), derandomize=True, suppress_health_check=list(HealthCheck))


class Signing(AuthBase):
    """Signs each request as it goes out."""

    def __init__(self, secret: str, **headers: str) -> None:
        self.secret, self.headers = secret, headers

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        payload = body.encode() if isinstance(body, str) else body
        headers = signed_now(self.secret, request.method or "", request.path_url, payload)
        request.headers.update({**headers, **self.headers})
        return request


def schema_of(document: dict[str, Any]) -> Any:
    """The operations of a document, without the headers of the signature: those are no matter of chance."""
    document = copy.deepcopy(document)
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["parameters"] = [one for one in operation["parameters"] if one["in"] != "header"]
    return schemathesis.openapi.from_dict(document)


def signed_session(secret: str, **headers: str) -> requests.Session:
    session = requests.Session()
    session.auth = Signing(secret, **headers)
    return session
