"""How a door says no: which rule was broken, in words a person understands, and in which field."""

from django.http import JsonResponse


def refusal(status: int, error: str, message: str, field: str = "") -> JsonResponse:
    return JsonResponse({"error": error, "message": message, "field": field}, status=status)
