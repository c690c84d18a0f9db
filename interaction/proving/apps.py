from django.apps import AppConfig


class ProvingConfig(AppConfig):
    name = "interaction.proving"
    label = "proving"

    def ready(self) -> None:
        from interaction.evidence.days import seals_heads, seals_series
        from interaction.proving.readings import head_of_readings
        from interaction.proving.series import last_numbers

        seals_heads(head_of_readings)
        seals_series(last_numbers)
