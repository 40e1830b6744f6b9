"""The test suite on every Python that is promised, and with the lowest and the newest of every dependency.

`make test-all` runs it; `.venv/bin/nox -s tests-3.12 -- tests/search` a part of it.
"""

import nox

PYTHONS = ("3.11", "3.12", "3.13", "3.14")  # those that are not found are left out, and said to be

nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False


def run(session: nox.Session, *packages: str) -> None:
    """Install packages, then the project as it stands, and run the tests."""
    session.install(*packages)
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")
    session.run("python", "-m", "compileall", "-q", "src")
    session.run("uv", "pip", "list", "--quiet", external=True)
    chosen = session.posargs or ["-n", "auto", "--dist", "loadfile"]
    session.run("python", "-m", "pytest", "-q", "-m", "not slow and not browser", *chosen)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """With the locked version of every dependency."""
    run(session, "--require-hashes", "--requirement", "requirements/dev.txt")


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """With the lowest version that pyproject.toml allows of each dependency, on the lowest Python."""
    run(session, "--require-hashes", "--requirement", "requirements/lowest.txt")


@nox.session(python=PYTHONS[2])
def newest(session: nox.Session) -> None:
    """With the newest version that pyproject.toml allows of every dependency: what a person installs today."""
    run(session, "--upgrade", "--requirement", "pyproject.toml", "--extra", "all", "--group", "test")
