"""What every test needs."""

import os
import time
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client, override_settings


def pytest_configure():
    """Give each test process a Redis database of its own, as pytest-django does for PostgreSQL."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 16
    url = urlsplit(settings.REDIS_URL)._replace(path=f"/{number}").geturl()
    os.environ["REDIS_URL"] = settings.REDIS_URL = settings.CELERY_BROKER_URL = url
    settings.CACHES["default"]["LOCATION"] = url


@pytest.fixture(autouse=True, scope="session")
def plain_static_names(tmp_path_factory):
    """Serve static files under their own names: tests do not collect them first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
    ):
        yield


@pytest.fixture(autouse=True)
def signed_in_with_second_factor(monkeypatch, request):
    """Let `force_login` stand for a sign-in of just now, second factor and all."""
    if request.node.get_closest_marker("at_the_door"):
        return
    force_login = Client.force_login

    def sign_in(client, user, backend=None):
        force_login(client, user, backend)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    monkeypatch.setattr(Client, "force_login", sign_in)


@pytest.fixture(autouse=True)
def no_tries_counted():
    """Forget how often the test before this one tried."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def emptied_between_transactional_tests():
    """Let the test runner, and nobody else, empty the tables that are append-only."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_without_triggers(operations, statements):
        migrated = set(operations.connection.introspection.table_names())
        guarded = {
            model._meta.db_table for model in apps.get_models() if hasattr(model._meta, "triggers")
        }
        tables = sorted(guarded & migrated)
        off = [f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables]
        on = [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables]
        flush(operations, [*off, *statements, *on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_without_triggers)
        yield
