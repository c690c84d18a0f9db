"""What requests may bring to which addresses; deploy/nginx/huiyin.conf says the same, a little wider."""

import re

from hotline.exchange.api import LONGEST_BODY as LONGEST_ORDER
from hotline.telephony.reading import LONGEST_BODY as LONGEST_EVENT
from hotline.texting.views import LONGEST_BODY as LONGEST_TEXT

# What takes files: forms of citizens, the comparison of a letter with its original, the desk.
TAKES_FILES = re.compile(r"/(?:en/)?(?:send/[^/]+/\Z|track/[^/]+/do/[^/]+/\Z|verify/\Z)|/desk/|/settings/")
# Doors for programs, by how their addresses begin.
OF_PROGRAMS = {
    "/hotline/telephony/events/": LONGEST_EVENT,
    "/hotline/exchange/": LONGEST_ORDER,
    "/hotline/texts/": LONGEST_TEXT,
}
