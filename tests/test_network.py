"""No command uses the network: the tests run without it, and the commands once more where there is none at all."""

import socket
import subprocess
import sys

import pytest

WITHOUT = ["unshare", "--map-root-user", "--net"]


def has_unshare() -> bool:
    """Tell whether this machine lets a process run without a network."""
    try:
        return subprocess.run([*WITHOUT, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_the_tests_reach_nothing_outside() -> None:
    with pytest.raises(RuntimeError, match=r"looks for example\.org"):
        socket.create_connection(("example.org", 80), timeout=1)
    with socket.socket() as one, pytest.raises(RuntimeError, match=r"connects to 192\.0\.2\.1"):
        one.connect(("192.0.2.1", 80))


@pytest.mark.skipif(not has_unshare(), reason="needs unshare with user namespaces")
@pytest.mark.parametrize(
    "command",
    [
        ("validate",),
        ("timeline",),
        ("show", "p-miftakhov"),
        ("evidence", "e-first-detention"),
        ("search", "Miftakhov"),
        ("coverage",),
        ("chronology", "--judgement"),
        ("query", "select count(*) from events"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_runs_where_there_is_no_network(command: tuple[str, ...]) -> None:
    alone = [sys.executable, "-m", "casedata", *command]
    here, there = (subprocess.run([*before, *alone], capture_output=True, check=False) for before in ([], WITHOUT))
    assert (there.returncode, there.stdout, there.stderr) == (0, here.stdout, here.stderr)
