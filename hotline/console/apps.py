from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "hotline.console"
    label = "console"

    def ready(self) -> None:
        from hotline.telephony.seats import in_call
        from interaction.sign_in.idle import never_while

        never_while(in_call)
