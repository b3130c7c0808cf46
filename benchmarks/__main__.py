"""`python -m benchmarks [name]`: on a database of its own that is gone afterwards."""

import os
import sys

import django
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

USUAL = ("accounts", "board", "bundle", "matrix")
NAMES = (*USUAL, "mutants")  # mutants take half an hour: only when asked for


def main(asked: list[str]) -> int:
    """Run the benchmarks asked for, or the usual ones. An unknown name: one sentence, exit 2."""
    if unknown := set(asked) - set(NAMES):
        print(f"No benchmark {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}.")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultuurregio.settings")
    django.setup()
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for name in asked or USUAL:
            print(f"== {name}")
            __import__(f"benchmarks.{name}", fromlist=["run"]).run()
    finally:
        teardown_databases(databases, verbosity=0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
