from base64 import b64encode
from typing import Any

from django.db import migrations

from interaction.privacy.encryption import seal

BOUND_TO = "mfa_authenticator.data"


def seal_seeds(apps: Any, schema_editor: Any) -> None:
    """What the library kept in the clear is sealed; there are as many rows as people with a second factor."""
    for one in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn"):
        for name in ("secret", "seed"):
            if name in one.data:
                one.data[name] = b64encode(seal(one.data[name].encode(), BOUND_TO)).decode()
        if "migrated_codes" in one.data:
            codes = one.data["migrated_codes"]
            one.data["migrated_codes"] = [b64encode(seal(code.encode(), BOUND_TO)).decode() for code in codes]
        one.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("sign_in", "0002_sign_ins"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal_seeds, migrations.RunPython.noop)]
