from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "interaction.sign_in"
    label = "sign_in"

    def ready(self) -> None:
        from interaction.privacy.resealing import reseals
        from interaction.sign_in.resealing import FACTORS

        reseals(FACTORS)
        from interaction.sign_in import following  # noqa: F401  (follows what the accounts library does)
