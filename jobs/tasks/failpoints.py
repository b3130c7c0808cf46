"""Named places where a test lets the process die, as a power cut would."""

import os
import signal


def failpoint(name: str) -> None:
    """Kill this process on the spot if the environment variable FAILPOINT has this name."""
    if os.environ.get("FAILPOINT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
