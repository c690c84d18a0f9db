"""What somebody enters who takes back what was added by mistake."""

from interaction.casework.materials import standing_materials
from interaction.casework.models import Case


def sample_taken_back(case: Case) -> dict[str, object]:
    """Return the newest of what was added, and why."""
    added = standing_materials(case)[:1]
    return {"material": str(added[0].seq) if added else "", "reason": "传错了文件。"}
