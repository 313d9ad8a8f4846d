"""Detached signatures of a manifest, made and verified by outside programs: `ssh-keygen` or `minisign`.

Which of the two is told by the first line of the key file. What was signed is handed over as bytes that were read once,
so that nobody can put another file in its place between the verification and the comparison of digests.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from casedata.errors import CasedataError, IntegrityError, UnreadableError
from casedata.manifest.digests import content_of
from casedata.manifest.names import MANIFEST, MINISIGN_SIGNATURE, SSH_SIGNATURE

NAMESPACE = "casedata"
"""What a signature by `ssh-keygen` is for: one that was made for something else does not pass."""

_MINISIGN = b"untrusted comment:"


class SigningError(CasedataError):
    """A key cannot be used, or the program that signs is missing."""


def sign(key: Path, manifest: bytes) -> tuple[str, bytes]:
    """Return the name and the content of a signature for the bytes of a manifest.

    Raises:
        SigningError: the key cannot be used, or the program that signs with it is missing.
        UnreadableError: the system does not let the key be read.
    """
    return _by_minisign(key, manifest) if _is_minisign(key) else _by_ssh(key, manifest)


def _by_ssh(key: Path, manifest: bytes) -> tuple[str, bytes]:
    done = _run("ssh-keygen", ["-Y", "sign", "-n", NAMESPACE, "-f", str(key.absolute())], manifest)
    if done.returncode:
        raise SigningError(f"{key}: ssh-keygen did not sign with it: {_said(done)}; give a private key of OpenSSH")
    return SSH_SIGNATURE, done.stdout


def _by_minisign(key: Path, manifest: bytes) -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="casedata-") as folder:
        message, signature = Path(folder) / MANIFEST, Path(folder) / MINISIGN_SIGNATURE
        message.write_bytes(manifest)
        arguments = ["-S", "-s", str(key.absolute()), "-m", str(message), "-x", str(signature)]
        done = _run("minisign", arguments, None)
        if done.returncode:
            raise SigningError(f"{key}: minisign did not sign with it: {_said(done)}; give a secret key of minisign")
        return MINISIGN_SIGNATURE, signature.read_bytes()


def verify(root: Path, manifest: bytes, signers: Path, signer: str | None) -> str:
    """Return who signed the bytes of a manifest: an identity of the file of pinned keys, or that file for `minisign`.

    Raises:
        IntegrityError: there is no signature, or none by a pinned key (of `signer`, if given) for these bytes.
        SigningError: the file of keys cannot be used, or the program that verifies is missing.
    """
    by_minisign = _is_minisign(signers)
    if by_minisign and signer is not None:
        raise SigningError(f"{signers}: a key of minisign has no identity; leave out the signer {signer!r}")
    name = MINISIGN_SIGNATURE if by_minisign else SSH_SIGNATURE
    signature = content_of(root / name)
    if signature is None:
        raise IntegrityError(f"{name}: there is no signature; get it from those who published the package")
    with tempfile.TemporaryDirectory(prefix="casedata-") as folder:
        place = Path(folder) / name
        place.write_bytes(signature)
        if by_minisign:
            return _verified_by_minisign(manifest, place, signers)
        return _verified_by_ssh(manifest, place, signers, signer)


def _verified_by_ssh(manifest: bytes, signature: Path, signers: Path, signer: str | None) -> str:
    keys = ["-f", str(signers.absolute()), "-s", str(signature)]
    if signer is None:
        found = _run("ssh-keygen", ["-Y", "find-principals", *keys], b"")
        signer = found.stdout.decode(errors="replace").partition("\n")[0]
        if found.returncode or not signer:
            raise IntegrityError(f"{signature.name}: not by a key that {signers} lists: {_said(found)}; {_REFUSE}")
    done = _run("ssh-keygen", ["-Y", "verify", "-n", NAMESPACE, "-I", signer, *keys], manifest)
    if done.returncode:
        raise IntegrityError(
            f"{signature.name}: not a signature of {signer} for this manifest: {_said(done)}; {_REFUSE}"
        )
    return signer


def _verified_by_minisign(manifest: bytes, signature: Path, signers: Path) -> str:
    message = signature.parent / MANIFEST
    message.write_bytes(manifest)
    done = _run("minisign", ["-V", "-p", str(signers.absolute()), "-m", str(message), "-x", str(signature)], None)
    if done.returncode:
        raise IntegrityError(
            f"{signature.name}: not by the key in {signers} for this manifest: {_said(done)}; {_REFUSE}"
        )
    return f"the key in {signers}"


_REFUSE = "do not trust these files, ask those who published them"


def _is_minisign(key: Path) -> bool:
    try:
        with key.open("rb") as file:
            return file.read(len(_MINISIGN)) == _MINISIGN
    except FileNotFoundError as error:
        raise SigningError(f"{key}: no such file; give a file with keys") from error
    except OSError as error:
        raise UnreadableError(f"{key}: cannot be read: {error.strerror}; give a file with keys") from error


def _run(program: str, arguments: Sequence[str], given: bytes | None) -> subprocess.CompletedProcess[bytes]:
    found = shutil.which(program)
    if found is None:
        packages = {"ssh-keygen": "OpenSSH 8.1 or later"}
        raise SigningError(f"{program}: not on this machine; install {packages.get(program, program)}")
    # The arguments are fixed but for names of files and of the signer, and no shell reads them.
    return subprocess.run([found, *arguments], input=given, capture_output=True, check=False)  # noqa: S603


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line that a program said."""
    text = (done.stderr or done.stdout).decode(errors="replace").strip()
    return text.partition("\n")[0].strip().rstrip(".") or f"exit {done.returncode}"
