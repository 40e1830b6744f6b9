"""What stands among the parts of a review and belongs to none: what to read, whom to ask, what a meeting decides."""

from __future__ import annotations

import re

from .. import documents
from ..english import DAY, MONTH, any_of, pattern, sentence_spans, sentences
from ..source.lines import is_all_link
from .lead_ins import LONGEST_RESOURCE
from .openings import told
from .rows import Row

_FEWEST_WORDS = 7  # of a line that says who spoke
_FEW_WORDS = 14  # of a line that tells the day of something
_LONGEST_CONTACT = 300  # characters of a line that says where to reach somebody
_DAY = re.compile(rf"\b{DAY} (?:{MONTH})\b")
# Where somebody is reached: an address of e-mail, of the post or the web, or the number of a telephone.
_REACHED = re.compile(
    r"^(?:https?://|www\.)\S+$|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b"
    r"|[\w.]@\w[\w-]*\.\w|(?<![\d/.-])(?:\+44|\(?0\d)[\d() ]{7,15}\d(?![\d/])"
)
# How a line begins that speaks to the readers of a page: `If you would like a copy`.
_TO_READERS = pattern("to the readers", start=r"[\W_]*", end=r"(?!\w)")
# A sentence that says where another document is to be read: `The full plan is on our website`; and how one ends that
# says when.
_ELSEWHERE = pattern("told elsewhere", end=r"[^.]{0,20}\.?$")
_DOCUMENT = pattern("what is told elsewhere", start="^", end=r"(?: (?:of|on|for|about)\b[^.,;]{2,80})? $")
_LATER = pattern("told later", end=r"[^.]{0,20}\.?$")
# What no sentence has that speaks of a page: `was not asked`.
_WENT_WRONG = pattern("what went wrong")
# A line that is the name of another document, and no sentence: `Practice note 4: dogs and small children`.
_NAMED = pattern("kind of reading", start="^(?:the )?", end=r"(?: \d{1,3})?(?::| on| –| -| about) [^.]{3,90}$")
# How the name of a file ends: ` final v3`.
_VERSION = re.compile(r" (?:final|draft|version|v)[ .]?\d{1,2}(?:\.\d)?$", re.IGNORECASE)
_BOARD = pattern("kind of board", start=r" ", end="$")
_MOST_WORDS = 5  # of a part of an address
_A_VERB = pattern("verb", "verb of what was done", "needed in a lesson", "lacking in a lesson")
_NEEDED = pattern("needed in a lesson")
# How a paragraph begins that tells of the document itself, or of such reviews as a rule.
_ABOUT_DOCUMENT = pattern("about the document", start="", end=r"(?!\w)")
_ABOUT_POINTS = pattern("about the points", start="", end=r"(?!\w)")
_OF_GOOD = pattern("tells of good practice", start="", end=r"(?!\w)")
# What somebody said, and nothing else but who: `“Nobody rang me.” Her father`.
_QUOTED = re.compile(r"“[^“”]{20,600}”(?: [–—-]? ?[^.“”]{0,60})?")
# What stands where points would be: `(none entered)`, `-`; or beside one in a plan: `Complete, May 2031`.
_NOT_TOLD = re.compile(
    rf"[-–—.…]{{1,9}}|[(\[]?(?:{any_of('not told here')}|n/k)[)\]]?\.?"
    rf"|(?:(?:by|from|due|end|early|late|{any_of('state of an action')}),? )*"
    rf"(?:(?:{DAY} )?(?:(?:{MONTH}|{any_of('season')}) )?(?:19|20)\d\d"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{any_of('state of an action')})\.?",
    re.IGNORECASE,
)
# How a line begins that tells of a course, and what one has that says how to come.
_OF_COURSE = pattern("label of a course", start="", end=r" ?[:–—-] ")
_TO_COME = pattern("how to come to a course")
# What the members of a committee are to do with a paper: `That the Committee notes the report`.
_DECISION = re.compile(
    rf"(?:that )?(?:the )?(?:(?!(?:and|{any_of('who decides nothing')}) )\w+ ){{0,3}}?(?:{any_of('who decides')})"
    rf"(?: (?:{any_of('is asked')}) to)? (?:{any_of('decide')})(?!\w)",
    re.IGNORECASE,
)


def is_beside(row: Row, *, is_list: bool) -> bool:
    """Whether a line is none of the part it stands in: it says whom to ask, what to decide, or that nothing is told.

    In a list readers may be spoken to, and be told where something is to be read. What tells of the document, or of
    such reviews as a rule, tells of no child.
    """
    return (
        is_about_document(row)
        or is_contact(row.text)
        or _is_course(row.text)
        or _DECISION.match(row.text) is not None
        or _NOT_TOLD.fullmatch(row.text) is not None
        or (not is_list and _is_of_page(row.text))
    )


def _is_of_page(text: str) -> bool:
    """Whether a line speaks of the page, or of what else there is to read, and no sentence of it of the case."""
    if _WENT_WRONG.search(text):
        return False
    return _TO_READERS.match(text) is not None or all(map(_tells_of_page, sentences(text)))


def _tells_of_page(sentence: str) -> bool:
    if _TO_READERS.match(sentence) or _LATER.search(sentence):
        return True
    if elsewhere := _ELSEWHERE.search(sentence):
        subject = sentence[: elsewhere.start()]
        return _DOCUMENT.match(subject) is not None and not _A_VERB.search(subject)
    is_name = _NAMED.match(sentence) or _VERSION.search(sentence) or _is_address(sentence)
    return bool(is_name) and not _A_VERB.search(sentence)


def _is_address(text: str) -> bool:
    """Whether a line is a board with its seat: `Eastmere Safeguarding Partnership, Civic Centre, Eastmere`."""
    board, *parts = text.split(", ")
    is_short = all(part[:1].isupper() and part.count(" ") < _MOST_WORDS for part in parts)
    return bool(parts) and _BOARD.search(board) is not None and is_short


def is_about_document(row: Row) -> bool:
    """Whether a paragraph tells of the document, or of such reviews as a rule, and of no child besides."""
    is_item = row.bullet and not row.numbered
    is_about = not is_item and _ABOUT_DOCUMENT.match(row.text) is not None
    return is_about and not told(row.text) and not _WENT_WRONG.search(row.text)


def end_of_remark(text: str) -> int:
    """Where a paragraph among points ends to tell of them, as what leads them in does, and begins to tell one."""
    return next((start for start, end in sentence_spans(text) if not _is_remark(text, start, end)), len(text))


def _is_remark(text: str, start: int, end: int) -> bool:
    return _ABOUT_POINTS.match(text, start) is not None and not _WENT_WRONG.search(text, start, end)


def is_quotation(text: str) -> bool:
    """Whether a line is what somebody said, and nothing else but who."""
    return _QUOTED.fullmatch(text) is not None


def is_speaker(text: str) -> bool:
    """Whether a line says no more than who somebody is, as it stands under what he or she said."""
    return text[-1].isalnum() and text.count(" ") < _FEWEST_WORDS


def tells_of_good(text: str) -> bool:
    """Whether a paragraph among findings says of itself that it tells what was done well."""
    return _OF_GOOD.match(text) is not None and not _WENT_WRONG.search(sentences(text)[0])


def is_contact(text: str) -> bool:
    """Whether a line says where somebody is reached."""
    return len(text) <= _LONGEST_CONTACT and _REACHED.search(text) is not None


def is_file(text: str) -> bool:
    """Whether a line is what a page has to download, and nothing else."""
    return len(text) <= LONGEST_RESOURCE and documents.is_file(text) and len(sentences(text)) == 1


def links_to_documents(row: Row) -> list[tuple[str, str]]:
    """The links of a line that lead to documents; of a long line none."""
    links = row.links if len(row.text) <= LONGEST_RESOURCE else ()
    return [link for link in links if documents.names_document(link[0])]


def is_link(row: Row) -> bool:
    """Whether a line does nothing but lead elsewhere."""
    return is_all_link(sum(len(label) for label, _ in row.links), row.text)


def _is_course(text: str) -> bool:
    """Whether a line tells of a course: `Training: Seeing control sooner, 4 May`."""
    if not _OF_COURSE.match(text):
        return False
    return _TO_COME.search(text) is not None or (_DAY.search(text) is not None and not _NEEDED.search(text))


def is_event(row: Row) -> bool:
    """Whether a line tells the day of something that is to come, and little else."""
    return _DAY.search(row.text) is not None and row.text.count(" ") < _FEW_WORDS
