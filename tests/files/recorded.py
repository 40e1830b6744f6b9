"""What is done to files, and what there is afterwards."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Files:
    """What is done to files, in its order. Owners are given in pretence only, for not everybody may give them."""

    RECORDED = ("write", "fchown", "fchmod", "setxattr", "removexattr", "fsync", "replace", "link", "rename")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self._owners: dict[int, tuple[int, int]] = {}
        self._real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in (*self.RECORDED, "fstat")}
        for name in self.RECORDED:
            monkeypatch.setattr(os, name, self._recorded(name))
        monkeypatch.setattr(os, "fstat", self._fstat)
        monkeypatch.setattr(os, "fchown", self._fchown)

    def _recorded(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.calls.append(name + (f" {self._kind(arguments[0])}" if name == "fsync" else ""))
            return self._real[name](*arguments, **named)

        return call

    def _kind(self, descriptor: int) -> str:
        return "folder" if stat.S_ISDIR(self._real["fstat"](descriptor).st_mode) else "file"

    def _fchown(self, descriptor: int, user: int, group: int) -> None:
        self.calls.append("fchown")
        before = self._fstat(descriptor)
        self._owners[descriptor] = (
            before.st_uid if user == -1 else user,
            before.st_gid if group == -1 else group,
        )

    def _fstat(self, descriptor: int) -> os.stat_result:
        found: os.stat_result = self._real["fstat"](descriptor)
        return owned(found, *self._owners[descriptor]) if descriptor in self._owners else found


def owned(status: os.stat_result, user: int, group: int) -> os.stat_result:
    """What a file would be like that belongs to others."""
    return os.stat_result((*status[:4], user, group, *status[6:]))


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def noting(calls: list[Any], action: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same action, which notes what it is called with."""

    def call(argument: Any) -> Any:
        calls.append(argument)
        return action(argument)

    return call
