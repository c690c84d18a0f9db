from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    label = "requests_app"

    def ready(self) -> None:
        from interaction.archive import terms
        from interaction.casework import registry
        from interaction.replies import wording
        from interaction.workflow.todos import offer_todos
        from requests_app import filing, time_limits  # noqa: F401  (time_limits registers the channel's rules)
        from requests_app.annual import workflow  # noqa: F401  (declares what is done to annual reports)
        from requests_app.annual.todos import owed, waiting
        from requests_app.channel import CHANNEL
        from requests_app.law import entering  # noqa: F401  (declares what is done to versions of rules of law)
        from requests_app.law.in_force import wording_on
        from requests_app.law.todos import waiting as waiting_law

        registry.register(CHANNEL)
        terms.register(CHANNEL.key, filing.CLASSES, filing.class_of)
        wording.read_from(wording_on)
        offer_todos(waiting)
        offer_todos(owed)
        offer_todos(waiting_law)
