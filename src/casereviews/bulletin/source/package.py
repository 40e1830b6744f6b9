"""The parts of a document that is an archive of XML, as Word and OpenDocument make them.

Of a part no tree is built and no more is unpacked than is looked at. A part that declares entities is refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from .encoding import refuse

if TYPE_CHECKING:
    from zipfile import ZipFile  # takes 8 ms, and most bulletins are no documents

MAX_UNPACKED = 64 * 1024 * 1024
"""The most that a part may be unpacked, in bytes; a report of a hundred pages has some 2 MiB."""

_MAX_DIRECTORY = 1024 * 1024  # bytes of the list of parts, which is read whole; a document has some 5 KiB
_MAX_ELEMENTS = 1_000_000  # of a part; a report of a hundred pages has some 50,000
_MAX_TAG = 1024 * 1024  # bytes of a tag or a comment: the parser begins it again with each block
_MAX_DEPTH = 1000  # elements in each other; a document has some thirty
_BLOCK = 1 << 16
_END = b"PK\5\6"  # the record at the end of an archive, with the size of its list of parts
_END_SIZE = 22

LOCKED = "is locked by a password; open it, save it without one, and import that"


class Handler(Protocol):
    """What is told of a part: its tags, `namespace name`, and its text."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def data(self, text: str) -> None:
        """Take a piece of text."""


class Package:
    """A document of parts."""

    def __init__(self, data: bytes, name: str, what: str) -> None:
        """Take the bytes of a file, its name, and what it is, as in `a Word document`. Raises DataError."""
        from zipfile import BadZipFile

        self.name = name
        self._what = what
        try:
            self._archive = self._opened(data)
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            self.refuse_damaged()
        self.parts = frozenset(self._archive.namelist())

    def _opened(self, data: bytes) -> ZipFile:
        from io import BytesIO
        from zipfile import ZipFile

        at = data.rfind(_END, -_END_SIZE - (1 << 16))
        if at >= 0 and int.from_bytes(data[at + 12 : at + 16], "little") > _MAX_DIRECTORY:
            refuse(self.name, f"has too many parts for {self._what}; open it and save it anew")
        return ZipFile(BytesIO(data))

    def refuse_damaged(self) -> None:
        """Raise DataError for what is not whole."""
        refuse(self.name, f"is {self._what} that is damaged or cut off; open it, save it anew, or get it again")

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.parts

    def tell(self, part: str, handler: Handler) -> None:
        """Tell a handler of a part; nothing of one that is not there. Raises DataError."""
        if part not in self.parts:
            return
        from xml.parsers import expat

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = elements = fed = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth, elements
            depth += 1
            elements += 1
            if depth > _MAX_DEPTH:
                self.refuse_damaged()
            if elements > _MAX_ELEMENTS:
                refuse(self.name, f"has more than {_MAX_ELEMENTS:,} elements; is it a bulletin?")
            handler.start(tag, attributes)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            handler.end(tag)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = handler.data
        parser.StartDoctypeDeclHandler = self._refuse_entities
        try:
            for block in self._blocks(part):
                parser.Parse(block)
                fed += len(block)
                if fed - parser.CurrentByteIndex > _MAX_TAG:
                    self.refuse_damaged()
            parser.Parse(b"", True)
        except expat.ExpatError:
            self.refuse_damaged()

    def _refuse_entities(self, *declared: object) -> None:
        refuse(self.name, f"is {self._what} with entities of its own, which none has; save it anew")

    def _blocks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part. Raises DataError where they are too many, locked or damaged."""
        from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

        info = self._archive.getinfo(part)
        if info.flag_bits & 1:
            refuse(self.name, LOCKED)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # others unpack without a bound
            self.refuse_damaged()
        size = info.file_size  # as it says of itself
        try:
            with self._archive.open(info) as stream:
                read = 0
                while size <= MAX_UNPACKED and (block := stream.read(_BLOCK)):
                    read += len(block)
                    size = max(size, read)
                    yield block
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            self.refuse_damaged()
        if size > MAX_UNPACKED:
            refuse(self.name, f"unpacks to more than {MAX_UNPACKED >> 20} MiB, the most that is read; split it")
