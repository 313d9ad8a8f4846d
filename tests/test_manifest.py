"""Manifests, by outside judges: `sha256sum` makes and checks the list, `ssh-keygen` the signatures.

What is changed in a package is brute force: each file, each cell.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from casedata.build import build
from casedata.cli import main
from casedata.csvfile import canonical_csv
from casedata.errors import IntegrityError, PackageError, RefusedError
from casedata.manifest import LEDGER, MANIFEST, SIGNATURES, RowChange, check, write
from casedata.manifest.digests import manifest_lines, read_manifest
from casedata.manifest.ledger import COLUMNS, compare, digest_rows, ledger_bytes, read_ledger
from casedata.schema import Field, Table
from packages import HOSTILE, MODELS, ROOT, full_rows, write_package
from small import event, write_small

PAIRS = Table("pairs", (Field("key", "string"), Field("text", "string")), "key")
NASTY = (
    "a b",
    "-n",
    "*x",
    "back\\slash",
    "line\nfeed",
    "carriage\rreturn",
    "\\n",
    "é",
    "\x1b[31m",
    "x.csv ",
    "'\"$HOME",
)
RESTORE = "restore it, or, if this is meant, run casedata manifest"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["manifest", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sha256sum(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["sha256sum", *arguments], cwd=folder, capture_output=True, check=False)


def listed(folder: Path) -> list[str]:
    return list(read_manifest((folder / MANIFEST).read_bytes()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package with generated files, and with files and folders that do not belong to it."""
    folder = write_small(tmp_path / "package", people=[{"person_id": "p-1", "name": "One"}], events=[event(1, "2019")])
    build(folder, check=False)
    for name in ("rules/OWN-01.sql", "data/notes/a.txt", "src/a.py", "data/.b", ".git/c", "rules/__pycache__/d", ".e"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "README.md").write_text("A case\n", encoding="utf-8")
    return folder


EXPECTED = {
    "datapackage.json", "README.md", "rules/OWN-01.sql", "data/notes/a.txt", LEDGER,
    *(f"data/{name}.csv" for name in MODELS), *(f"schemas/rows/{name}.schema.json" for name in MODELS),
}  # fmt: skip


def test_all_that_belongs_to_a_package_is_listed(folder: Path) -> None:
    done = write(folder)
    assert set(listed(folder)) == EXPECTED
    assert done.files == len(EXPECTED)
    assert done.rows == 4  # two cases, an event, a person
    assert done.written == (LEDGER, MANIFEST)
    found = check(folder)
    assert (found.ok, found.files, found.listed_rows) == (True, len(EXPECTED), 4)
    assert (found.changed, found.missing, found.unlisted, found.rows, found.notes) == ((), (), (), (), ())


def test_what_is_current_is_not_written_again(folder: Path) -> None:
    write(folder)
    before = (folder / MANIFEST).stat().st_ino
    assert write(folder).written == ()
    assert (folder / MANIFEST).stat().st_ino == before


def test_sha256sum_makes_the_same_list_and_finds_it_right(folder: Path) -> None:
    for name in NASTY:
        (folder / name).write_bytes(name.encode())
        (folder / "data" / name).write_bytes(name.encode())
    (folder / os.fsdecode(b"not utf-8 \xff")).write_bytes(b"")
    write(folder)
    content = (folder / MANIFEST).read_bytes()
    assert len(listed(folder)) == len(EXPECTED) + 2 * len(NASTY) + 1
    assert content == sha256sum(folder, "--", *listed(folder)).stdout
    assert listed(folder) == sorted(listed(folder), key=os.fsencode)
    done = sha256sum(folder, "--check", "--strict", MANIFEST)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert check(folder).ok
    (folder / "data" / NASTY[3]).write_bytes(b"x")
    assert sha256sum(folder, "--check", MANIFEST).returncode == 1
    assert check(folder).changed == (f"data/{NASTY[3]}",)


NAMES = st.binary(min_size=1, max_size=8).filter(lambda name: not {b"\0", b"/"} & {name[i : i + 1] for i in range(8)})


@given(names=st.lists(st.one_of(NAMES, st.sampled_from([name.encode() for name in NASTY])), min_size=1, unique=True))
def test_any_name_is_read_back(names: list[bytes]) -> None:
    digests = {os.fsdecode(name): hashlib.sha256(name).hexdigest() for name in names if name not in {b".", b".."}}
    if digests:
        assert read_manifest(manifest_lines(digests)) == digests


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_file_is_missed_when_it_is_gone_or_other(folder: Path, name: str) -> None:
    write(folder)
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    found = check(folder)
    assert (found.ok, found.changed, found.missing, found.unlisted) == (False, (name,), (), ())
    path.unlink()
    found = check(folder)
    assert (found.ok, found.changed, found.missing, found.unlisted) == (False, (), (name,), ())
    path.write_bytes(before)
    assert check(folder).ok


@pytest.mark.parametrize("name", ["LICENSE", "data/new.csv", "data/deep/er/x", "rules/OWN-02.sql", "schemas/x.json"])
def test_a_file_that_is_not_listed_is_told(folder: Path, name: str) -> None:
    write(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"")
    found = check(folder)
    assert (found.ok, found.changed, found.missing, found.unlisted) == (False, (), (), (name,))


def test_a_changed_descriptor_hides_no_file(folder: Path) -> None:
    """Files are looked for where the manifest lists some, whatever the descriptor says now."""
    write(folder)
    (folder / "data" / "new.csv").write_bytes(b"")
    for content in (b"{", b"null", b'{"resources": [{"path": "data"}, 1]}', b"[" * 100000, b"\xff"):
        (folder / "datapackage.json").write_bytes(content)
        found = check(folder)
        assert (found.changed, found.unlisted) == (("datapackage.json",), ("data/new.csv",))


def test_a_declared_file_that_would_not_be_listed_is_told(tmp_path: Path) -> None:
    folder = write_package(tmp_path, full_rows())
    text = (folder / "datapackage.json").read_text(encoding="utf-8").replace("data/people.csv", "data/.people.csv")
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "data" / "people.csv").rename(folder / "data" / ".people.csv")
    with pytest.raises(PackageError, match=r"^data/\.people\.csv: "):
        write(folder)


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    path.symlink_to("datapackage.json")


def a_link_out(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_a_folder(path: Path) -> None:
    path.symlink_to("/etc")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


@pytest.mark.parametrize("make", [a_fifo, a_link, a_link_out, a_link_to_a_folder, a_socket])
@pytest.mark.parametrize("name", ["x", "data/x", "data/notes/x", "rules/x", "data/people.csv", LEDGER, *SIGNATURES])
def test_links_and_devices_are_refused_and_never_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], name: str
) -> None:
    write(folder)
    monkeypatch.chdir(folder)
    Path(name).unlink(missing_ok=True)
    make(Path(name))
    with pytest.raises(RefusedError, match=re.escape(name)):
        check(".")
    with pytest.raises(RefusedError, match=re.escape(name)):
        write(".")
    assert run("--check").exit_code == 4


@pytest.mark.parametrize("make", [a_fifo, a_link, a_link_out, a_link_to_a_folder])
def test_a_manifest_that_is_no_file_is_refused(folder: Path, make: Callable[[Path], None]) -> None:
    make(folder / MANIFEST)
    with pytest.raises(RefusedError, match=MANIFEST):
        check(folder)


ZEROS = "0" * 64


@pytest.mark.parametrize(
    "content",
    [
        "", "nothing\n", f"{ZEROS}  a", f"{ZEROS} *a\n", f"{ZEROS}  a\n{ZEROS}  a\n", f"{ZEROS}  ../a\n",
        f"{ZEROS}  /etc/passwd\n", f"{ZEROS}  data/../../a\n", f"{ZEROS[1:]}  a\n", f"{ZEROS}  a\r\n", f"{ZEROS}  \n",
        f"{'A' * 64}  a\n", f"\n{ZEROS}  a\n", f"{ZEROS}  a\0b\n", f"{ZEROS}  a\n{ZEROS}  b",
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_told(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content, encoding="utf-8", newline="")
    with pytest.raises(IntegrityError, match=rf"^{MANIFEST}:[12]: .*; get the original"):
        check(folder)
    assert run(folder, "--check").exit_code == 3


def test_a_package_without_a_manifest_is_not_intact(folder: Path) -> None:
    result = run(folder, "--check")
    assert result.exit_code == 3
    assert "there is no manifest; get the original, or run casedata manifest" in result.stderr


@pytest.mark.parametrize("name", ["nowhere", "package.zip", "package/README.md"])
def test_what_is_no_directory_of_a_package_is_told(folder: Path, name: str) -> None:
    (folder.parent / "package.zip").write_bytes(b"PK")
    for arguments in ([], ["--check"]):
        assert run(folder.parent / name, *arguments).exit_code == 2


# Rows and cells


def ledger_of(rows: list[dict[str, str]], table: Table = PAIRS) -> bytes:
    return ledger_bytes([digest_rows(table.name, "data/x.csv", table.primary_key, canonical_csv(table, rows))])


def test_a_row_has_the_digest_of_its_line_and_a_cell_of_its_place_and_text() -> None:
    """The lines are those of the canonical writer; the digests are computed as docs/integrity.md says."""
    texts = [text for text in HOSTILE if text != "\x00"]
    rows = [{"key": f"k-{number}", "text": text} for number, text in enumerate(texts)]
    header, about, *told = csv.reader(io.StringIO(ledger_of(rows).decode(), newline=""))
    assert tuple(header) == COLUMNS
    first = canonical_csv(PAIRS, [])
    assert about == ["pairs", "key", hashlib.sha256(first).hexdigest(), "key,text", "data/x.csv"]
    for row, (table, key, digest, cells, file) in zip(rows, told, strict=True):
        assert (table, key, file) == ("pairs", row["key"], "")
        assert digest == hashlib.sha256(canonical_csv(PAIRS, [row]).removeprefix(first)).hexdigest()
        places = (f"pairs\0{key}\0{name}\0{row[name]}".encode() for name in ("key", "text"))
        assert cells == "".join(hashlib.sha256(place).hexdigest()[:8] for place in places)


def test_the_digests_of_the_docs_are_those_of_a_shell(folder: Path) -> None:
    write(folder)
    text = (folder / LEDGER).read_text(encoding="utf-8")
    line = subprocess.run(
        "sed -n 2p data/people.csv | sha256sum", cwd=folder, shell=True, capture_output=True, check=True
    )
    cell = subprocess.run(
        r"printf 'people\0p-1\0name\0One' | sha256sum | cut -c1-8", shell=True, capture_output=True, check=True
    )
    assert f"\npeople,p-1,{line.stdout.decode()[:64]}," in text
    assert cell.stdout.decode().strip() in text


def test_a_ledger_is_read_back() -> None:
    tables = [
        digest_rows(name, f"data/{name}.csv", MODELS[name].primary_key, canonical_csv(MODELS[name], rows))
        for name, rows in full_rows().items()
    ]
    assert sum(len(table.rows) for table in tables) > 20
    assert list(read_ledger(ledger_bytes(tables)).values()) == tables


NO_TABLE = b"table,key,row_sha256,cells,file\npairs,a,0,0,\n"


@pytest.mark.parametrize(
    "content", [b"", b"table,key\n", b"\xff", ledger_of([]) + b'"a', ledger_of([]) + b"a,b\n", NO_TABLE]
)
def test_what_is_no_ledger_is_told(content: bytes) -> None:
    with pytest.raises(IntegrityError, match="not a ledger of rows"):
        read_ledger(content)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_each_changed_added_and_removed_cell_and_row_is_named(name: str) -> None:
    table, rows = MODELS[name], full_rows()[name]
    key = table.primary_key
    old = digest_rows(name, f"data/{name}.csv", key, canonical_csv(table, rows))
    assert rows
    for number, row in enumerate(rows):
        without = [*rows[:number], *rows[number + 1 :]]
        less = digest_rows(name, f"data/{name}.csv", key, canonical_csv(table, without))
        assert list(compare(old, less)) == [RowChange(name, row[key], "removed")]
        assert list(compare(less, old)) == [RowChange(name, row[key], "added")]
        for column in table.columns:
            changed = [*without, {**row, column: row[column] + "x"}]
            new = digest_rows(name, f"data/{name}.csv", key, canonical_csv(table, changed))
            found = list(compare(old, new))
            if column == key:
                assert found == [RowChange(name, row[key], "removed"), RowChange(name, row[key] + "x", "added")]
            else:
                assert found == [RowChange(name, row[key], "changed", (column,))]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        ("key,text\na,1\nb,2\nb,3\n", []),
        ("key,text\nb,2\nb,3\na,1\n", []),
        ("text,key\n1,a\n2,b\n3,b\n", []),
        ("key,text\na,1\nb,2\n", [("b", "removed", ())]),
        ("key,text\na,1\nb,2\nb,3\nb,4\n", [("b", "added", ())]),
        ("key,text\na,1\nb,2\nb,4\n", [("b", "changed", ("text",))]),
        ("key,text,more\na,1,\nb,2,\nb,3,\n", [("", "changed", ("more",))]),
        ("key\na\nb\nb\n", [("", "changed", ("text",))]),
        ("key,more\na,1\nb,2\nb,3\n", [("", "changed", ("text", "more"))]),
    ],
)
def test_order_repeated_keys_and_other_columns(new: str, changes: list[tuple[str, str, tuple[str, ...]]]) -> None:
    old = digest_rows("pairs", "x.csv", "key", b"key,text\na,1\nb,2\nb,3\n")
    found = compare(old, digest_rows("pairs", "x.csv", "key", new.encode()))
    assert [(change.key, change.change, change.fields) for change in found] == changes


def test_a_row_whose_short_digests_are_the_same_is_still_told() -> None:
    old = digest_rows("pairs", "x.csv", "key", b"key,text\na,1\n")
    new = digest_rows("pairs", "x.csv", "key", b"key,text\na,2\n")
    cells = old.rows["a", 0][1]
    rows = {("a", 0): (new.rows["a", 0][0], cells)}
    alike = type(new)(new.table, new.file, new.key, new.columns, rows)
    assert list(compare(old, alike)) == [RowChange("pairs", "a", "changed")]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def test_the_command_names_files_rows_and_cells(folder: Path) -> None:
    told = run(folder).stdout
    assert told.endswith(f"{len(EXPECTED)} files and 4 rows listed\n")
    sound = run(folder, "--check")
    assert (sound.exit_code, sound.stdout) == (
        0,
        f"{len(EXPECTED)} files and 4 rows of {MANIFEST} checked: unchanged since the manifest was made\n"
        "this shows that nothing was changed since, not that what the files say is true\n",
    )
    edit(folder / "data" / "events.csv", "Event 1", "Event \x1b[31m2")
    edit(folder / "data" / "cases.csv", "\n", "\r\n")
    edit(folder / "data" / "people.csv", "p-1,", '"p-1,')
    (folder / "README.md").unlink()
    (folder / "NEW\n").touch()
    found = run(folder, "--check")
    assert found.exit_code == 3
    lines = found.stdout.splitlines()
    assert lines[:8] == [
        f"data/cases.csv: changed; {RESTORE}",
        f"data/events.csv: changed; {RESTORE}",
        f"data/people.csv: changed; {RESTORE}",
        f"README.md: missing; {RESTORE}",
        "NEW\\n: not listed; remove it, or, if it belongs here, run casedata manifest",
        "events e-1: row changed in title",
        "data/cases.csv: no row differs, only their order, quoting or line ends",
        lines[7],
    ]
    assert lines[7].startswith("data/people.csv:2: ")
    assert lines[7].endswith("until then its rows cannot be compared")
    numbers = "3 changed, 1 missing, 1 not listed since the manifest was made"
    assert lines[8:] == [f"{len(EXPECTED)} files and 4 rows of {MANIFEST} checked: {numbers}"]


def test_the_command_says_the_same_in_json(folder: Path) -> None:
    made = json.loads(run(folder, "--format", "json").stdout)
    assert made == {"ok": True, "files": len(EXPECTED), "rows": 4, "written": [LEDGER, MANIFEST], "stale": []}
    edit(folder / "data" / "events.csv", "Event 1", "Event 2")
    result = run(folder / "datapackage.json", "--check", "--format", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout) == {
        "ok": False, "checked": len(EXPECTED), "listed_rows": 4, "changed": ["data/events.csv"], "missing": [],
        "unlisted": [], "rows": [{"table": "events", "key": "e-1", "change": "changed", "fields": ["title"]}],
        "notes": [], "signer": None, "distrust": None,
    }  # fmt: skip


@pytest.mark.parametrize("is_gone", [True, False])
def test_rows_are_not_compared_with_another_ledger(folder: Path, is_gone: bool) -> None:
    write(folder)
    edit(folder / "data" / "events.csv", "Event 1", "Event 2")
    if is_gone:
        (folder / LEDGER).unlink()
    else:
        edit(folder / LEDGER, "e-1", "e-2")
    found = check(folder)
    assert not found.ok
    assert found.rows == ()
    assert found.notes == (f"{LEDGER}: not the one that was listed, so no row can be compared; get the original",)


def test_the_manifest_of_the_published_package_is_small(tmp_path: Path) -> None:
    for name in ("data", "schemas", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    done = write(tmp_path)
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.glob("data/*.csv")]
    rows = sum(len(list(csv.reader(text.splitlines(keepends=True)))) - 1 for text in texts)
    assert done.rows == rows
    assert (tmp_path / LEDGER).stat().st_size < 700_000
    assert sha256sum(tmp_path, "--check", "--strict", "--quiet", MANIFEST).stdout == b""
    assert check(tmp_path).ok


# Signatures

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")


def new_key(path: Path, passphrase: str = "", kind: str = "ed25519") -> Path:
    command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "", "-f", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def pinned(path: Path, **keys: Path) -> Path:
    """Write a file of allowed signers: an identity (`_` for a space between options) and its key."""
    lines = [f"{name.replace('_', ' ')} {key.with_suffix('.pub').read_text('utf-8')}" for name, key in keys.items()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Path]:
    return {name: new_key(tmp_path / name) for name in ("anna", "boris")}


@needs_ssh
def test_a_signature_by_a_pinned_key_passes(folder: Path, tmp_path: Path, keys: dict[str, Path]) -> None:
    made = run(folder, "--sign", keys["anna"])
    assert made.exit_code == 0, made.stderr
    assert made.stdout.splitlines()[:3] == [f"written: {name}" for name in (LEDGER, MANIFEST, SIGNATURES[0])]
    signers = pinned(tmp_path / "signers", anna=keys["anna"], boris=keys["boris"])
    judged = subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "anna", "-n", "casedata", "-s", folder / SIGNATURES[0]],
        input=(folder / MANIFEST).read_bytes(), capture_output=True, check=False,
    )  # fmt: skip
    assert judged.returncode == 0
    for more in ([], ["--signer", "anna"]):
        result = run(folder, "--check", "--signers", signers, *more)
        assert result.exit_code == 0, result.stdout
        assert "checked: unchanged since the manifest was signed by anna\n" in result.stdout
        assert "not that what the files say is true" in result.stdout
    assert json.loads(run(folder, "--check", "--signers", signers, "--format", "json").stdout)["signer"] == "anna"
    assert SIGNATURES[0] not in listed(folder)


REFUSED = "do not trust these files, ask those who published them"


@needs_ssh
@pytest.mark.parametrize(
    "case", ["other key", "other signer", "other purpose", "other manifest", "none", "no signature"]
)
def test_a_signature_that_is_missing_or_bad_does_not_pass(
    folder: Path, tmp_path: Path, keys: dict[str, Path], case: str
) -> None:
    run(folder, "--sign", keys["anna"])
    signers, signer = pinned(tmp_path / "signers", anna=keys["anna"], boris=keys["boris"]), []
    signature = folder / SIGNATURES[0]
    if case == "other key":
        pinned(signers, boris=keys["boris"])
    elif case == "other signer":
        signer = ["--signer", "boris"]
    elif case == "other purpose":
        command = ["ssh-keygen", "-Y", "sign", "-n", "file", "-f", str(keys["anna"])]
        manifest = (folder / MANIFEST).read_bytes()
        signature.write_bytes(subprocess.run(command, input=manifest, capture_output=True, check=True).stdout)
    elif case == "other manifest":
        (folder / "README.md").write_bytes(b"Another case\n")
        stale = run(folder)
        assert f"{SIGNATURES[0]}: made for an older manifest; sign again with --sign, or remove it" in stale.stdout
    elif case == "none":
        signature.unlink()
    else:
        signature.write_bytes(b"nothing\n")
    assert run(folder, "--check").exit_code == 0
    result = run(folder, "--check", "--signers", signers, *signer)
    assert result.exit_code == 3
    first, last = result.stdout.splitlines()
    assert first.startswith(f"{SIGNATURES[0]}: ")
    assert first.endswith("get it from those who published the package" if case == "none" else REFUSED)
    assert last.endswith("checked: as listed, but by whom is not known")
    told = json.loads(run(folder, "--check", "--signers", signers, *signer, "--format", "json").stdout)
    assert (told["ok"], told["signer"], told["distrust"]) == (False, None, first)


@needs_ssh
@pytest.mark.parametrize(
    ("options", "passes"),
    [("*", True), ("anna,else", True), ('anna_namespaces="casedata"', True), ('anna_namespaces="git"', False),
     ('anna_valid-before="20200101"', False), ('anna_valid-after="20200101"', True)],
)  # fmt: skip
def test_what_the_file_of_signers_allows(
    folder: Path, tmp_path: Path, keys: dict[str, Path], options: str, passes: bool
) -> None:  # fmt: skip
    write(folder, key=keys["anna"])
    found = check(folder, signers=pinned(tmp_path / "signers", **{options: keys["anna"]}))
    assert found.ok == passes
    assert (found.signer is not None) == passes


@needs_ssh
def test_files_and_signature_are_both_told(folder: Path, tmp_path: Path, keys: dict[str, Path]) -> None:
    write(folder, key=keys["anna"])
    (folder / "README.md").write_bytes(b"Another case\n")
    found = check(folder, signers=pinned(tmp_path / "signers", anna=keys["anna"]))
    assert (found.ok, found.signer, found.distrust, found.changed) == (False, "anna", None, ("README.md",))
    result = run(folder, "--check", "--signers", tmp_path / "signers")
    assert "1 changed, 0 missing, 0 not listed since the manifest was signed by anna" in result.stdout


@needs_ssh
@pytest.mark.parametrize("key", ["anna.pub.none", "signers", "locked"])
def test_a_key_that_cannot_sign_is_told_and_nothing_written(
    folder: Path, tmp_path: Path, keys: dict[str, Path], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    monkeypatch.setenv("SSH_ASKPASS", "false")
    new_key(tmp_path / "locked", "passphrase")
    pinned(tmp_path / "signers", anna=keys["anna"])
    result = run(folder, "--sign", tmp_path / key)
    assert result.exit_code == 2
    assert re.fullmatch(rf"casedata: [^\n]*{key}: [^\n]+; give [^\n]+\n", result.stderr)
    assert not (folder / MANIFEST).exists()


@pytest.mark.parametrize("program", ["ssh-keygen", "minisign"])
def test_a_program_that_is_missing_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    key = tmp_path / "key"
    key.write_text("untrusted comment: minisign key\n" if program == "minisign" else "ssh", encoding="utf-8")
    write(folder)
    for name in SIGNATURES:
        (folder / name).write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    ways: list[list[str | Path]] = [["--sign", key], ["--check", "--signers", key]]
    for arguments in ways:
        result = run(folder, *arguments)
        assert result.exit_code == 2
        assert re.fullmatch(rf"casedata: {program}: not on this machine; install [^\n]+\n", result.stderr)


def test_names_of_keys_are_no_options(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    write(folder)
    for arguments in (["--sign=-oProxyCommand=x"], ["--check", "--signers=-f"]):
        assert "no such file; give a file with keys" in run(folder, *arguments).stderr


FAKE = """#!/bin/sh
echo "$@" >> "{log}"
while getopts SVs:p:m:x: option; do
  case $option in S|V) action=$option;; s|p) key=$OPTARG;; m) message=$OPTARG;; x) signature=$OPTARG;; esac
done
sum=$(cat "$key" "$message" | sha256sum)
if [ $action = S ]; then echo "$sum" > "$signature"; else [ "$sum" = "$(cat "$signature")" ]; fi
"""


def test_minisign_is_called_for_its_keys(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in that takes the options of minisign; for it, a public key is the secret one."""
    place = tmp_path / "programs"
    place.mkdir()
    (place / "minisign").write_text(FAKE.format(log=tmp_path / "log"), encoding="utf-8")
    (place / "minisign").chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    key = tmp_path / "key"
    key.write_text("untrusted comment: minisign key\nabc\n", encoding="utf-8")
    assert run(folder, "--sign", key).stdout.splitlines()[2] == f"written: {SIGNATURES[1]}"
    result = run(folder, "--check", "--signers", key)
    assert f"unchanged since the manifest was signed by the key in {key}" in result.stdout
    assert "has no identity" in run(folder, "--check", "--signers", key, "--signer", "anna").stderr
    (folder / "README.md").write_bytes(b"Another case\n")
    write(folder)
    assert run(folder, "--check", "--signers", key).exit_code == 3
    calls = [line.split() for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert [call[:3:2] for call in calls] == [["-S", str(key)], ["-V", str(key)], ["-V", str(key)]]


@needs_minisign
def test_a_signature_by_minisign(folder: Path, tmp_path: Path) -> None:
    secret, public = tmp_path / "secret", tmp_path / "public"
    subprocess.run(["minisign", "-G", "-W", "-s", str(secret), "-p", str(public)], check=True, capture_output=True)
    write(folder, key=secret)
    assert check(folder, signers=public).ok
    (folder / "README.md").write_bytes(b"Another case\n")
    write(folder)
    assert not check(folder, signers=public).ok


@pytest.mark.parametrize(
    "arguments", [["--check", "--sign", "k"], ["--signers", "f"], ["--check", "--signer", "anna"], ["--signer", "anna"]]
)
def test_options_that_do_not_go_together_are_told(folder: Path, arguments: list[str]) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 2
    assert "goes with" in result.stderr or "give one of them" in result.stderr
    assert not (folder / MANIFEST).exists()
