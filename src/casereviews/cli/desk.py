"""The answers that a person gives to what is to be checked, written into the file and told in lines."""

import os
from collections.abc import Iterable, Sequence

from ..answers.checks import CheckRecord
from ..bulletin import targets
from ..coding.doubts import Key
from ..coding.evidence import OF_STATEMENT
from ..editing import desk
from ..editing.answers import Answer, Target, field_of, target_of
from ..editing.desk import Desk
from ..editing.noted import Reader
from ..errors import UsageError
from ..export.selection import made
from ..library import vocabularies
from ..text import counted, one_line, path
from .session import Session

__all__ = ["Answer", "Desk", "answer_to", "field_of", "key_of", "open_desk", "settle", "take_back", "typed"]

_MOST_TOLD = 50  # lines of a run


def typed(words: Iterable[str] | None, does: str) -> list[Answer]:
    """The answers of an option. Raises UsageError."""
    return [Answer(does, target_of(one)) for one in words or ()]


def answer_to(record: CheckRecord, does: str) -> Answer:
    """An answer to what is to be checked."""
    where, field, value = key_of(record)
    return Answer(does, Target(record["id"], record["review"]["id"], where, field, value))


def key_of(record: CheckRecord) -> Key:
    """What tells a value that is to be checked apart from the others of its review."""
    return record["where"] if record["field"] in OF_STATEMENT else None, record["field"], record["value"]


def open_desk(session: Session, by: str | None, source: str | None) -> Desk:
    """The desk for the one file that is named. Raises UsageError where there is none, or several."""
    terms = vocabularies.vocabulary(session.inputs.vocabularies)
    who = by if by is not None else os.environ.get("CASEREVIEWS_CODER")
    reader = Reader(one_line(who or "") or None, made().isoformat(), one_line(source or "") or None)
    return Desk(_file(session), terms, reader, session.output.note)


def settle(session: Session, at: Desk, answers: Sequence[Answer], dry_run: bool) -> None:
    """Write answers into the file, and tell what became of each."""
    if not answers:
        return
    settled = at.settle(answers, dry_run).settled
    _tell(session, list(map(str, settled)))
    number = sum(one.did != "as it was" for one in settled)
    what = f"written to {path(at.file)}" if at.steps else "nothing is written"
    session.output.note(f"{counted(number, 'answer')}; {what}")


def take_back(session: Session, dry_run: bool) -> None:
    """Take back what the last run answered, and tell what that was."""
    file = _file(session)
    told = desk.take_back(file, session.output.note, dry_run)
    _tell(session, [f"undone: {line}" for line in told])
    session.output.note("nothing is written" if dry_run else f"{path(file)} is as it was before")


def _file(session: Session) -> str:
    files = session.inputs.files
    if len(files) != 1 or files[0] in ("", "-") or session.source.with_bundled:
        raise UsageError("answers are written into one file, and it is not named", "casereviews check FILE --accept ID")
    targets.check_collection(files[0])
    if os.path.isdir(files[0]):
        raise UsageError(f"{path(files[0])} is a folder", "name one of its files")
    return files[0]


def _tell(session: Session, lines: Sequence[str]) -> None:
    for line in lines[:_MOST_TOLD]:
        session.output.note(line)
    if len(lines) > _MOST_TOLD:
        session.output.note(f"and {len(lines) - _MOST_TOLD:,} more")
