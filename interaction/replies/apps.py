from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "interaction.replies"
    label = "replies"
