from django.apps import AppConfig


class DutchConfig(AppConfig):
    name = "dutch"
