"""The commands behind the Makefile: `python -m devstack run|manage|test|check|bench`."""

import signal
import sys
from types import FrameType
from typing import NoReturn

from devstack import CannotStart
from devstack.assets import collect_static
from devstack.checks import check
from devstack.children import MANAGE, call
from devstack.places import PROJECT, lasting_place
from devstack.portal import run
from devstack.postgres import PORTAL
from devstack.stack import lasting_stack, throw_away_stack

OF_THE_OWNER = (["migrate"], ["grant_portal"])
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Do what the first argument says and leave with its exit code."""
    command, *arguments = sys.argv[1:]
    for number in ENDING:
        signal.signal(number, _leave)
    try:
        sys.exit(COMMANDS[command](arguments))
    except CannotStart as reason:
        sys.exit(f"{reason}")


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """Begin to stop, once: a second Ctrl-C does not interrupt the stopping."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _run(_arguments: list[str]) -> int:
    try:
        run()
    except SystemExit:
        return 0  # a signal is the way to end it
    return 1


def _manage(arguments: list[str]) -> int:
    """Run a management command as the portal would, and only what changes tables as their owner."""
    with lasting_stack(lasting_place()) as stack:
        owns = arguments[:1] in OF_THE_OWNER
        environment = stack.owner if owns else stack.environment
        code = call([*MANAGE, *arguments], environment=environment)
        if code == 0 and arguments[:1] == ["migrate"] and stack.has_role:
            return call([*MANAGE, "grant_portal", PORTAL], environment=stack.owner)
        return code


def _test(arguments: list[str]) -> int:
    """Run pytest, one more at a time than there are cores since many wait, or as asked."""
    chosen = arguments or ["-n", "3", "--dist", "loadgroup"]
    with throw_away_stack() as stack:
        return call([sys.executable, "-m", "pytest", *chosen], environment=stack.environment)


def _bench(arguments: list[str]) -> int:
    if not (PROJECT / "benchmarks").is_dir():
        raise CannotStart("There are no benchmarks yet: the package `benchmarks` is not there.")
    with throw_away_stack(lasting=True) as stack:
        collect_static(stack.place, stack.environment)
        return call([sys.executable, "-m", "benchmarks", *arguments], environment=stack.environment)


COMMANDS = {"run": _run, "manage": _manage, "test": _test, "check": check, "bench": _bench}

if __name__ == "__main__":
    main()
