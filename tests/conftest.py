"""For all tests: Hypothesis has no deadlines, since the first example may have to import much; the network is shut."""

import ipaddress
import sys
from typing import Any

from hypothesis import HealthCheck, settings

settings.register_profile("casedata", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("casedata")


def shut_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to look up a name or to connect to anything but this machine (an audit hook: it cannot be removed)."""
    if event == "socket.getaddrinfo" and arguments[0] not in {"localhost", None, b"localhost"}:
        raise RuntimeError(f"a test looks for {arguments[0]} in the network")
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise RuntimeError(f"a test connects to {host}")


sys.addaudithook(shut_network)
