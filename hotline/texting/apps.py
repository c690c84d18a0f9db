from django.apps import AppConfig


class TextingConfig(AppConfig):
    name = "hotline.texting"
    label = "texting"
