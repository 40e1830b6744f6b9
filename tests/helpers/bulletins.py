"""Bulletins as files, as the importer takes them."""

from __future__ import annotations

import pytest

from casereviews.bulletin.source import decode
from casereviews.errors import DataError


def refused(data: bytes, name: str = "bulletin.txt") -> str:
    """The one message with which a file is refused."""
    with pytest.raises(DataError) as caught:
        decode(data, name)
    assert caught.value.exit_code == 4
    (problem,) = caught.value.problems
    assert problem.file == name
    return problem.message
