"""The distributions: what they hold, that they build the same each time, and that they work wherever they are put."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from email import message_from_bytes
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement

from helpers import ROOT, Process

RUNTIME = {"typer", "rich", "pyyaml"}
LISTING = ("-m", "casereviews", "list", "--json")


_NOT_TRACKED = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".*_cache",
    ".coverage*",
    ".hypothesis",
    "__pycache__",
    "*.egg-info",
    "build",
    "dist",
    "htmlcov",
    "node_modules",
)

# Lists the reviews, and then says on standard error where the package and what of these modules was imported from.
_PROBE = """\
import sys
import casereviews
from casereviews.cli.exits import run
code = run(["list", "--json"])
print(casereviews.__file__, *({"yaml", "rich"} & set(sys.modules)), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


class Built(NamedTuple):
    """The distributions, all built from one copy of the tree."""

    tree: Path
    sdist: Path
    wheel: Path
    """Built from the sdist."""
    direct: Path
    """The wheel that was built from the tree itself."""


class Environment(NamedTuple):
    """A virtual environment with the wheel and what it depends on, and nothing else."""

    folder: Path
    python: Path
    scripts: Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build every distribution, each as a person would."""
    folder = tmp_path_factory.mktemp("built")
    tree = folder / "tree"
    shutil.copytree(ROOT, tree, ignore=_not_tracked)
    _build(tree, folder / "dist")
    _build(tree, folder / "direct", "--wheel")
    (sdist,), (wheel,) = (folder / "dist").glob("*.tar.gz"), (folder / "dist").glob("*.whl")
    (direct,) = (folder / "direct").iterdir()
    return Built(tree, sdist, wheel, direct)


def _not_tracked(folder: str, names: list[str]) -> set[str]:
    compiled = {"data"} if Path(folder) == ROOT / "src" / "casereviews" else set()
    return {*_NOT_TRACKED(folder, names), *compiled}


def _build(tree: Path, target: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "build", *arguments, "--outdir", str(target), str(tree)]
    done = subprocess.run(
        command, env=_environment({"PIP_RETRIES": "1"}), capture_output=True, text=True, check=False, timeout=300
    )
    said = done.stdout + done.stderr
    if done.returncode and "connection" in said.lower():
        pytest.skip("the build's requirements cannot be downloaded: no connection")
    assert done.returncode == 0, said


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Install the wheel in an environment of its own."""
    folder = tmp_path_factory.mktemp("installed")
    builder = venv.EnvBuilder(symlinks=os.name != "nt")
    builder.create(folder)
    context = builder.ensure_directories(folder)
    environment = Environment(folder, Path(context.env_exe), Path(context.bin_path))
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        context.env_exe,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*command, str(built.wheel)], check=True, timeout=120, env=_environment())
    done = _run(environment, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    for name in _with_requirements(_requirements(built.wheel)):
        _copy_distribution(name, Path(done.stdout.decode().strip()))
    return environment


def _requirements(wheel: Path) -> list[str]:
    """What the wheel says that it depends on."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])


def _with_requirements(lines: Iterable[str]) -> set[str]:
    """The names of distributions, with those that they require in turn."""
    names: set[str] = set()
    waiting = list(lines)
    while waiting:
        requirement = Requirement(waiting.pop())
        if requirement.name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        names.add(requirement.name)
        waiting += distribution(requirement.name).requires or []
    return names


def _copy_distribution(name: str, target: Path) -> None:
    """Copy a distribution that is installed here, which is quicker than to install it and needs no network."""
    found = distribution(name)
    for file in found.files or []:
        source = Path(str(found.locate_file(file)))
        if ".." not in file.parts and source.is_file():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / file)


def _environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of this process, without what points Python or the program at other files."""
    ignored = ("PYTHON", "CASEREVIEWS_", "VIRTUAL_ENV")
    return {**{name: value for name, value in os.environ.items() if not name.startswith(ignored)}, **(extra or {})}


def _run(
    environment: Environment, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the environment's Python."""
    command = [str(environment.python), *arguments]
    return subprocess.run(command, cwd=cwd, env=_environment(env), capture_output=True, check=False, timeout=60)


@pytest.fixture
def listing(process: Process) -> bytes:
    """What the checkout prints."""
    done = process("list", "--json")
    assert done.returncode == 0
    return done.stdout


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wheels_of_the_tree_and_of_the_sdist_are_the_same(built: Built) -> None:
    assert _contents(built.direct) == _contents(built.wheel)
    assert built.direct.name == built.wheel.name
    assert built.direct.read_bytes() == built.wheel.read_bytes()


def test_wheel_is_for_every_platform(built: Built) -> None:
    assert built.wheel.name.endswith("-py3-none-any.whl")


@pytest.mark.parametrize(
    ("inside", "source"),
    [
        ("casereviews/py.typed", "src/casereviews/py.typed"),
        ("casereviews/data/reviews.yaml", "data/reviews.yaml"),
        ("casereviews/data/vocabulary.yaml", "data/vocabulary.yaml"),
        ("casereviews/data/cues.yaml", "data/cues.yaml"),
        ("casereviews/data/common_words.txt", "data/common_words.txt"),
        ("casereviews/data/english.txt", "data/english.txt"),
        ("casereviews/data/assertions.txt", "data/assertions.txt"),
        ("casereviews/data/html_page/template.html", "data/html_page/template.html"),
        ("casereviews/data/html_page/scripts/view/packed.js", "data/html_page/scripts/view/packed.js"),
        ("{name}.data/data/share/man/man1/casereviews.1", "docs/casereviews.1"),
        ("{info}/licenses/LICENSE", "LICENSE"),
        ("{info}/licenses/DATA-NOTICE.md", "DATA-NOTICE.md"),
    ],
)
def test_wheel_has_the_tree_s_file(built: Built, inside: str, source: str) -> None:
    name = "-".join(built.wheel.name.split("-")[:2])
    kept = _contents(built.wheel)[inside.format(info=f"{name}.dist-info", name=name)]
    assert kept == (built.tree / source).read_bytes()


def test_wheel_has_every_module_and_the_compiled_data(built: Built) -> None:
    modules = {str(path.relative_to(built.tree / "src")) for path in (built.tree / "src").rglob("*.py")}
    names = set(_contents(built.wheel))
    assert {module.replace(os.sep, "/") for module in modules} | {"casereviews/data/bundled.store"} <= names


def test_wheel_has_the_package_and_its_metadata_only(built: Built) -> None:
    tops = {name.split("/")[0] for name in _contents(built.wheel)}
    (info,) = (top for top in tops if top.endswith(".dist-info"))
    assert tops == {"casereviews", info, info.replace(".dist-info", ".data")}  # the last holds the man page
    assert not [name for name in _contents(built.wheel) if "test" in name or "bench" in name or "__pycache__" in name]


def test_runtime_dependencies(built: Built) -> None:
    requirements = [Requirement(line) for line in _requirements(built.wheel)]
    extra = [requirement for requirement in requirements if str(requirement.marker).startswith("extra == ")]
    plain = [requirement for requirement in requirements if requirement not in extra]
    assert "lxml" in {requirement.name for requirement in extra}
    assert {requirement.name.lower() for requirement in plain} == RUNTIME
    assert not any(requirement.marker or requirement.extras for requirement in plain)


def test_installed_command_works_anywhere(installed: Environment, tmp_path: Path, listing: bytes) -> None:
    (script,) = installed.scripts.glob("casereviews*")
    command = [str(script), "list", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=_environment(), capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, listing, b"")


def test_installed_module_works_anywhere(installed: Environment, tmp_path: Path, listing: bytes) -> None:
    done = _run(installed, *LISTING, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, listing, b"")
    assert not list(tmp_path.iterdir())


def test_installed_package_does_not_see_the_tree(installed: Environment, tmp_path: Path) -> None:
    done = _run(installed, "-c", "import sys; print(*sys.path, sep='\\n')", cwd=tmp_path)
    paths = [Path(line).resolve() for line in done.stdout.decode().splitlines() if line]
    assert paths
    assert not [path for path in paths if path.is_relative_to(ROOT)]


def test_installed_package_reads_the_compiled_data(installed: Environment, tmp_path: Path, listing: bytes) -> None:
    place, imported = _probe(installed, tmp_path, listing)
    assert Path(place).is_relative_to(installed.folder)
    assert imported == set()


def test_checkout_works_without_the_compiled_data(
    built: Built, installed: Environment, tmp_path: Path, listing: bytes
) -> None:
    shutil.copytree(built.tree / "src", tmp_path / "src", ignore=shutil.ignore_patterns("data"))
    shutil.copytree(built.tree / "data", tmp_path / "data")
    place, imported = _probe(installed, tmp_path, listing, PYTHONPATH=str(tmp_path / "src"))
    assert Path(place).is_relative_to(tmp_path)
    assert imported == {"yaml"}


def test_zipped_wheel_works(built: Built, installed: Environment, tmp_path: Path, listing: bytes) -> None:
    done = _run(installed, *LISTING, cwd=tmp_path, env={"PYTHONPATH": str(built.wheel)})
    assert (done.returncode, done.stdout, done.stderr) == (0, listing, b"")
    place, imported = _probe(installed, tmp_path, listing, PYTHONPATH=str(built.wheel))
    assert place.startswith(f"{built.wheel}{os.sep}")
    assert imported == set()


def test_a_zipped_wheel_writes_the_page(built: Built, installed: Environment, tmp_path: Path) -> None:
    """Its scripts are found by name, as no folder can be listed there."""
    command = ("-m", "casereviews", "export", "-", "--as", "html", "--quiet")
    given = {"SOURCE_DATE_EPOCH": "0"}
    written = [
        _run(installed, *command, cwd=tmp_path, env={"PYTHONPATH": str(place), **given})
        for place in (built.wheel, built.tree / "src")
    ]
    assert [(done.returncode, done.stderr) for done in written] == [(0, b"")] * 2
    assert written[0].stdout == written[1].stdout
    assert written[0].stdout.endswith(b"</html>\n")


def _probe(environment: Environment, cwd: Path, listing: bytes, **env: str) -> tuple[str, set[str]]:
    """Where the package was imported from, and which of the costly modules it imported to list the reviews."""
    done = _run(environment, "-c", _PROBE, cwd=cwd, env=env)
    assert (done.returncode, done.stdout) == (0, listing), done.stderr.decode()
    place, *imported = done.stderr.decode().splitlines()
    return place, set(imported)


def _imports(path: Path) -> Iterator[str]:
    """Every module that a module of the package imports, wherever in it, by its full name."""
    package = ("casereviews", *path.relative_to(ROOT / "src" / "casereviews").parent.parts)
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


@cache
def _nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def _importers(unwanted: str) -> set[str]:
    """The package's modules, by path, that import a module or one below it."""
    home = ROOT / "src" / "casereviews"
    pattern = re.compile(re.escape(unwanted) + r"(\.|$)")
    return {path.relative_to(home).as_posix() for path in home.rglob("*.py") if any(map(pattern.match, _imports(path)))}


def test_only_the_command_line_imports_typer() -> None:
    importers = _importers("typer")
    assert "cli/app.py" in importers
    assert not {path for path in importers if not path.startswith("cli/")}
    assert not _importers("click")


def test_only_the_table_and_the_bar_import_rich() -> None:
    assert _importers("rich") == {"render/as_table.py", "cli/progress.py"}


def test_only_what_writes_imports_command_line_or_render() -> None:
    assert {path for path in _importers("casereviews.cli") if not path.startswith("cli/")} == {"__main__.py"}
    above = ("cli/", "export/", "render/")
    assert {path for path in _importers("casereviews.render") if not path.startswith(above)} == set()
