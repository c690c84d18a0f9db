"""The city's platform, and a county that answers its orders."""

import pytest

from hotline.exchange.models import Platform
from tests.hotline.exchange.sending import CODE, SECRET


def platform_of(code: str = CODE, **changes: object) -> Platform:
    made = {"name": "市级平台", "source": "city", "secret": SECRET, **changes}
    return Platform.objects.create(code=code, **made)


@pytest.fixture
def platform(county: None) -> Platform:
    return platform_of()
