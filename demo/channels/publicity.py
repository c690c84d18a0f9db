"""What invented publishers enter, for the demo county and the tests."""

from interaction.casework.models import Case
from interaction.publicity.models import Publication


def sample_correction(case: Case) -> dict[str, object]:
    """The public text with a sentence more."""
    publication = Publication.objects.get(case=case)
    return {
        "title": publication.title, "content": publication.content, "reply": f"{publication.reply}办理地点以现场公示为准。",
        "corrected": "补充说明办理地点。", "reason": "原答复没有写明办理地点，有群众询问。", "checked": "on",
    }  # fmt: skip
