"""Libraries that only some forms need, and how they are installed."""

from __future__ import annotations

from typing import NamedTuple


class Extra(NamedTuple):
    """A library besides those of the core."""

    name: str
    """As pip knows it."""
    module: str
    """What is imported of it."""

    @property
    def install(self) -> str:
        """The commands that install it, whichever way the program itself was installed."""
        return f"pip install {self.name}, or with pipx: pipx inject casereviews {self.name}"


LXML = Extra("lxml", "lxml")
PYPDFIUM2 = Extra("pypdfium2", "pypdfium2")
PYTHON_DOCX = Extra("python-docx", "docx")
PYTHON_PPTX = Extra("python-pptx", "pptx")
RESVG = Extra("resvg-py", "resvg_py")
TYPST = Extra("typst", "typst")
XLSXWRITER = Extra("xlsxwriter", "xlsxwriter")
