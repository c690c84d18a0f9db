"""The settings of the system itself, under the names of the demo county and with its commands."""

import os

from config import settings as office
from config.settings import *  # noqa: F403
from demo.county.names import GOVERNMENT, GOVERNMENT_EN, NAMED

# What goes out by SMS can be read under var/sms/, as the e-mail under var/mail/.
SMS_BACKEND = office.SMS_BACKEND or "interaction.notices.sms.FileGateway"
# Where the invented callers leave their recordings: nowhere.
TELEPHONY_RECORDING_HOSTS = office.TELEPHONY_RECORDING_HOSTS or ["recordings.example.invalid"]
# The accounts are printed with their password, and stay as they are printed.
PASSWORD_DAYS = office.env.int("PASSWORD_DAYS", default=0)
SECOND_FACTOR_ROLES = office.env.list("SECOND_FACTOR_ROLES", default=[])
# Every page says that it is one.
DEMONSTRATION = True
# The demonstration runs at http://localhost, where browsers give passkeys all the same.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
INSTALLED_APPS = [*office.INSTALLED_APPS, "demo"]
if "GOVERNMENT" not in os.environ:
    OFFICE = office.OFFICE | {
        "government": GOVERNMENT, "government_en": GOVERNMENT_EN,
        "host_organ": NAMED["LL-ZFB"].name, "host_organ_en": NAMED["LL-ZFB"].name_en,
    }  # fmt: skip
