"""What all sockets of staff have in common: they open for a session that stands, and close when it ends."""

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from interaction.organs.models import Staff
from interaction.sign_in import idle, standing
from interaction.sign_in.records import group_of
from interaction.workdays.now import now

SIGNED_OUT = 4401
# After so many seconds a socket looks itself whether its session stands: what Redis was to tell may have been lost.
LOOKS_EVERY = 60


class StaffSocket(AsyncWebsocketConsumer):
    """A socket of somebody who is signed in. `page` is what a screen's session may be bound to."""

    page = ""

    async def admitted(self) -> Staff | None:
        """Whose socket it is; None, and closed, for anybody else."""
        user, session = self.scope.get("user"), self.scope["session"]
        if user is None or not user.is_authenticated or not standing.may_listen(session, self.page):
            await self.close(code=SIGNED_OUT)
            return None
        self.looked_at = now()
        self.session_key: str | None = getattr(session, "session_key", None)
        if self.session_key is not None:
            await self.channel_layer.group_add(group_of(self.session_key), self.channel_name)
        staff: Staff = user
        return staff

    async def left(self) -> None:
        key = getattr(self, "session_key", None)
        if key:
            await self.channel_layer.group_discard(group_of(key), self.channel_name)

    async def session_ended(self, message: dict[str, Any]) -> None:
        await self.close(code=SIGNED_OUT)

    async def stands(self) -> bool:
        """Whether the session stands; looked up now and then, and closed where it does not."""
        if not self.session_key or (now() - self.looked_at).total_seconds() < LOOKS_EVERY:
            return True
        self.looked_at = now()
        if await database_sync_to_async(session_stands)(self.session_key, self.page):
            return True
        await self.close(code=SIGNED_OUT)
        return False


def session_stands(key: str, page: str = "") -> bool:
    """Whether somebody is signed in by a session, has used it, and owes nothing."""
    request = HttpRequest()
    request.session = SessionStore(key)
    user = get_user(request)
    if not user.is_authenticated or not standing.may_listen(request.session, page):
        return False
    return not idle.ends(request.session, user)
