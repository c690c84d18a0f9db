"""How a door of django-ninja's says no, whatever was raised on the way: one map for all of them."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from hotline.webhooks.reading import Malformed
from interaction.visitors.interfaces import Refused, Unfit, first_fault, refusal


def answer_refusals(api: NinjaAPI, status: int = 422, error: str = "unfit") -> None:
    """Give refused and malformed requests their answers, and fields that cannot be right this status and name."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, raised: Refused) -> HttpResponse:
        return raised.answer()

    @api.exception_handler(Malformed)
    def malformed(request: HttpRequest, raised: Malformed) -> HttpResponse:
        return refusal(400, "malformed", raised.message, raised.field)

    @api.exception_handler(Unfit)
    def unfit(request: HttpRequest, raised: Unfit) -> HttpResponse:
        return refusal(status, error, raised.message, raised.field)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, raised: ValidationError) -> HttpResponse:
        return unfit(request, first_fault(raised))
