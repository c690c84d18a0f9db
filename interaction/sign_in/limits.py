"""How often signing in may go wrong: by account and address together, by account, and generously by address.

Only failures count. So a hundred people behind one address sign in at half past eight, whoever mistypes locks nobody else,
and strangers who guess at an account do not keep its owner out of where they have signed in before. All of it stands in
PostgreSQL: Redis may be away.
"""

from django.http import HttpRequest

from interaction.organs.models import Staff
from interaction.privacy.encryption import blind_index
from interaction.sign_in.records import came_from_here
from interaction.visitors.throttle import (
    STAFF_CODES_USED,
    STAFF_WRONG,
    STAFF_WRONG_CODES,
    STAFF_WRONG_OF_ACCOUNT,
    STAFF_WRONG_OF_VISITOR,
    Spent,
    source_of,
    spend,
    spend_all,
)


def try_password(request: HttpRequest, username: str) -> Spent | None:
    """Count a try at a password; None where there were too many. A right one is given back."""
    source, account = source_of(request), blind_index("account", username.casefold())
    uses = [(STAFF_WRONG, blind_index("account", f"{account} {source}")), (STAFF_WRONG_OF_VISITOR, source)]
    staff = Staff.objects.filter(username=username).first()
    if staff is None or not came_from_here(request, staff):
        uses.append((STAFF_WRONG_OF_ACCOUNT, account))
    return spend_all(*uses)


def try_code(staff: Staff) -> Spent | None:
    """Count a try at the code of a second factor, after the right password; a right one is given back."""
    return spend_all((STAFF_WRONG_CODES, blind_index("account", staff.username.casefold())))


def first_use(staff: Staff, code: str) -> bool:
    """Whether a one-time code of somebody is used for the first time."""
    return not spend(STAFF_CODES_USED, blind_index("account", f"{staff.pk} {code}")).exceeded
