"""What a page is about, for machines that read it (schema.org as JSON-LD, a data block that is never executed)."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interaction.publicity.models import Publication

# As in Django's json_script: what could end the block stands as an escape.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def reply_data(item: Publication, channel: str, address: str) -> SafeString:
    """A question and its accepted answer, and where the page stands."""
    listing = address.rpartition(f"{item.pk}/")[0]
    organ = {"@type": "GovernmentOrganization", "name": item.organ.name}
    return as_block(
        {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "QAPage", "url": address, "inLanguage": "zh-Hans", "datePublished": item.published_at.isoformat(),
                    "mainEntity": {
                        "@type": "Question", "name": item.title, "text": item.content, "answerCount": 1,
                        "datePublished": item.received_on.isoformat(),
                        "acceptedAnswer": {
                            "@type": "Answer", "text": item.reply, "datePublished": item.replied_on.isoformat(),
                            "author": organ, "url": f"{address}#reply",
                        },
                    },
                },
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {"@type": "ListItem", "position": 1, "name": _("公开答复"), "item": listing},
                        {"@type": "ListItem", "position": 2, "name": channel, "item": f"{listing}?channel={item.channel}"},
                        {"@type": "ListItem", "position": 3, "name": item.title, "item": address},
                    ],
                },
            ],
        }
    )  # fmt: skip


def as_block(data: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308
