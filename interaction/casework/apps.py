from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "interaction.casework"
    label = "casework"

    def ready(self) -> None:
        from interaction.backups.sources import backs_up
        from interaction.casework.attachments import enclosure
        from interaction.casework.file_store import FILES, names_of_rows
        from interaction.casework.watching import watch
        from interaction.database.rights import keeper_runs
        from interaction.notices.outbox import open_enclosures_by
        from interaction.privacy.resealing import reseals

        watch()
        open_enclosures_by(enclosure)
        reseals(FILES)
        backs_up(names_of_rows)
        keeper_runs("casework_erase_words(bigint)", casework_event="SELECT", casework_eventwords="SELECT, DELETE")
        from interaction.casework.clocks import lawfully_moved
        from interaction.evidence.matter import kind_of

        kind_of("case").explains = lawfully_moved
        from interaction.casework import recompute, vacancies  # noqa: F401  (they answer calendar_changed, and leavers)
