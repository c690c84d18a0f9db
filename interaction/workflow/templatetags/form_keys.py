"""What every form of the desk carries beside its fields."""

import uuid
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interaction.visitors.idempotency import IN_FORM, WRITTEN_BY
from interaction.workflow.unsent import sign_writer

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context: Any) -> SafeString:
    """The key of this form, that of the page where it has one; and, sealed, for whom of the staff the page was made."""
    hidden = [(IN_FORM, context.get("submission") or uuid.uuid4())]
    user = getattr(context.get("request"), "user", None)
    if user is not None and user.is_authenticated:
        hidden.append((WRITTEN_BY, sign_writer(user.pk)))
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden)
    return format_html("{}", fields)
