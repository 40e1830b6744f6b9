"""The cache: an entry that is right, or none, whatever befalls the folder, the files and the process."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casereviews import cache
from casereviews.cache import CachedDatabase, CacheError, tidying
from casereviews.cache import database as cached
from casereviews.cache import place as own_folder
from casereviews.files import fingerprint, reading, system, writing

Write = Callable[[str], None]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "casereviews"


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A file that has rested for an hour, as far as its own time tells."""
    path = tmp_path / "big.yaml"
    path.write_bytes(b"reviews: []\n" * 20_000)
    os.utime(path, (time.time() - 3600,) * 2)
    return str(path)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds on, so that what was written just now has rested."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10_000_000_000)


def writer(*sources: str) -> Write:
    """Compiles files: to a database with their contents and some more."""

    def write(path: str) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE content (text)")
            database.executemany("INSERT INTO content VALUES (?)", [(Path(name).read_bytes(),) for name in sources])
            database.execute("CREATE TABLE more AS SELECT zeroblob(100000)")
            database.commit()

    return write


def kept(*sources: str, version: str = "1") -> str:
    """The path of the database of files that are kept now."""
    given = cache.keep(sources, version, writer(*sources))
    assert given is not None
    assert texts_in(given) == [Path(name).read_bytes() for name in sources]
    return given.path


def found(*sources: str, version: str = "1") -> str | None:
    """The path of the database that is found; it must be that of the files as they are."""
    given = cache.find(sources, version)
    if given is None:
        return None
    assert texts_in(given) == [Path(name).read_bytes() for name in sources]
    return given.path


def texts_in(given: CachedDatabase) -> list[bytes]:
    """What a database has of the files, by what is asked of it: its content, or where it is large the file."""
    size = os.stat(given.path).st_size
    assert (given.content is None) == (size > cached.IN_MEMORY)
    with closing(sqlite3.connect(f"file:{given.path}?mode=ro&immutable=1", uri=True)) as opened:
        if given.content is not None:
            opened.deserialize(given.content)
        return [text for (text,) in opened.execute("SELECT text FROM content ORDER BY rowid")]


def no_digest(descriptor: int) -> str:
    raise AssertionError("a digest was taken")


def refused(call: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(CacheError) as caught:
        call(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder)) if folder.exists() else []


# --- Keeping and finding ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("each")
def test_what_is_kept_is_found(place: Path, source: str) -> None:
    assert cache.find([source], "1") is None
    assert not place.parent.exists()
    path = kept(source)
    assert found(source) == path
    assert os.path.dirname(path) == str(place)
    key, digest = Path(path).stem.split("-")
    assert (len(key), len(digest)) == (16, 16)
    assert names(place) == [f"{key}-{digest}.db", f"{key}.json"]
    assert {entry.stat().st_mode & 0o777 for entry in place.iterdir()} == {0o600}
    assert [one.stat().st_mode & 0o777 for one in (place, place.parent)] == [0o700, 0o700]
    assert writing.unfinished == set()


def test_what_is_small(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the limit, to the byte, it is given as it was checked; what is larger is given by its path."""
    path = kept(source)
    size = os.path.getsize(path)
    monkeypatch.setattr(cached, "IN_MEMORY", size)
    given = cache.find([source], "1")
    assert given == cache.CachedDatabase(path, Path(path).read_bytes())
    monkeypatch.setattr(cached, "IN_MEMORY", size - 1)
    assert cache.find([source], "1") == cache.CachedDatabase(path, None)


def test_how_much_is_checked() -> None:
    """What 600 reviews come to is asked in memory, and what 2,500 come to checked whole each time."""
    assert (cached.IN_MEMORY, cached.CHECKED) == (8 * 1024 * 1024, 32 * 1024 * 1024)


def test_thousands_of_files(tmp_path: Path, place: Path) -> None:
    """As of a folder with one for each review: the note of them all is long."""
    folder = tmp_path.joinpath(*["n" * 200] * 4)
    folder.mkdir(parents=True)
    sources = [str(folder / f"{number}.yaml") for number in range(1200)]
    for source in sources:
        Path(source).touch()
    path = kept(*sources)
    assert sum(note.stat().st_size for note in place.glob("*.json")) > 1 << 20
    assert found(*sources) == path
    assert cache.tidy("1").databases == 0


def test_another_version_another_list_another_order(tmp_path: Path, source: str) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("other", "utf-8")
    kept(source)
    kept(source, str(other))
    assert found(source)
    assert found(source, str(other))
    assert cache.find([source], "2") is None
    assert cache.find([str(other)], "1") is None
    assert cache.find([str(other), source], "1") is None
    assert cache.find([source, source], "1") is None
    assert cache.find([], "1") is None
    assert cache.keep([], "1", writer()) is None


def test_a_new_version_takes_the_place_of_the_old(place: Path, source: str) -> None:
    kept(source)
    kept(source, version="2")
    assert cache.find([source], "1") is None
    assert found(source, version="2")
    assert len(cache.entries("2")) == 1


def test_a_file_by_other_ways(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file is the same by any path, but not by a link of another name: ids can come of the name."""
    path = kept(source)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.yaml").symlink_to(source)
    (tmp_path / "folder" / "big.yaml").symlink_to(source)
    for name in ("big.yaml", "./big.yaml", "folder/../big.yaml", "folder/big.yaml"):
        assert found(name) == path
    assert cache.find(["link.yaml"], "1") is None
    assert kept("link.yaml") != path
    assert found(source) == path


@pytest.mark.parametrize("name", [b"a\nb\t'\"", "字".encode(), b"\xff\xfe.yaml", b"a?b#c%20d"])
def test_any_name_that_a_file_can_have(tmp_path: Path, name: bytes) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
    Path(path).write_text("text", "utf-8")
    kept(path)
    assert found(path)
    assert cache.entries("1")[0].sources == [path]


@pytest.mark.parametrize("name", ["-", "missing", "", "a\0b", os.devnull, "folder", "pipe"])
def test_what_is_no_regular_file_is_never_kept(tmp_path: Path, place: Path, name: str, source: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    path = str(tmp_path / name) if name in ("missing", "folder", "pipe") else name
    for sources in ([path], [source, path]):
        assert cache.find(sources, "1") is None
        assert cache.keep(sources, "1", no_digest) is None  # type: ignore[arg-type]
    assert not place.exists()


def test_a_pipe_does_not_lose_its_reader(tmp_path: Path) -> None:
    """Asking whether a pipe is in the cache leaves it to who reads it next."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    thread = threading.Thread(target=lambda: pipe.write_bytes(b"x" * 200_000))
    thread.start()
    time.sleep(0.05)
    assert cache.find([str(pipe)], "1") is None
    assert cache.keep([str(pipe)], "1", no_digest) is None  # type: ignore[arg-type]
    assert len(reading.read_bytes(str(pipe))) == 200_000
    thread.join()


def test_what_write_raises_is_raised(place: Path, source: str) -> None:
    """A collection with problems, Ctrl-C or a bug: the same error, and nothing left behind."""
    for error in (ValueError("a bug"), KeyboardInterrupt(), sqlite3.IntegrityError("twice")):

        def fail(path: str, error: BaseException = error) -> None:
            writer(source)(path)
            Path(path + "-journal").touch()
            raise error

        with pytest.raises(type(error)):
            cache.keep([source], "1", fail)
        assert names(place) == []
        assert writing.unfinished == set()


def test_a_process_that_is_interrupted_knows_what_to_remove(place: Path, source: str) -> None:
    def interrupted(path: str) -> None:
        Path(path).write_bytes(b"half")
        Path(path + "-journal").write_bytes(b"half")
        assert (os.stat(path).st_mode & 0o777, Path(path).suffix) == (0o600, ".tmp")
        writing.remove_unfinished()
        assert names(place) == []
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.keep([source], "1", interrupted)


# --- The files that it was made of ------------------------------------------------------------------------------------


def change(path: str, data: bytes) -> None:
    """Change a file in its place, leaving its time as it was."""
    before = os.stat(path)
    with open(path, "r+b") as stream:
        stream.write(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.usefixtures("later", "each")
def test_a_file_that_has_rested_costs_no_digest(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its own nor the database's; hashlib is not even imported."""
    kept(source)
    monkeypatch.setattr(fingerprint, "_digest", no_digest)
    assert found(source)


@pytest.mark.usefixtures("large")
def test_a_new_database_is_read_whole_once(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For its digest; it is not checked at once that it has it."""
    read: list[int] = []
    digest = fingerprint._digest

    def noted(descriptor: int) -> str:
        read.append(os.fstat(descriptor).st_ino)
        return digest(descriptor)

    monkeypatch.setattr(fingerprint, "_digest", noted)
    assert read.count(os.stat(kept(source)).st_ino) == 1


@pytest.mark.usefixtures("each")
def test_a_file_that_has_not_is_read_until_it_has(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written within two seconds of being noted is not believed; once it has rested it is noted anew."""
    os.utime(source)
    path = kept(source)
    note = place / f"{Path(path).stem[:16]}.json"
    before = note.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "_digest", no_digest)
        with pytest.raises(AssertionError, match="digest"):
            cache.find([source], "1")
    assert found(source)
    assert note.read_bytes() == before
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10_000_000_000)
    assert found(source)
    assert note.read_bytes() != before
    monkeypatch.setattr(fingerprint, "_digest", no_digest)
    assert found(source)


def test_a_change_that_no_time_tells(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write at once after the compiling can leave every time as it was, and can be where no sample is taken."""
    now = time.time_ns()
    monkeypatch.setattr(fingerprint, "facts_of", lambda status: (status.st_size, now, now, 0, 0))
    kept(source)
    assert found(source)
    with open(source, "r+b") as stream:
        stream.seek(6000)
        stream.write(b"#")
    assert cache.find([source], "1") is None


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("offset", [0, 5000, 123_456, 239_999])
def test_a_change_that_leaves_size_and_time(source: str, offset: int) -> None:
    kept(source)
    with open(source, "rb") as stream:
        content = bytearray(stream.read())
    content[offset] ^= 1
    change(source, bytes(content))
    assert cache.find([source], "1") is None
    kept(source)
    assert found(source)


@pytest.mark.usefixtures("later")
def test_other_changes(tmp_path: Path, source: str) -> None:
    """An older file of the same size put in its place, a longer one, a shorter one, none, and the first again."""
    first = Path(source).read_bytes()
    kept(source)
    other = tmp_path / "other"
    for content in (first[::-1], first + b"x", first[:-1], b""):
        other.write_bytes(content)
        os.utime(other, (1e9, 1e9))
        other.replace(source)
        assert cache.find([source], "1") is None
    Path(source).unlink()
    assert cache.find([source], "1") is None
    Path(source).write_bytes(first)
    assert found(source)


@pytest.mark.usefixtures("later")
def test_a_file_that_was_only_touched(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its digest is taken once, and what it is like now is noted."""
    path = kept(source)
    os.utime(source, (2e9, 1e9))
    assert found(source) == path
    monkeypatch.setattr(fingerprint, "_digest", no_digest)
    assert found(source) == path
    assert len(names(place)) == 2


def test_a_file_of_tomorrow(source: str, later: None) -> None:
    """A time to come is never believed, and no harm."""
    os.utime(source, (time.time() + 86400,) * 2)
    kept(source)
    assert found(source)
    change(source, b"x")
    assert cache.find([source], "1") is None


@pytest.mark.parametrize("put_back", [False, True])
def test_a_file_that_changes_while_it_is_compiled(place: Path, source: str, put_back: bool) -> None:
    """Nobody knows what was read of it, so nothing is kept."""
    first = Path(source).read_bytes()

    def write(path: str) -> None:
        change(source, b"x")
        writer(source)(path)
        time.sleep(0.02)  # longer than a tick of the clock
        if put_back:
            change(source, first[:1])

    assert cache.keep([source], "1", write) is None
    assert names(place) == []


def test_a_file_that_changes_while_it_is_noted(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it may be old and half new, so nothing is kept, and nothing is found."""
    digest = fingerprint._digest

    def slow(descriptor: int) -> str:
        os.utime(source, (1e9, 1e9))
        return digest(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(fingerprint, "_digest", slow)
        assert cache.keep([source], "1", no_digest) is None  # type: ignore[arg-type]
    kept(source)
    os.utime(source, (2e9, 2e9))
    monkeypatch.setattr(fingerprint, "_digest", slow)
    assert cache.find([source], "1") is None


def test_a_file_that_goes_while_it_is_compiled(place: Path, source: str) -> None:
    assert "cannot be written" in refused(cache.keep, [source], "1", lambda path: Path(source).unlink())
    assert names(place) == []


# --- A damaged database, a damaged note -------------------------------------------------------------------------------


def flip_sometimes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    change(str(path), bytes(data))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_link(path: Path) -> None:
    real = path.with_name("elsewhere")
    path.rename(real)
    path.symlink_to(real)


def make_foreign(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE foreign_one (x)")
    database.close()


def make_unreadable(path: Path) -> None:
    path.chmod(0)


DAMAGE = [flip_sometimes, truncate, make_folder, make_pipe, make_link, make_foreign]


def removed_as_damaged(place: Path, source: str) -> str:
    """What is said of a database that is damaged, whose entry is gone then."""
    said = refused(cache.find, [source], "1").removeprefix(f"{place}/")
    name, reason = said.split(": ", 1)
    assert tuple(map(len, name.split("-"))) == (16, 19)
    assert not (place / f"{name[:16]}.json").exists()
    assert not os.path.lexists(place / name)
    assert cache.find([source], "1") is None
    return reason


@pytest.mark.usefixtures("later", "each")
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (flip_sometimes, "is damaged"),
        (truncate, "is damaged"),
        (lambda path: os.truncate(path, 0), "is damaged"),
        (lambda path: os.truncate(path, path.stat().st_size + 1), "is damaged"),
        (make_foreign, "is damaged"),
        (make_folder, "cannot be read: it is no regular file"),
        (make_pipe, "cannot be read: it is no regular file"),
        (make_link, "cannot be read: too many levels of symbolic links"),
    ],
)
def test_a_damaged_database_is_told_and_removed(
    place: Path, source: str, damage: Callable[[Path], None], reason: str
) -> None:
    """It is never given; nothing hangs; and the next keeping puts it right."""
    path = kept(source)
    assert found(source)
    damage(Path(path))
    assert removed_as_damaged(place, source) == reason
    assert kept(source) == path
    assert found(source) == path
    assert [entry.state for entry in cache.entries("1")] == ["current"]


@pytest.mark.usefixtures("later", "each")
def test_a_database_that_is_gone_is_not_told(place: Path, source: str) -> None:
    Path(kept(source)).unlink()
    assert [entry.state for entry in cache.entries("1")] == ["stale"]
    assert cache.find([source], "1") is None
    kept(source)
    assert found(source)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("damage", [*DAMAGE, Path.unlink, lambda path: os.truncate(path, 0)])
def test_a_damaged_note_is_none(place: Path, source: str, damage: Callable[[Path], None]) -> None:
    """Nothing is found and nothing told, for nothing was lost but time."""
    kept(source)
    assert found(source)
    (path,) = place.glob("*.json")
    damage(path)
    assert cache.find([source], "1") is None
    assert [entry.state for entry in cache.entries("1")] == ["stale"]
    kept(source)
    assert found(source)
    assert [entry.state for entry in cache.entries("1")] == ["current"]


@pytest.mark.usefixtures("later", "each")
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), PermissionError(13, "Permission denied")])
def test_a_database_that_cannot_be_read(
    place: Path, source: str, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a bad disk: the reason, and the entry is gone."""
    path = kept(source)
    real = os.open

    def failing(name: str, *arguments: Any) -> int:
        if name == path:
            raise error
        return real(name, *arguments)

    monkeypatch.setattr(os, "open", failing)
    assert removed_as_damaged(place, source) == f"cannot be read: {reading.reason(error)}"
    monkeypatch.setattr(os, "open", real)
    kept(source)
    assert found(source)


def rewrite(path: Path, data: bytes) -> None:
    """Change a database as a bad disk does: nothing tells of it but the content. What is noted follows."""
    path.write_bytes(data)
    note_of(path.parent, database=fingerprint.facts_of(path.stat()))


def note_of(place: Path, **marks: tuple[int, ...]) -> dict[str, Any]:
    """The content of the only note; `database` are the facts that it is to have of the database from now on."""
    (path,) = place.glob("*.json")
    content: dict[str, Any] = json.loads(path.read_bytes()[8:])
    for name, facts in marks.items():
        content[name].update(zip(("size", "mtime_ns", "ctime_ns", "inode", "device"), facts, strict=True))
        write_note(path, content)
    return content


def write_note(path: Path, content: object) -> None:
    data = json.dumps(content).encode()
    path.write_bytes(b"%08x" % zlib.crc32(data) + data)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("size", ["small", "checked"])
def test_every_so_many_bytes_flipped(place: Path, source: str, request: pytest.FixtureRequest, size: str) -> None:
    """Of a database that is checked whole, one at a time, of which no time tells: never found."""
    if size == "checked":
        request.getfixturevalue("checked")
    path = Path(kept(source))
    whole = path.read_bytes()
    (note,) = place.glob("*.json")
    noted = note.read_bytes()
    places = range(0, len(whole), len(whole) // 60)
    assert len(places) > 50
    for offset in places:
        data = bytearray(whole)
        data[offset] ^= 1 << (offset % 8)
        note.write_bytes(noted)
        rewrite(path, bytes(data))
        assert removed_as_damaged(place, source) == "is damaged"
    note.write_bytes(noted)
    rewrite(path, whole)
    assert found(source)


@pytest.mark.usefixtures("later", "large")
def test_a_large_database_is_read_whole_once_a_day(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no time and no sample tells is noticed a day later at the latest."""
    path = Path(kept(source))
    data = bytearray(path.read_bytes())
    data[10_000] ^= 1
    rewrite(path, bytes(data))
    assert cache.find([source], "1")
    noted = note_of(place)["database"]["recorded_ns"]
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 86_390_000_000_000)
    assert cache.find([source], "1")
    assert note_of(place)["database"]["recorded_ns"] == noted
    monkeypatch.setattr(time, "time_ns", lambda: now() + 86_410_000_000_000)
    assert removed_as_damaged(place, source) == "is damaged"
    kept(source)
    noted = note_of(place)["database"]["recorded_ns"]
    monkeypatch.setattr(time, "time_ns", lambda: now() + 2 * 86_410_000_000_000)
    assert found(source)
    assert note_of(place)["database"]["recorded_ns"] > noted + 86_400_000_000_000


@pytest.mark.usefixtures("later")
def test_every_so_many_bytes_of_the_note(place: Path, source: str) -> None:
    """Flipped, or cut there: nothing is found, and nothing is raised."""
    kept(source)
    (note,) = place.glob("*.json")
    whole = note.read_bytes()
    chance = random.Random(1)  # noqa: S311 - no secret
    places = range(0, len(whole), 5)
    assert len(places) > 50
    for offset in places:
        data = bytearray(whole)
        data[offset] ^= 1 << chance.randrange(8)
        for content in (bytes(data), whole[:offset]):
            note.write_bytes(content)
            assert cache.find([source], "1") is None
            assert [entry.sources for entry in cache.entries("1")] == [[]]
    note.write_bytes(whole)
    assert found(source)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", "1", '"format"', "{}", "[" * 100_000, '{"format": 1}', "\ud800", "{", "x" * 2_000_000],
)
def test_notes_that_are_none(place: Path, source: str, content: str) -> None:
    """Neither as they are, nor with the checksum that they should have."""
    kept(source)
    (note,) = place.glob("*.json")
    data = content.encode("utf-8", "surrogatepass")
    for start in (b"", b"%08x" % zlib.crc32(data)):
        note.write_bytes(start + data)
        assert cache.find([source], "1") is None
        assert [(entry.sources, entry.state) for entry in cache.entries("1")] == [([], "stale")]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    ("where", "value"),
    [
        (["version"], 1),
        (["names"], [1]),
        (["names"], None),
        (["sources"], []),
        (["sources"], {"a": 1}),
        (["sources", 0, "path"], "/etc/passwd"),
        (["sources", 0, "path"], 5),
        (["sources", 0, "size"], True),
        (["sources", 0, "size"], 10**30),
        (["sources", 0, "more"], 1),
        (["database", "path"], "../../etc/passwd"),
        (["database", "path"], "/etc/passwd"),
        (["database", "digest"], "0" * 32),
        (["format"], 1),
        (["format"], 3),
    ],
)
def test_notes_of_other_content(place: Path, source: str, where: list[Any], value: object) -> None:
    """Types and names are checked: a note never leads out of the folder."""
    kept(source)
    content = note_of(place)
    part = content
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = value
    (note,) = place.glob("*.json")
    before = note.read_bytes()
    write_note(note, content)
    assert cache.find([source], "1") is None
    note.write_bytes(before)
    assert found(source)


def test_a_database_of_another_entry(tmp_path: Path, place: Path, source: str, later: None) -> None:
    """Each in the other's place: neither is found."""
    other = tmp_path / "other.yaml"
    other.write_text("other", "utf-8")
    one, two = kept(source), kept(str(other))
    aside = place / "aside"
    Path(one).rename(aside)
    Path(two).rename(one)
    aside.rename(two)
    assert refused(cache.find, [source], "1") == f"{one}: is damaged"
    assert refused(cache.find, [str(other)], "1") == f"{two}: is damaged"


class Asker:
    """Somebody who reads a database as it is asked."""


@pytest.mark.usefixtures("checked")
def test_a_database_that_is_blamed(place: Path, source: str) -> None:
    """It is gone, and the cache is not used, until it is forgiven; while nobody asks one, none is to blame."""
    assert not cache.blame(ValueError())
    path = kept(source)
    asker = Asker()
    cache.note_reader(path, asker)
    assert not cache.blame(MemoryError())
    assert found(source) == path
    assert cache.blame(ValueError("a bug, or not"))
    try:
        assert names(place) == []
        reason = f"{path}: is damaged"
        assert refused(cache.find, [source], "1") == reason
        assert refused(cache.keep, [source], "1", no_digest) == reason
        assert cache.keep(["-"], "1", no_digest) is None  # type: ignore[arg-type]
        assert not cache.blame(ValueError())
    finally:
        cache.forgive()
    assert cache.find([source], "1") is None
    assert kept(source) == path
    assert found(source)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (sqlite3.OperationalError("disk I/O error"), "cannot be read: disk I/O error"),
        (sqlite3.DatabaseError("database disk image is malformed"), "cannot be read: database disk image is malformed"),
        (OSError(5, "Input/output error"), "cannot be read: input/output error"),
        (KeyError(3), "is damaged"),
    ],
)
def test_what_is_said_of_a_database_that_is_blamed(place: Path, source: str, error: Exception, reason: str) -> None:
    """The last of them, where there are several; all are gone."""
    askers = [Asker(), Asker()]
    paths = sorted([kept(source), kept(source, source)])
    for path, asker in zip(paths, askers, strict=True):
        cache.note_reader(path, asker)
    assert cache.blame(error)
    try:
        assert refused(cache.find, [source], "1") == f"{paths[1]}: {reason}"
    finally:
        cache.forgive()
    assert names(place) == []


def test_a_database_that_nobody_asks_any_more(source: str) -> None:
    path = kept(source)
    cache.note_reader(path, Asker())
    assert not cache.blame(ValueError())
    assert found(source) == path


def test_a_file_by_another_name_is_given_up(place: Path, source: str) -> None:
    """No entry goes with it."""
    kept(source)
    before = names(place)
    (place / "other.db").touch()
    error = cache.discard(str(place / "other.db"))
    assert (str(error), error.hint) == (f"{place}/other.db: is damaged", "CASEREVIEWS_CACHE names another folder")
    assert names(place) == before


def test_a_folder_with_something_in_it_is_nobodys_to_remove(place: Path, source: str) -> None:
    path = Path(kept(source))
    make_folder(path)
    (path / "a person's").touch()
    assert refused(cache.find, [source], "1") == f"{path}: cannot be read: it is no regular file"
    assert refused(cache.keep, [source], "1", writer(source)).startswith(f"{place}: cannot be written: ")
    assert refused(cache.clear).startswith(f"{place}: cannot be emptied: ")
    assert (path / "a person's").exists()


# --- The folder -------------------------------------------------------------------------------------------------------


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of our own, in whatever folder is named."""
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/x")
    monkeypatch.setenv("CASEREVIEWS_CACHE", "/tmp/y/")  # noqa: S108
    assert cache.folder() == "/tmp/y/casereviews"  # noqa: S108
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEREVIEWS_CACHE", "here")
    assert cache.folder() == str(tmp_path / "here" / "casereviews")
    monkeypatch.setenv("CASEREVIEWS_CACHE", "")
    assert cache.folder() == "/var/x/casereviews"
    for relative in ("", "cache", "./cache", "~/cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", relative)
        assert cache.folder() == "/home/x/.cache/casereviews"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("CASEREVIEWS_CACHE")
    assert cache.folder() == "/home/x/.cache/casereviews"


@pytest.mark.parametrize("home", ["", "relative"])
def test_no_home(source: str, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written where HOME is no folder's path: not in the folder where it runs, not at the root."""
    monkeypatch.delenv("CASEREVIEWS_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    for call in (cache.folder, cache.clear):
        assert refused(call) == "there is no home folder"
    for asking in (cache.entries, cache.tidy):
        assert refused(asking, "1") == "there is no home folder"
    assert refused(cache.find, [source], "1") == "there is no home folder"
    assert refused(cache.keep, [source], "1", writer(source)) == "there is no home folder"


def test_a_user_whom_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASEREVIEWS_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert refused(cache.folder) == "there is no home folder"


def test_a_folder_that_is_gone_while_one_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setenv("CASEREVIEWS_CACHE", "here")
    assert refused(cache.folder) == "here: no such file or directory"


def unusable(place: Path, source: str, why: str) -> None:
    """No question is answered from the folder, nor is anything kept there, listed or removed."""
    for call in (cache.entries, cache.tidy):
        assert refused(call, "1") == f"{place}: {why}"
    assert refused(cache.clear) == f"{place}: {why}"
    assert refused(cache.find, [source], "1") == f"{place}: {why}"
    assert refused(cache.keep, [source], "1", no_digest) == f"{place}: {why}"
    assert cache.keep(["-"], "1", no_digest) is None  # type: ignore[arg-type]


def test_a_file_in_its_place(place: Path, source: str) -> None:
    place.parent.mkdir()
    place.write_bytes(b"x")
    unusable(place, source, "is a file, not a folder")
    place.unlink()
    os.mkfifo(place)
    unusable(place, source, "is a file, not a folder")


def test_a_file_in_the_place_of_the_folder_around_it(place: Path, source: str) -> None:
    place.parent.write_bytes(b"x")
    unusable(place.parent, source, "is not a folder")


def test_a_link_in_its_place(tmp_path: Path, place: Path, source: str) -> None:
    kept(source)
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    unusable(place, source, "is a symbolic link, not a folder")
    place.unlink()
    place.symlink_to(tmp_path / "nowhere")
    unusable(place, source, "is a symbolic link, not a folder")
    assert not (tmp_path / "nowhere").exists()


def test_a_link_to_the_folder_around_it(tmp_path: Path, place: Path, source: str) -> None:
    """Whoever names a folder may name it by a link."""
    (tmp_path / "elsewhere").mkdir()
    place.parent.symlink_to(tmp_path / "elsewhere")
    kept(source)
    assert found(source)
    assert len(names(tmp_path / "elsewhere" / "casereviews")) == 2


def test_a_folder_of_somebody_else(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(source)
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    unusable(place, source, "belongs to another user")


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720, 0o702, 0o1777])
def test_a_folder_that_others_may_write_to(place: Path, source: str, mode: int) -> None:
    kept(source)
    place.chmod(mode)
    unusable(place, source, "others may write to it")
    assert place.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o500])
def test_the_rights_of_a_folder_stay(place: Path, source: str, mode: int) -> None:
    """Of one that is there already, and of that around it, which is a person's own; the files are closed."""
    place.mkdir(parents=True)
    place.chmod(mode)
    place.parent.chmod(0o755)
    (place.parent / "a person's").touch()
    try:
        if os.geteuid() == 0 or mode & 0o200:
            kept(source)
            assert found(source)
    finally:
        modes = [one.stat().st_mode & 0o7777 for one in (place, place.parent)]
        place.chmod(0o700)
    assert modes == [mode, 0o755]
    assert {one.stat().st_mode & 0o777 for one in place.iterdir()} <= {0o600}


@pytest.mark.parametrize(("mode", "why"), [(0o777, "anyone may replace what is in it"), (0o1777, ""), (0o775, "")])
def test_a_folder_in_a_folder_that_others_may_write_to(place: Path, source: str, mode: int, why: str) -> None:
    """In one as /tmp is, nobody can replace another's folder; in one without that bit anyone can."""
    place.parent.mkdir()
    place.parent.chmod(mode)
    if why:
        unusable(place.parent, source, why)
        assert names(place.parent) == []
        place.mkdir(0o700)
        unusable(place.parent, source, why)
    else:
        kept(source)
        assert found(source)
    assert place.parent.stat().st_mode & 0o7777 == mode


def test_a_system_without_modes(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows no mode says who may write."""
    kept(source)
    place.chmod(0o777)
    place.parent.chmod(0o777)
    monkeypatch.setattr(own_folder, "_HAS_MODES", False)
    assert found(source)


def test_a_mask_that_lets_all_in(tmp_path: Path, place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders and the files are closed all the same."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "new" / "deep"))
    old = os.umask(0)
    try:
        path = Path(kept(source))
    finally:
        os.umask(old)
    (note,) = path.parent.glob("*.json")
    modes = [one.stat().st_mode & 0o777 for one in (path, note, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o600, 0o700, 0o700]


def denied(monkeypatch: pytest.MonkeyPatch, function: str, folder: Path) -> None:
    """Refuse what would change a folder, or list it, as the system does to all but root."""
    real = getattr(os, function)

    def refuse(name: str, *arguments: Any, **named: Any) -> Any:
        changes = function != "open" or arguments[0] & os.O_CREAT
        if changes and os.fspath(name).startswith(str(folder)):
            raise PermissionError(13, "Permission denied", name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(os, function, refuse)


def test_a_read_only_folder(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has is used, also where it cannot be noted anew; more cannot be kept, and nothing removed."""
    kept(source)
    before = names(place)
    for function in ("open", "unlink", "rmdir", "replace"):
        denied(monkeypatch, function, place)
    assert found(source)
    os.utime(source)
    assert found(source)
    assert refused(cache.keep, [source], "2", writer(source)) == f"{place}: cannot be written: permission denied"
    assert cache.tidy("2") == (0, 0)
    assert refused(cache.clear) == f"{place}: cannot be emptied: permission denied"
    denied(monkeypatch, "listdir", place)
    assert refused(cache.entries, "1") == f"{place}: cannot be read: permission denied"
    assert refused(cache.tidy, "1") == f"{place}: cannot be read: permission denied"
    monkeypatch.undo()
    assert sorted(os.listdir(place)) == before


@pytest.mark.unprivileged
def test_a_folder_that_the_system_keeps_closed(place: Path, source: str) -> None:
    """The same by its rights, as far as these go."""
    kept(source)
    place.chmod(0o500)
    assert found(source)
    assert refused(cache.keep, [source], "2", writer(source)) == f"{place}: cannot be written: permission denied"
    assert cache.tidy("2") == (0, 0)
    assert refused(cache.clear) == f"{place}: cannot be emptied: permission denied"
    place.chmod(0o100)
    assert found(source)
    assert refused(cache.entries, "1") == f"{place}: cannot be read: permission denied"
    place.chmod(0o700)
    (database,) = place.glob("*.db")
    database.chmod(0)
    assert removed_as_damaged(place, source) == "cannot be read: permission denied"
    place.rmdir()
    place.parent.chmod(0o500)
    assert refused(cache.keep, [source], "1", writer(source)) == f"{place}: cannot be created: permission denied"
    place.parent.chmod(0o700)


@pytest.mark.parametrize("function", ["mkdir", "lstat"])
def test_a_folder_that_cannot_be_made(place: Path, source: str, function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    denied(monkeypatch, "mkdir", place.parent)
    if function == "lstat":
        denied(monkeypatch, function, place)
    assert refused(cache.keep, [source], "1", writer(source)) == f"{place}: cannot be created: permission denied"
    assert not place.parent.exists()


def test_a_folder_below_a_file(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEREVIEWS_CACHE", f"{source}/cache")
    unusable(Path(f"{source}/cache"), source, "is not a folder")


# --- Full disks, killed processes, many at once -----------------------------------------------------------------------


def test_a_full_disk(place: Path, source: str) -> None:
    """Neither what SQLite says nor what the system says goes further than a reason in a line."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
        assert refused(cache.keep, [source], "1", writer(source)).startswith(f"{place}: cannot be written: d")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names(place) == []
    assert writing.unfinished == set()


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("calls", [1, 2])
def test_each_step_that_can_fail(
    place: Path, source: str, function: str, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No space left at this step: the reason, and nothing of it stays behind."""
    real = getattr(os, function)
    done = []

    def failing(*arguments: Any) -> Any:
        done.append(function)
        if len(done) == calls:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(os, function, failing)
        wanted = f"{place}: cannot be written: no space left on device"
        assert refused(cache.keep, [source], "1", writer(source)) == wanted
    assert names(place) == []
    assert kept(source)


# A child for each system call that a keeping makes, which kills itself at that call; the parent asks what is there.
KILLED = """
import os, signal, sqlite3, sys
from casereviews import cache

source = sys.argv[1]
CALLS = ("open", "close", "fsync", "replace", "chmod", "unlink", "mkdir", "rmdir", "lstat", "fstat")

def write(path):
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE content (text)")
    database.execute("INSERT INTO content VALUES (?)", (open(source).read(),))
    os.fstat(0)
    database.commit()
    database.close()

def check():
    given = cache.find([source], "1")
    if given:
        database = sqlite3.connect(":memory:")
        database.deserialize(given.content)
        assert database.execute("SELECT text FROM content").fetchall() == [(open(source).read(),)]
        database.close()
    return given is not None

def die_at(number):
    left = [number]
    def counting(real):
        def call(*arguments, **named):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)
        return call
    for name in CALLS:
        setattr(os, name, counting(getattr(os, name)))

number = ended = found = 0
while not ended:
    with open(source, "w") as stream:
        stream.write(f"the content of try {number}")
    child = os.fork()
    if not child:
        die_at(number)
        cache.keep([source], "1", write)
        os._exit(0)
    ended = os.waitpid(child, 0)[1] == 0
    found += check()
    number += 1
assert check()
print(number, found, *sorted({name.rpartition(".")[2] for name in os.listdir(cache.folder())}))
"""


def test_killed_at_each_call(place: Path, source: str) -> None:
    """Whatever call is the last: nothing, or what is right; and what is left behind goes at once."""
    given = subprocess.run(
        [sys.executable, "-c", KILLED, source], capture_output=True, text=True, check=False, timeout=60
    )
    assert (given.returncode, given.stderr) == (0, "")
    tries, right, *suffixes = given.stdout.split()
    assert int(tries) > 30
    assert 1 < int(right) < int(tries)
    assert set(suffixes) - {"tmp-journal"} == {"db", "json", "tmp"}
    left = len(names(place)) - 2
    assert left > 10
    size = sum(one.stat().st_size for one in place.iterdir())
    number, freed = cache.tidy("1")
    assert 1 < number < left
    assert 8192 < freed < size
    assert [Path(name).suffix for name in names(place)] == [".db", ".json"]
    assert cache.find([source], "1")


def test_a_database_that_is_open_stays_readable(source: str) -> None:
    database = sqlite3.connect(kept(source))
    cache.clear()
    assert database.execute("SELECT count(*) FROM content").fetchone() == (1,)
    database.close()


# Each compiles to other bytes, so that each replaces what the others have made.
AT_ONCE = """
import os, sqlite3, sys
from casereviews import cache

source = sys.argv[1]

def write(path):
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE content (text, chance)")
    database.execute("INSERT INTO content VALUES (?, ?)", (open(source, "rb").read(), os.urandom(20000)))
    database.commit()
    database.close()

sys.stdin.read()
for version in "123":
    given = cache.find([source], version) or cache.keep([source], version, write)
    cache.tidy(version)
    database = sqlite3.connect(":memory:")
    database.deserialize(given.content)
    assert database.execute("SELECT text FROM content").fetchall() == [(open(source, "rb").read(),)]
    database.close()
"""


def test_many_at_once(place: Path, source: str) -> None:
    """All answer rightly, the last one's is kept, and no temporary file is left."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, source], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    for one in running:
        assert one.stdin
        one.stdin.close()
        one.stdin = None
    assert [one.communicate(timeout=60)[1] for one in running] == [""] * 8
    assert [one.returncode for one in running] == [0] * 8
    assert cache.find([source], "3")
    assert [Path(name).suffix for name in names(place)] == [".db", ".json"]


@pytest.mark.usefixtures("each")
def test_a_second_process_replaces_it_meanwhile(source: str) -> None:
    """The last one wins, and tidying leaves what it is about to make an entry of."""
    paths = []

    def fill(path: str) -> None:
        paths.append(kept(source))
        assert cache.tidy("1") == (0, 0)
        writer(source)(path)
        with closing(sqlite3.connect(path)) as opened:
            opened.execute("CREATE TABLE another AS SELECT 1")

    last = cache.keep([source], "1", fill)
    assert last == cache.find([source], "1")
    assert last
    assert last.path != paths[0]
    assert os.path.exists(paths[0])
    assert cache.tidy("1") == (1, os.stat(last.path).st_size - 4096)
    assert not os.path.exists(paths[0])
    assert found(source)


# --- What is in it ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("each")
def test_entries(tmp_path: Path, source: str) -> None:
    other = tmp_path / "a.yaml"
    other.write_text("other", "utf-8")
    assert cache.entries("1") == []
    one, two = kept(source), kept(str(other), source, version="2")
    states = {"1": ["stale", "current"], "2": ["current", "stale"], "3": ["stale", "stale"]}
    for version, (first, second) in states.items():
        assert cache.entries(version) == [
            cache.CacheEntry([str(other), source], os.stat(two).st_size, first, two),
            cache.CacheEntry([source], os.stat(one).st_size, second, one),
        ]
    other.unlink()
    assert [entry.state for entry in cache.entries("2")] == ["source missing", "stale"]
    other.mkdir()
    assert [entry.state for entry in cache.entries("2")] == ["stale", "stale"]
    assert [entry.state for entry in cache.entries("1")] == ["stale", "current"]
    change(source, b"x")
    assert [entry.state for entry in cache.entries("1")] == ["stale", "stale"]
    Path(one).unlink()
    assert {entry.file: entry.bytes for entry in cache.entries("1")} == {two: os.stat(two).st_size, one: 0}


def test_a_folder_of_entries_that_nobody_reads(place: Path, source: str) -> None:
    """What is not the cache's is not listed."""
    kept(source)
    (place / "notes.txt").touch()
    (place / "0123456789abcdef.json").write_text("{}", "utf-8")
    assert [entry.sources for entry in cache.entries("1")] == [[source]]


def strew(place: Path, database: Path) -> tuple[list[str], list[str]]:
    """Put files into the folder: those that the cache may have left there, and a person's."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    temporary = f"casereviews-{process.pid}-0123abcd.tmp"
    ours = [
        "0123456789abcdef-0123456789abcdef.db", "0123456789abcdef-0123456789abcdef.db-wal", "0123456789abcdef.json",
        "1123456789abcdef-0123456789abcdef.db-shm", temporary, f"{temporary}-journal", "casereviews-1-1123abcd.tmp-wal",
    ]  # fmt: skip
    theirs = [
        "notes.txt", "x.db", ".hidden", "casereviews.tmp", f"{database.stem}.db2", "0123456789abcdef.json.bak",
        "0123456789abcdeg.json", "casereviews-1-0123abcd.tmp.txt", f"x{database.name}", f"{database.name}-wal-wal2",
    ]  # fmt: skip
    for name in [*ours, *theirs]:
        (place / name).write_bytes(b"xyz")
    return ours, theirs


def test_clearing_removes_what_is_ours_only(place: Path, source: str) -> None:
    assert cache.clear() == (0, 0)
    assert not place.exists()
    path = Path(kept(source))
    _, theirs = strew(place, path)
    for name in (f"{path.name}-wal", f"casereviews-{os.getpid()}-2123abcd.tmp"):
        (place / name).write_bytes(b"xyz")
    (place / "2123456789abcdef.json").mkdir()
    size = sum((place / name).lstat().st_size for name in names(place) if name not in theirs)
    assert cache.clear() == (2, size)
    assert names(place) == sorted(theirs)
    assert cache.find([source], "1") is None
    assert cache.clear() == (0, 0)


# --- Tidying ----------------------------------------------------------------------------------------------------------


def test_tidying_where_there_is_nothing(place: Path) -> None:
    assert cache.tidy("1") == (0, 0)
    assert not place.parent.exists()


def test_what_is_used_stays(tmp_path: Path, place: Path, source: str) -> None:
    """Also what another program has put beside it, as a look into it does."""
    other = tmp_path / "other.yaml"
    other.write_text("other", "utf-8")
    one, two, three = kept(source), kept(str(other)), kept(str(other), source)
    Path(f"{one}-wal").touch()
    before = names(place)
    assert len(before) == 7
    assert cache.tidy("1") == (0, 0)
    assert names(place) == before
    assert [found(source), found(str(other)), found(str(other), source)] == [one, two, three]


def test_what_is_not_ours_stays(place: Path, source: str) -> None:
    """All else goes, with what stands beside it."""
    path = Path(kept(source))
    ours, theirs = strew(place, path)
    (place / "2123456789abcdef.json").mkdir()
    folder_size = os.lstat(place / "2123456789abcdef.json").st_size
    assert cache.tidy("1") == (1, 3 * len(ours) + folder_size)
    assert names(place) == sorted([*theirs, path.name, f"{path.stem[:16]}.json"])
    assert found(source)


def gone(path: Path) -> None:
    path.unlink()


def gone_with_its_folder(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.touch()


def longer(path: Path) -> None:
    before = path.stat()
    with path.open("ab") as stream:
        stream.write(b"#")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def newer(path: Path) -> None:
    os.utime(path)


@pytest.mark.parametrize("happened", [gone, gone_with_its_folder, longer, newer])
@pytest.mark.parametrize("other_first", [True, False])
def test_an_entry_whose_file_is_gone_or_has_changed_goes(
    tmp_path: Path, place: Path, source: str, happened: Callable[[Path], None], other_first: bool
) -> None:
    """At once, with its text, whichever of its files it is; the others stay."""
    (tmp_path / "drive").mkdir()
    other = tmp_path / "drive" / "other.yaml"
    other.write_text("a child's name", "utf-8")
    os.utime(other, (1e9, 1e9))
    files = [str(other), source] if other_first else [source, str(other)]
    used, unused = kept(source), kept(*files)
    size = sum(one.stat().st_size for one in place.glob(f"{Path(unused).name[:16]}*"))
    happened(other)
    assert cache.tidy("1") == (1, size)
    assert not [name for name in names(place) if name.startswith(Path(unused).name[:16])]
    assert all(b"a child's name" not in one.read_bytes() for one in place.iterdir())
    assert found(source) == used


def test_an_entry_whose_file_cannot_be_asked_for_stays(
    place: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a drive does not answer: nobody knows whether it is gone."""
    kept(source)
    real = os.stat

    def failing(name: Any, *arguments: Any, **named: Any) -> os.stat_result:
        if name == source:
            raise OSError(5, "Input/output error")
        return real(name, *arguments, **named)

    monkeypatch.setattr(os, "stat", failing)
    assert cache.tidy("1") == (0, 0)
    monkeypatch.setattr(os, "stat", real)
    assert found(source)


def test_an_entry_of_another_version_goes(place: Path, source: str) -> None:
    path = kept(source)
    assert cache.tidy("1") == (0, 0)
    assert cache.tidy("2")[0] == 1
    assert not os.path.exists(path)
    assert names(place) == []


def test_what_was_replaced_goes(place: Path, source: str) -> None:
    first = kept(source)
    Path(source).write_bytes(b"another")
    second = kept(source)
    assert {first, second} == {str(path) for path in place.glob("*.db")}
    size = os.path.getsize(first)
    assert cache.tidy("1") == (1, size)
    assert [str(path) for path in place.glob("*.db")] == [second]
    assert found(source) == second


LEFT = """
import os, sys
from casereviews import cache

def fill(path):
    open(path, "w").write("a child's name")
    open(path + "-journal", "w").close()
    print(flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), 9)

cache.keep(sys.argv[1:], "1", fill)
"""


def test_what_a_killed_run_has_left_goes(place: Path, source: str) -> None:
    """While it runs it stays, and at once when it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", LEFT, source], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout
        running.stdout.readline()
        left = names(place)
        assert [name.rpartition(".")[2] for name in left] == ["tmp", "tmp-journal"]
        assert cache.tidy("1") == (0, 0)
        assert cache.entries("1") == []
        assert names(place) == left
        running.communicate(b"")
    assert running.returncode == -signal.SIGKILL
    assert cache.tidy("1") == (0, len("a child's name"))
    assert names(place) == []


def test_a_database_whose_note_is_not_written_yet(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its writer has it open, so it stays; where files have no locks, for an hour."""
    during: list[list[str]] = []

    def fsync(descriptor: int) -> None:
        names_now = names(place)
        if any(name.endswith(".db") for name in names_now) and not during:
            assert cache.tidy("1") == (0, 0)
            during.append(names_now)

    monkeypatch.setattr(os, "fsync", fsync)
    path = Path(kept(source))
    assert sorted(Path(name).suffix for name in during[0]) == [".db", ".tmp"]
    (note,) = place.glob("*.json")
    note.unlink()

    def unlocked(descriptor: int) -> bool:
        raise system.LockError(95, "Operation not supported")

    monkeypatch.setattr(system, "hold", unlocked)
    os.utime(path, (time.time() - 3500,) * 2)
    assert cache.tidy("1") == (0, 0)
    os.utime(path, (time.time() - 3700,) * 2)
    size = path.stat().st_size
    assert cache.tidy("1") == (1, size)
    assert names(place) == []


def test_a_note_that_is_written_while_it_is_tidied(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notes were read before another process wrote its own: its database stays all the same."""
    real = own_folder.listed
    path = ""

    def listed(folder: str) -> list[str]:
        nonlocal path
        path = kept(source)
        return [name for name in real(folder) if name.endswith(".db")]

    place.mkdir(parents=True)
    monkeypatch.setattr(tidying, "listed", listed)
    assert cache.tidy("1") == (0, 0)
    assert found(source) == path


def test_what_cannot_be_removed_stays(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And hinders nobody; the rest goes."""
    kept(source)
    left = place / "0123456789abcdef-0123456789abcdef.db"
    left.mkdir()
    (left / "a person's").touch()
    (place / "1123456789abcdef-0123456789abcdef.db").write_bytes(b"xyz")
    assert cache.tidy("1") == (1, 3)
    assert (left / "a person's").exists()
    assert found(source)
