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
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from casereviews import cache
from casereviews.cache import CacheError
from casereviews.files import fingerprint, reading, writing

no_root = pytest.mark.unprivileged

Write = Callable[[str], None]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet."""
    monkeypatch.setenv("CASEREVIEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


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
    """The database of files that are kept now."""
    given = cache.keep(sources, version, writer(*sources))
    assert given is not None
    return given


def found(*sources: str, version: str = "1") -> list[bytes] | None:
    """What the database that is found has of the files; it must be that of the files as they are."""
    path = cache.find(sources, version)
    if path is None:
        return None
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    texts = [text for (text,) in database.execute("SELECT text FROM content ORDER BY rowid")]
    database.close()
    assert texts == [Path(name).read_bytes() for name in sources]
    return texts


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


def test_what_is_kept_is_found(place: Path, source: str) -> None:
    assert cache.find([source], "1") is None
    assert not place.exists()
    path = kept(source)
    assert cache.find([source], "1") == path
    assert found(source)
    key, digest = Path(path).stem.split("-")
    assert (len(key), len(digest)) == (16, 16)
    assert names(place) == [f"{key}-{digest}.db", f"{key}.json"]
    assert {entry.stat().st_mode & 0o777 for entry in place.iterdir()} == {0o600}
    assert place.stat().st_mode & 0o777 == 0o700
    assert writing.unfinished == set()


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
    assert len(cache.entries()) == 1
    assert len(names(place)) == 2


def test_a_file_by_other_ways(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file is the same by any path, but not by a link of another name: ids can come of the name."""
    path = kept(source)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.yaml").symlink_to(source)
    (tmp_path / "folder" / "big.yaml").symlink_to(source)
    for name in ("big.yaml", "./big.yaml", "folder/../big.yaml", "folder/big.yaml"):
        assert cache.find([name], "1") == path
    assert cache.find(["link.yaml"], "1") is None
    assert kept("link.yaml") != path
    assert cache.find([source], "1") == path


@pytest.mark.parametrize("name", [b"a\nb\t'\"", "字".encode(), b"\xff\xfe.yaml", b"a?b#c%20d"])
def test_any_name_that_a_file_can_have(tmp_path: Path, name: bytes) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
    Path(path).write_text("text", "utf-8")
    kept(path)
    assert found(path)
    assert cache.entries()[0].sources == [path]


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


@pytest.mark.usefixtures("later")
def test_a_file_that_has_rested_costs_no_digest(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its own nor the database's; hashlib is not even imported."""
    kept(source)
    monkeypatch.setattr(fingerprint, "_digest", no_digest)
    assert found(source)


def test_a_file_that_has_not_is_read_until_it_has(place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written within two seconds of being noted is not believed; once it has rested it is noted anew."""
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
    assert cache.find([source], "1") == path
    monkeypatch.setattr(fingerprint, "_digest", no_digest)
    assert cache.find([source], "1") == path
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
    """Half of it may be old and half new, so nothing is kept, and a database that is being changed is not trusted."""
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


DAMAGE = [flip_sometimes, truncate, make_folder, make_pipe, make_link, make_foreign, Path.unlink]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("damage", [*DAMAGE, lambda path: os.truncate(path, 0)])
@pytest.mark.parametrize("suffix", [".db", ".json"])
def test_damage_is_noticed_and_mended(place: Path, source: str, damage: Callable[[Path], None], suffix: str) -> None:
    """Nothing is found, or what is right; nothing hangs; the next keeping puts it right."""
    kept(source)
    assert found(source)
    (path,) = place.glob(f"*{suffix}")
    damage(path)
    assert len(cache.entries()) <= 1
    assert found(source) is None or (damage, suffix) == (flip_sometimes, ".json")
    kept(source)
    assert found(source)
    assert [entry.state for entry in cache.entries()] == ["current"]


@pytest.mark.usefixtures("later")
def test_every_so_many_bytes_flipped(place: Path, source: str) -> None:
    """Of the database, one at a time, its time restored: never found."""
    path = Path(kept(source))
    assert found(source)
    whole = path.read_bytes()
    for offset in range(0, len(whole), len(whole) // 60):
        data = bytearray(whole)
        data[offset] ^= 1 << (offset % 8)
        change(str(path), bytes(data))
        assert cache.find([source], "1") is None
        change(str(path), whole)
    assert found(source)


@pytest.mark.usefixtures("later")
def test_every_so_many_bytes_of_the_note(place: Path, source: str) -> None:
    """Flipped, or cut there: nothing is found, or what is right, and nothing is raised."""
    kept(source)
    (note,) = place.glob("*.json")
    whole = note.read_bytes()
    chance = random.Random(1)  # noqa: S311 - no secret
    for offset in range(0, len(whole), 5):
        data = bytearray(whole)
        data[offset] ^= 1 << chance.randrange(8)
        for content in (bytes(data), whole[:offset]):
            note.write_bytes(content)
            found(source)
            assert len(cache.entries()) == 1
    note.write_bytes(whole)
    assert found(source)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", "1", '"format"', "{}", "[" * 100_000, '{"format": 1}', "\ud800", "{", "x" * 2_000_000],
)
def test_notes_that_are_none(place: Path, source: str, content: str) -> None:
    kept(source)
    (note,) = place.glob("*.json")
    note.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert cache.find([source], "1") is None
    assert [(entry.sources, entry.state) for entry in cache.entries()] == [([], "stale")]


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
        (["format"], 2),
    ],
)
def test_notes_of_other_content(place: Path, source: str, where: list[Any], value: object) -> None:
    """Types and names are checked: a note never leads out of the folder."""
    kept(source)
    (note,) = place.glob("*.json")
    content = json.loads(note.read_bytes())
    part = content
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = value
    note.write_text(json.dumps(content), "utf-8")
    assert cache.find([source], "1") is None


def test_a_database_of_another_entry(tmp_path: Path, place: Path, source: str, later: None) -> None:
    """Each in the other's place: neither is found."""
    other = tmp_path / "other.yaml"
    other.write_text("other", "utf-8")
    one, two = kept(source), kept(str(other))
    aside = place / "aside"
    Path(one).rename(aside)
    Path(two).rename(one)
    aside.rename(two)
    assert cache.find([source], "1") is None
    assert cache.find([str(other)], "1") is None


@no_root
def test_an_unreadable_database(source: str) -> None:
    path = kept(source)
    os.chmod(path, 0)
    assert cache.find([source], "1") is None
    kept(source)
    assert found(source)


def test_a_folder_with_something_in_it_is_nobodys_to_remove(place: Path, source: str) -> None:
    path = Path(kept(source))
    make_folder(path)
    (path / "a person's").touch()
    assert cache.find([source], "1") is None
    assert refused(cache.keep, [source], "1", writer(source)).startswith(f"{place}: cannot be written: ")
    assert refused(cache.clear).startswith(f"{place}: cannot be emptied: ")
    assert (path / "a person's").exists()


# --- The folder -------------------------------------------------------------------------------------------------------


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/x")
    monkeypatch.setenv("CASEREVIEWS_CACHE", "/tmp/y/")  # noqa: S108
    assert cache.folder() == "/tmp/y"  # noqa: S108
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEREVIEWS_CACHE", "here")
    assert cache.folder() == str(tmp_path / "here")
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
    for call in (cache.folder, cache.entries, cache.clear):
        assert refused(call) == "there is no home folder"
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
    """No question is answered from the folder, nor is anything kept there."""
    for call in (cache.entries, cache.clear):
        assert refused(call) == f"{place}: {why}"
    assert refused(cache.find, [source], "1") == f"{place}: {why}"
    assert refused(cache.keep, [source], "1", no_digest) == f"{place}: {why}"
    assert cache.keep(["-"], "1", no_digest) is None  # type: ignore[arg-type]


def test_a_file_in_its_place(place: Path, source: str) -> None:
    place.write_bytes(b"x")
    unusable(place, source, "is a file, not a folder")
    place.unlink()
    os.mkfifo(place)
    unusable(place, source, "is a file, not a folder")


def test_a_link_in_its_place(tmp_path: Path, place: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(source)
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    unusable(place, source, "is a symbolic link, not a folder")
    monkeypatch.setenv("CASEREVIEWS_CACHE", f"{place}/")
    unusable(place, source, "is a symbolic link, not a folder")
    place.unlink()
    place.symlink_to(tmp_path / "nowhere")
    unusable(place, source, "is a symbolic link, not a folder")
    assert not (tmp_path / "nowhere").exists()


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


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_a_folder_that_others_may_read(place: Path, source: str, mode: int) -> None:
    """It is used, and closed when something is kept in it."""
    place.mkdir()
    place.chmod(mode)
    kept(source)
    assert place.stat().st_mode & 0o777 == 0o700
    assert found(source)


def test_a_mask_that_lets_all_in(tmp_path: Path, place: Path, source: str) -> None:
    """The folder and the files are closed all the same; its parents are as the mask says."""
    os.environ["CASEREVIEWS_CACHE"] = str(tmp_path / "new" / "deep" / "cache")
    old = os.umask(0o002)
    try:
        path = Path(kept(source))
    finally:
        os.umask(old)
    modes = [one.stat().st_mode & 0o777 for one in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o775]


@no_root
def test_a_read_only_folder(place: Path, source: str) -> None:
    """What it has is used, also where it cannot be noted anew; more cannot be kept."""
    kept(source)
    place.chmod(0o500)
    assert found(source)
    os.utime(source)
    assert found(source)
    assert refused(cache.keep, [source], "2", writer(source)) == f"{place}: cannot be written: permission denied"
    assert refused(cache.clear) == f"{place}: cannot be emptied: permission denied"
    place.chmod(0o100)
    assert refused(cache.entries) == f"{place}: cannot be read: permission denied"
    place.chmod(0o700)


@no_root
def test_a_folder_that_cannot_be_made(tmp_path: Path, place: Path, source: str) -> None:
    tmp_path.chmod(0o500)
    assert refused(cache.keep, [source], "1", writer(source)) == f"{place}: cannot be created: permission denied"
    tmp_path.chmod(0o700)


def test_a_folder_below_a_file(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    below = f"{source}/cache"
    monkeypatch.setenv("CASEREVIEWS_CACHE", below)
    assert cache.find([source], "1") is None
    assert (cache.entries(), cache.clear()) == ([], (0, 0))
    assert refused(cache.keep, [source], "1", writer(source)).startswith(f"{below}: cannot be created: ")


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


@pytest.mark.parametrize("function", ["fsync", "replace", "chmod"])
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
        if (function, calls) == ("chmod", 2):  # there is but one
            assert cache.keep([source], "1", writer(source))
            return
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
    path = cache.find([source], "1")
    if path:
        database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        assert database.execute("SELECT text FROM content").fetchall() == [(open(source).read(),)]
    return path is not None

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
    """Whatever call is the last: nothing, or what is right; and what is left behind can be removed."""
    given = subprocess.run(
        [sys.executable, "-c", KILLED, source], capture_output=True, text=True, check=False, timeout=60
    )
    assert (given.returncode, given.stderr) == (0, "")
    tries, right, *suffixes = given.stdout.split()
    assert int(tries) > 30
    assert 1 < int(right) < int(tries)
    assert set(suffixes) - {"tmp-journal"} == {"db", "json", "tmp"}
    number, freed = cache.clear()
    assert number > 1
    assert freed > 8192
    assert names(place) == []


def test_killed_while_it_compiles(place: Path, source: str) -> None:
    """A temporary file stays, which is in nobody's way and goes in an hour."""
    script = (
        "import os, sys; from casereviews import cache\n"
        "def write(path):\n    open(path + '-journal', 'w').close()\n    os.kill(os.getpid(), 9)\n"
        "cache.keep(sys.argv[1:], '1', write)"
    )
    given = subprocess.run([sys.executable, "-c", script, source], check=False, timeout=60)
    assert given.returncode == -signal.SIGKILL
    left = names(place)
    assert [name.rpartition(".")[2] for name in left] == ["tmp", "tmp-journal"]
    assert cache.entries() == []
    kept(source)
    assert set(left) < set(names(place))
    for name in left:
        os.utime(place / name, (time.time() - 4000,) * 2)
    kept(source)
    assert not set(left) & set(names(place))
    assert len(names(place)) == 2


def test_what_was_replaced_goes_when_nobody_can_still_want_it(place: Path, source: str) -> None:
    """A process that has just found it may be about to open it, so it stays for a minute."""
    first = kept(source)
    Path(source).write_bytes(b"another")
    second = kept(source)
    assert {first, second} == {str(path) for path in place.glob("*.db")}
    assert [(entry.file, entry.state) for entry in cache.entries()] == [(first, "stale"), (second, "current")]
    os.utime(first, (time.time() - 100,) * 2)
    Path(source).write_bytes(b"a third")
    third = kept(source)
    assert {second, third} == {str(path) for path in place.glob("*.db")}


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
    for path in (cache.find([source], version) or cache.keep([source], version, write),):
        database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        assert database.execute("SELECT text FROM content").fetchall() == [(open(source, "rb").read(),)]
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
    assert not list(place.glob("*.tmp*"))
    assert [entry.state for entry in cache.entries()].count("current") == 1


def test_a_second_process_replaces_it_meanwhile(source: str) -> None:
    """The last one wins, and the first one's database is still there to be opened."""
    paths = []

    def write(path: str) -> None:
        paths.append(kept(source))
        writer(source)(path)
        with open(path, "ab") as stream:
            stream.write(b"\0" * 4096)

    last = cache.keep([source], "1", write)
    assert cache.find([source], "1") == last != paths[0]
    assert os.path.exists(paths[0])


# --- What is in it ----------------------------------------------------------------------------------------------------


def test_entries(tmp_path: Path, place: Path, source: str) -> None:
    other = tmp_path / "a.yaml"
    other.write_text("other", "utf-8")
    assert cache.entries() == []
    one, two = kept(source), kept(str(other), source, version="2")
    assert cache.entries() == [
        cache.Entry([str(other), source], os.stat(two).st_size, "current", two),
        cache.Entry([source], os.stat(one).st_size, "current", one),
    ]
    assert [entry.state for entry in cache.entries("1")] == ["stale", "current"]
    other.unlink()
    assert [entry.state for entry in cache.entries()] == ["source missing", "current"]
    other.mkdir()
    assert [entry.state for entry in cache.entries()] == ["stale", "current"]
    change(source, b"x")
    assert [entry.state for entry in cache.entries()] == ["stale", "stale"]
    Path(one).unlink()
    assert {entry.file: entry.bytes for entry in cache.entries()} == {two: os.stat(two).st_size, one: 0}


def test_clearing_removes_what_is_ours_only(place: Path, source: str) -> None:
    assert cache.clear() == (0, 0)
    assert not place.exists()
    path = Path(kept(source))
    ours = [f"{path.name}-wal", f"{path.name}-shm", "casereviews-1-0123abcd.tmp", "casereviews-1-0123abcd.tmp-journal"]
    theirs = ["notes.txt", "x.db", ".hidden", "casereviews.tmp", f"{path.stem}.db2", "0123456789abcdef.json.bak"]
    for name in [*ours, *theirs]:
        (place / name).write_bytes(b"xyz")
    (place / "0123456789abcdef.json").mkdir()
    size = sum((place / name).lstat().st_size for name in names(place) if name not in theirs)
    assert cache.clear() == (1, size)
    assert names(place) == sorted(theirs)
    assert cache.find([source], "1") is None
    assert cache.clear() == (0, 0)
