"""What the desk lets others read of a hidden sender."""

from interaction.casework.clearances import uncleared_files, uncleared_pieces
from interaction.casework.models import Case


def sample_cleared(case: Case) -> dict[str, object]:
    """Return every text in the words of the desk, and every file as one that may be handed on."""
    said = {piece.name: f"（已核对）{case.title}，请核实处理。" for piece in uncleared_pieces(case)}
    return {**said, "files": [str(file.pk) for file in uncleared_files(case)], "checked": "on"}
