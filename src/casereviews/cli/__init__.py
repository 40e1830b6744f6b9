"""The command line. Only here is Typer."""

from .app import run

__all__ = ["run"]
