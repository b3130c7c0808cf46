"""Read the deployment files as data."""

import ast
import json
import shlex
from pathlib import Path

import yaml

PROJECT = Path(__file__).parents[2]


def compose():
    """The compose file with its anchors filled in."""
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


def dockerfile():
    """The instructions of the Dockerfile, as (name, rest of the line) pairs."""
    text = (PROJECT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [tuple(line.split(maxsplit=1)) for line in lines if line and not line.startswith("#")]


def instructions(name):
    return [rest for instruction, rest in dockerfile() if instruction == name]


def image_command():
    return json.loads(instructions("CMD")[-1])


def image_environment():
    return dict(pair.split("=", 1) for pair in shlex.split(instructions("ENV")[-1]))


def settings_variables():
    """Name and default (None when there is none) of each variable that settings.py reads."""
    tree = ast.parse((PROJECT / "cultuurregio" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {call.args[0].value: _default(call) for call in calls if _reads_environment(call)}


def _reads_environment(call):
    function = call.func
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) == "env"


def _default(call):
    if len(call.args) == 1:
        return None
    if not isinstance(call.args[1], ast.Constant | ast.List):
        return ast.unparse(call.args[1])
    value = ast.literal_eval(call.args[1])
    return ",".join(value) if isinstance(value, list) else str(value)
