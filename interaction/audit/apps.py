from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "interaction.audit"
    label = "audit"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
        from django.utils.translation import gettext_lazy as _

        from interaction.audit import recording
        from interaction.casework.channels import DeskPage, offer
        from interaction.database.rights import keeper_runs
        from interaction.organs.models import Role

        keeper_runs("audit_prune(bigint)", audit_reading="SELECT, DELETE")
        offer(DeskPage(_("审计"), "audit:index", (Role.AUDITOR,)))
        user_logged_in.connect(recording.note_sign_in)
        user_logged_out.connect(recording.note_sign_out)
        user_login_failed.connect(recording.note_failed_sign_in)
