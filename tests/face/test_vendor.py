"""What comes from elsewhere is what we chose, whole, legible and light."""

import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

ROOT = Path(settings.BASE_DIR)
VENDOR = ROOT / "static" / "vendor"
FIRST_VIEW = [
    "vendor/nl-design-system.css",
    "css/portal.css",
    "vendor/fonts/source-sans-3-latin-400-normal.woff2",
    "vendor/fonts/source-sans-3-latin-700-normal.woff2",
]
INVERSE = ("inverse-color-default", "inverse-bg-default")


def sums():
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {path: sha256 for sha256, path in (line.split("  ") for line in lines)}


def css(*names):
    return "".join((ROOT / "static" / name).read_text(encoding="utf-8") for name in names)


TOKENS = dict(re.findall(r"(--[\w-]+):\s*([^;{}]+?)\s*(?:/\*.*?\*/)?\s*;", css(*FIRST_VIEW[:2])))


def colour(token):
    """Return the colour that a token comes down to, as #rrggbb."""
    value = TOKENS[token]
    while reference := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = TOKENS[reference[1]]
    return value


def luminance(rgb):
    parts = [int(rgb[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(colour(one)), luminance(colour(other))))
    return (high + 0.05) / (low + 0.05)


def test_vendored_files_are_those_of_the_list():
    present = [path for path in VENDOR.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    present += (ROOT / "tests" / "vendor").glob("*")

    hashes = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in present
    }

    assert hashes == sums()


def test_versions_are_exact_and_locked_with_their_hash():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    for name, version in wanted.items():
        package = locked[f"node_modules/{name}"]

        assert package["version"] == version
        assert package["integrity"].startswith("sha512-")


def test_every_token_that_portal_css_uses_is_defined():
    used = set(re.findall(r"var\((--[\w-]+)\)", css("css/portal.css")))

    assert used - set(TOKENS) == {"--_utrecht-alert-icon-color", "--status-ink"} - set(TOKENS)


def test_every_basic_token_that_a_token_is_built_from_is_defined():
    used = re.findall(r"var\((--(?:basis|voorbeeld)[\w-]+)\)", css("vendor/nl-design-system.css"))

    assert set(used) - set(TOKENS) == set()


@pytest.mark.parametrize("name", ["default", "positive", "warning", "negative", "info", "accent-1"])
def test_text_is_legible_on_its_own_paper(name):
    for ink in ("color-default", "color-document"):
        for paper in ("bg-document", "bg-subtle", "bg-default"):
            pair = f"--basis-color-{name}-{ink}", f"--basis-color-{name}-{paper}"

            assert contrast(*pair) >= 4.5, pair


@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("--ink-quiet", "--paper-soft", 4.5),
        ("--accent", "--accent-soft", 4.5),
        ("--ink-quiet", "--accent-soft", 4.5),
        ("--accent", "--basis-color-info-bg-default", 4.5),
        ("--accent", "--basis-color-negative-bg-default", 4.5),
        ("--accent", "--basis-color-warning-bg-default", 4.5),
        (f"--basis-color-action-1-{INVERSE[0]}", f"--basis-color-action-1-{INVERSE[1]}", 4.5),
        (f"--basis-color-negative-{INVERSE[0]}", f"--basis-color-negative-{INVERSE[1]}", 4.5),
        ("--basis-form-control-border-color", "--basis-form-control-background-color", 3),
        ("--basis-focus-outline-color", "--basis-color-default-bg-document", 3),
    ],
)
def test_pair_of_colours_has_enough_contrast(ink, paper, least):
    assert contrast(ink, paper) >= least


def test_accent_ramp_goes_from_light_to_dark():
    ramp = [
        luminance(TOKENS[f"--voorbeeld-kleuren-violet-{step}"])
        for step in (50, 100, 200, 300, 400, 500, 600, 700)
    ]

    assert ramp == sorted(ramp, reverse=True)


def test_htmx_is_given_only_options_that_it_has():
    page = (ROOT / "templates" / "htmx.html").read_text(encoding="utf-8")
    htmx = (VENDOR / "htmx.min.js").read_text(encoding="utf-8")

    options = json.loads(re.search(r"content='({.*?})'", page)[1])

    assert options["includeIndicatorCSS"] is False
    assert all(f"{option}:" in htmx for option in options)


def test_first_view_is_light_and_every_file_that_css_names_exists(tmp_path):
    """Collect as production does: a name in the CSS that does not exist stops it."""
    with override_settings(
        STATIC_ROOT=tmp_path,
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {
                "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
            },
        },
    ):
        call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    files = [(tmp_path / names[name]).read_bytes() for name in FIRST_VIEW]
    weight = sum(min(len(content), len(brotli.compress(content))) for content in files)

    assert weight < 48_000, weight
