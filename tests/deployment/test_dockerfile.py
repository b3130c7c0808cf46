"""The Dockerfile and .dockerignore against the code."""

import importlib
import re

import pytest
from django.conf import settings
from gunicorn.config import Config

from devstack.bootstrap import FOR_PORTAL
from devstack.places import Place
from devstack.portal import programs
from tests.deployment.reading import (
    PROJECT,
    compose,
    dockerfile,
    image_command,
    image_environment,
    instructions,
    settings_variables,
)


def ignored_but():
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def test_has_two_stages_of_the_python_that_the_project_asks():
    project = (PROJECT / "pyproject.toml").read_text()
    version = re.search(r'requires-python = ">=([\d.]+)"', project)[1]

    assert instructions("FROM") == [
        f"python:{version}-slim-bookworm AS packages",
        f"python:{version}-slim-bookworm AS portal",
    ]


def test_installs_only_the_locked_packages_of_the_portal():
    installing = [rest for rest in instructions("RUN") if "pip install" in rest]

    assert len(installing) == 1
    assert "--require-hashes" in installing[0]
    assert "requirements/portal.txt /tmp/portal.txt" in instructions("COPY")
    assert "--requirement /tmp/portal.txt" in installing[0]


def test_installs_the_libraries_that_make_run_installs():
    installing = next(rest for rest in instructions("RUN") if "apt-get install" in rest)

    assert set(FOR_PORTAL) == set(re.findall(r"\blib[\w.+-]+\d\b", installing))


def test_runs_as_an_account_that_is_not_root():
    names = [name for name, _ in dockerfile()]

    assert instructions("USER") == ["portal"]
    assert names.index("USER") < names.index("CMD")
    assert any("useradd" in rest and rest.count("portal") for rest in instructions("RUN"))


def test_collects_static_files_with_every_variable_that_has_no_default():
    collecting = next(rest for rest in instructions("RUN") if "collectstatic" in rest)
    required = {name for name, default in settings_variables().items() if default is None}

    assert set(re.findall(r"(\w+)=\S+", collecting)) == required


def test_keeps_files_where_the_volume_is_mounted():
    mounted = compose()["services"]["web"]["volumes"][0].split(":")[1]
    making = next(rest for rest in instructions("RUN") if "install --directory" in rest)

    assert mounted in making.split()
    assert mounted.startswith(image_environment()["VAR_DIR"])
    assert set(image_environment()) & set(settings_variables()) == {"VAR_DIR"}


def test_starts_gunicorn_with_options_that_exist():
    program, module, *options = image_command()
    chosen = Config().parser().parse_args([module, *options])

    assert program == "gunicorn"
    assert callable(importlib.import_module(module).application)
    assert chosen.bind == ["0.0.0.0:8000"]
    assert instructions("EXPOSE") == ["8000"]


def test_serves_as_make_run_does(tmp_path):
    web = programs(Place(tmp_path), 8000, {})[-1].command
    parser = Config().parser()
    here, image = parser.parse_args(web[3:]), parser.parse_args(image_command()[1:])

    assert (here.worker_class, here.workers, here.threads) == (
        image.worker_class,
        image.workers,
        image.threads,
    )


@pytest.mark.parametrize("path", ignored_but())
def test_puts_only_what_exists_into_the_image(path):
    assert (PROJECT / path).exists()


def test_puts_every_room_into_the_image():
    rooms = {app for app in settings.INSTALLED_APPS if (PROJECT / app).is_dir()}

    assert rooms <= set(ignored_but())
    assert {"manage.py", "static", "templates", "requirements/portal.txt"} <= set(ignored_but())
