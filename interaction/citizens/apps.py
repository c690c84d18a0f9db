from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "interaction.citizens"
    label = "citizens"

    def ready(self) -> None:
        from interaction.backups.erasures import erases_again
        from interaction.casework.contacts import proven_contacts_by
        from interaction.casework.signals import event_recorded
        from interaction.citizens.account_deletion import ACCOUNT, erase_again
        from interaction.citizens.cases import follow, proven_contacts
        from interaction.citizens.signing_in import account_of
        from interaction.visitors.persons import accounts_by

        event_recorded.connect(follow, dispatch_uid="citizens.cases")
        proven_contacts_by(proven_contacts)
        accounts_by(account_of)
        erases_again(ACCOUNT, erase_again)
