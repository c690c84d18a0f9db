from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "interaction.publicity.search"
    label = "search"

    def ready(self) -> None:
        from interaction.publicity.search.index import register_table_source
        from interaction.publicity.search.replies import SOURCE, entry_of, public_replies

        register_table_source(SOURCE, public_replies, entry_of)
