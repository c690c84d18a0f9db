from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "interaction.casework"
    label = "casework"

    def ready(self) -> None:
        from interaction.casework.attachments import enclosure
        from interaction.notices.outbox import open_enclosures_by

        open_enclosures_by(enclosure)
        from interaction.casework.clocks import lawfully_moved
        from interaction.evidence.matter import kind_of

        kind_of("case").explains = lawfully_moved
        from interaction.casework import recompute, vacancies  # noqa: F401  (they answer calendar_changed, and leavers)
