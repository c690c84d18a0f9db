from pathlib import Path

import pytest

from interaction.replies.fonts import register_fonts

FONTS = Path(__file__).resolve().parents[2] / "node_modules" / "@expo-google-fonts"


@pytest.fixture(autouse=True, scope="session")
def _fonts() -> None:
    register_fonts(FONTS)
