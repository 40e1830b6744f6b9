"""The paragraphs under a title as parts: what leads each in, and what belongs to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from itertools import islice, takewhile

from ...model.sections import STATEMENTS
from .. import contents
from ..english import pattern, sentences
from .beside import (
    end_of_remark,
    is_beside,
    is_event,
    is_file,
    is_link,
    is_quotation,
    is_speaker,
    links_to_documents,
    tells_of_good,
)
from .headings import (
    PointHead,
    asks_for,
    closes_paper,
    could_be_heading,
    is_claim,
    is_fact,
    is_of_findings_too,
    is_only_told,
    is_prose,
    part_led,
    part_of,
    plain,
    point_head,
    stands_on,
    stands_over,
    without_chapter,
)
from .imprint import tells_of_report
from .keywords import keywords
from .lead_ins import HEADING, ORPHAN, begins_section, lead_in
from .leads import OF_LEADS as OF_LEADS
from .leads import Lead, counts_findings, end_of_label, is_label, named_in, pieces
from .lessons import weight
from .none_made import NONE_AT_ALL, after_none
from .part import NUMBERED_POINT, Part
from .plans import is_of_plan, of_plan
from .rows import Row
from .unnamed import end_of_heading, first_finding

_TOLD = ("summary", "background")
_NOTED = (*_TOLD, "practice", "questions")  # parts that no list under a heading of other words goes on
_LONGEST_ENTRY = 200  # characters of a line of a table of contents
_FEW_WORDS = 14  # of a sentence that only says how many points there are
_FEW_MORE = 5  # words after "makes no recommendations" that say nothing else
# What a sentence says that leads in a list: `three things`.
_COUNTS = pattern("counted in a lead")
_WORDS_OF_HEADING = 8  # of a sentence that stands before a paragraph as its heading
_WORDS_OF_THEME = 5  # and of the name of a numbered theme
# The heading under which a paper says where it goes: `Next steps`.
_COMES_NEXT = pattern("what comes next", start="(?:the )?", end="[:?]?")
# The heading of one point of several: `Learning point`.
_ONE = pattern("numbered point", start="(?:key )?", end=":?")


def parts_of(rows: Sequence[Row], name: str = "") -> list[Part]:
    """The parts that the paragraphs under a title make; under its name as a heading stands what happened."""
    return list(_Reader(rows, name).read())


class _Reader:
    """Reads the paragraphs under a title one after the other."""

    def __init__(self, rows: Sequence[Row], name: str) -> None:
        self.rows = rows
        self.name = name
        self.keywords = keywords(rows)
        named = {_names(row) for row in rows}
        self.names_learning = any(_names(row) == "learning" and not _ONE.fullmatch(row.text) for row in rows)
        self.names_points = not named.isdisjoint(STATEMENTS)
        self.first_finding = None if self.names_learning else first_finding(rows)
        self.again = Counter(map(plain, rows))
        self.headings = Counter(plain(row) for row in rows if row.heading)
        self.index = 0
        self.in_contents = False
        self.in_plan = False  # whether the cells of a plan follow, whose table a file has lost
        self.kind = "summary"
        self.addressee: str | None = None
        self.items = 0  # of the part so far
        self.in_list = False  # whether the row before is an item that is no numbered paragraph
        self.expects_point = False  # whether the number of a point stood alone
        self.in_point = False  # whether the paragraphs are those of a point with a number and a heading
        self.chapter = 0
        self.has_chapters = False  # whether findings stand under headings that name no part
        self.claim = ""  # the heading of the next paragraph, which is part of the finding
        self.last_head = max((number for number, row in enumerate(rows) if _heads_points(row)), default=-1)
        self.is_closing = False  # whether what closes a paper has begun, which no points follow
        self.is_quoted = False  # whether the row before is what somebody said
        self.is_headed = False  # whether the first words of each paragraph are its heading

    def read(self) -> Iterator[Part]:
        """Each part, in order."""
        for index, row in enumerate(self.rows):
            self.index = index
            after = self.rows[index + 1] if index + 1 < len(self.rows) else None
            if index in self.keywords and self.kind != "keywords":
                yield Part("keywords", row.text)
                self._begin("after")
            else:
                yield from self._row(row, after)

    def _is_of_contents(self, row: Row) -> bool:
        """Whether a row is one of a table of contents: a heading that stands again further on."""
        self.again[plain(row)] -= 1
        return len(row.text) <= _LONGEST_ENTRY and self.again[plain(row)] > 0

    def _begin(self, kind: str, addressee: str | None = None) -> None:
        self.kind, self.addressee = kind, addressee
        self.items, self.expects_point, self.is_headed = 0, False, False
        self.in_point = False

    def _row(self, row: Row, after: Row | None) -> Iterator[Part]:
        if contents.has_leaders(row.text) or (self.in_contents and self._is_of_contents(row)):
            yield Part("rest", row.text, line=row.number)
            return
        self.in_contents = False
        self._end_list(row)
        if self.first_finding and self.kind in _TOLD and self._is_finding(row):
            self._begin("learning")
            yield Part("unnamed", "")
        yield from self._under_heading(row, after)

    def _end_list(self, row: Row) -> None:
        """End a list where a row does not go on with it; one that nothing names is learning."""
        if row.after_rule and not row.bullet and (self.items or self.kind in ("resources", "after")):
            self._begin("rest")  # what ends a list does not go on below
        if not self.names_points and row.bullet and not row.numbered and self.kind == "summary":
            self._begin("learning")
        if row.numbered and self.in_list and self.kind in STATEMENTS:
            self._begin("rest")  # a list inside numbered paragraphs ends with the next of them
        self.in_list = row.bullet and not row.numbered and not row.heading

    def _under_heading(self, row: Row, after: Row | None) -> Iterator[Part]:
        """A row with what it tells, unless it heads a plan, is of one or stands apart from the points."""
        if is_of_plan(row.text):
            self._begin("actions" if "action" in row.text.casefold() else "recommendations")
            self.in_plan = True
            yield Part("heading", row.text, line=row.number)
            return
        if self.kind in STATEMENTS and self._is_said(row):
            yield Part("rest", row.text, line=row.number)
            return
        if self.kind in STATEMENTS and (row.numbered or not row.bullet) and (end := end_of_remark(row.text)):
            yield Part("heading", row.text[:end].strip(), line=row.number)
            if end == len(row.text):
                return
            row = row._replace(text=row.text[end:])
        if self.in_plan and (found := of_plan(row)):
            text, is_point = found
            yield Part(self.kind if is_point else "rest", text, int(is_point), False, None, row.links, row.number)
            return
        self.in_plan = False
        yield from self._heading_or_text(row, after)

    def _heading_or_text(self, row: Row, after: Row | None) -> Iterator[Part]:
        """A row as the heading of a part, or as what stands in one."""
        if named := self._named(row, after):
            self.is_closing = named == "aside" and (self.is_closing or closes_paper(row.text))
            is_one = named == self.kind and not (after and after.bullet) and _ONE.fullmatch(row.text) is not None
            self._begin("rest" if named == "aside" else named)
            self.expects_point = is_one
            self.in_contents = contents.is_heading(row.text)
            yield Part("rest" if named == "aside" else "heading", row.text, line=row.number)
            return
        if NONE_AT_ALL.fullmatch(row.text):
            yield Part("none", row.text)
            return
        yield from self._in_part(row, after)

    def _in_part(self, row: Row, after: Row | None) -> Iterator[Part]:
        """What a row tells that heads no part: a point or its heading, a fact, what leads elsewhere, text."""
        head = point_head(row.text)
        if head and (head.kind or self.kind in STATEMENTS or head.end < len(row.text)):
            yield from self._numbered(head, row, after)
        elif self._is_beside_points(row):
            is_read = links_to_documents(row) or is_file(row.text)
            yield Part("resources" if is_read else "rest", row.text, links=row.links, line=row.number)
        elif not row.bullet and (is_fact(row.text) or (row is self.rows[0] and tells_of_report(row))):
            yield Part("fact", row.text, line=row.number)
            for link in links_to_documents(row):
                yield Part("resources", link[0], links=(link,), line=row.number)
        elif (row.heading or not row.bullet) and self._is_subheading(row, after):
            yield from self._subheading(row, after)
        elif self._leads_list(row, after):
            yield from self._before_list(row)
        elif self.kind == "learning" and (row.numbered or not row.bullet) and tells_of_good(row.text):
            yield Part("practice", row.text, links=row.links, line=row.number)
        elif self.kind in _TOLD and after is not None and not after.heading and counts_findings(row.text):
            yield from self._before_list(row)
            self._begin("learning")
            self.is_headed = True
        else:
            yield from self._text(row)

    def _is_finding(self, row: Row) -> bool:
        """Whether with a row findings begin that no words lead in: the first, or a chapter's under the same heading."""
        first = self.first_finding
        return row is first or (first is not None and first.heading and row.heading and row.text == first.text)

    def _is_said(self, row: Row) -> bool:
        """Whether a row stands apart as what somebody said, or says who that was."""
        is_speaker_of_it = self.is_quoted and not row.bullet and is_speaker(row.text)
        self.is_quoted = not row.bullet and is_quotation(row.text)
        return self.is_quoted or is_speaker_of_it

    def _named(self, row: Row, after: Row | None) -> str | None:
        """The part that a row begins as its heading; what happened is told under the name of the child."""
        known = HEADING.fullmatch(row.text)
        if known and (row.heading or after):
            return str(known.lastgroup)
        if self.is_closing and row.heading and self._is_of_closing(row):
            return "aside"
        named = part_of(row) if row.heading or not row.bullet else None
        if named == "background" and self.kind in STATEMENTS and not is_only_told(row.text):
            named = None  # a heading inside the part
        if named == "actions" and after and asks_for(row.text, after.text):
            named = "recommendations"
        if named in ("recommendations", "actions") and is_of_findings_too(row.text) and after and not after.bullet:
            named = "learning" if point_head(after.text) is None else named
        return named or ("background" if row.heading and row.text == self.name else None)

    def _is_of_closing(self, row: Row) -> bool:
        """Whether a heading behind one that closes a paper goes on closing it: no points follow, or it says what comes.

        In mid-paper the review goes on under its own headings.
        """
        is_last = self.index > self.last_head or (part_of(row) in STATEMENTS and not _heads_points(row))
        return is_last and not lead_in(row.text, 0)

    def _is_beside_points(self, row: Row) -> bool:
        """Whether a row is none of a part, or leads elsewhere."""
        if self.kind in ("resources", "after"):
            return not lead_in(row.text, 0) and not ORPHAN.match(row.text)
        if self.kind in _TOLD and (is_fact(row.text) or (row is self.rows[0] and tells_of_report(row))):
            return False
        if is_file(row.text):
            return not lead_in(row.text, 0)
        is_list = (row.bullet and not row.numbered) or self.kind not in (*STATEMENTS, "practice", "questions")
        return is_beside(row, is_list=is_list) or (self.kind in STATEMENTS and is_link(row))

    def _numbered(self, head: PointHead, row: Row, after: Row | None) -> Iterator[Part]:
        """A numbered point, or its heading, or its number alone."""
        kind = head.kind or (self.kind if self.kind in STATEMENTS else "learning")
        if kind != self.kind:
            self._begin(kind)
        title = row._replace(text=head.text or "-", heading=False, bullet=False)
        is_paragraph = after is not None and (after.numbered or not after.bullet)
        has_text = after is not None and is_paragraph and not point_head(after.text) and not part_of(after)
        is_heading = (has_text or head.kind is None) and (could_be_heading(title) or (row.heading and has_text))
        if head.text and not is_heading:
            self.items += 1
            end = (0 if head.kind else end_of_heading(head.text, _WORDS_OF_THEME)) or 0
            text = head.text[end:].strip()
            yield Part(kind, text, NUMBERED_POINT, False, self.addressee, row.links, row.number, row.owners)
            yield Part("heading", row.text[: head.end] + head.text[:end], line=row.number)
        else:
            self.expects_point = head.kind is not None or not head.text
            is_claim_over_text = kind == "learning" and has_text and bool(head.text) and is_claim(head.text)
            self.claim = head.text if is_claim_over_text else ""
            yield Part("heading", row.text[: head.end] if self.claim else row.text, line=row.number)

    def _is_subheading(self, row: Row, after: Row | None) -> bool:
        """Whether a row is a heading that names no part."""
        if self.expects_point or begins_section(row.text) or not could_be_heading(row):
            return False
        if row.heading or stands_on(row, after):
            return True
        if self.kind in _TOLD:
            return row.after_blank and (row.text.isupper() or without_chapter(row.text) != row.text)
        in_points = self.kind in STATEMENTS or (self.has_chapters and self.kind in ("practice", "questions"))
        if in_points and after is not None and stands_over(row, after):
            return True
        ends = after is None or after.after_blank or after.bullet
        return self.kind in STATEMENTS and self.items > 0 and row.after_blank and ends and row.text[-1] != ":"

    def _subheading(self, row: Row, after: Row | None) -> Iterator[Part]:
        """A heading inside a part; after its points it ends the part, unless more of them follow."""
        if after is not None and after.bullet and after.text[-1] == "?" and self.kind != "rest":
            self._begin("questions")
            yield Part("heading", row.text, line=row.number)
            return
        goes_on = after is not None and (after.bullet or point_head(after.text) is not None) and not is_event(after)
        if (
            self.kind in _NOTED
            and not self.names_learning
            and after is not None
            and after.bullet
            and not after.numbered
        ):
            self._begin("learning")
        elif self._tells_before_learning(row):
            self._begin("background")
        elif self.has_chapters and self.kind != "rest" and after and not after.heading and weight(after.text) > 0:
            self._begin("learning")  # the next chapter of the findings, whatever the one before ended with
        elif self.kind not in _TOLD and not goes_on and (self.items or self.kind not in STATEMENTS):
            self._begin("rest")
        self.chapter += 1
        self.has_chapters = self.has_chapters or (self.kind == "learning" and not self.items)
        is_claim_over_text = self.kind == "learning" and after is not None and is_prose(after) and is_claim(row.text)
        self.claim = without_chapter(row.text) if is_claim_over_text else ""
        if not self.claim:
            yield Part("rest" if self.kind == "rest" else "heading", row.text, line=row.number)

    def _tells_before_learning(self, row: Row) -> bool:
        """Whether a heading begins a chapter that tells what happened, up to a heading of learning as others have."""
        if not row.heading or self.headings[plain(row)] > 1:
            return False
        below = next((one for one in islice(self.rows, self.index + 1, None) if one.heading), None)
        return below is not None and part_of(below) == "learning" and self.headings[plain(below)] > 1

    def _leads_list(self, row: Row, after: Row | None) -> bool:
        """Whether a row leads in the list after it, and says nothing else."""
        if after is None or not (after.bullet or point_head(after.text)):
            return False
        if self.kind == "rest":
            return row.numbered and row.text[-1] == ":" and named_in(sentences(row.text)[-1]) in STATEMENTS
        if row.bullet and not row.numbered:
            return row.text[-1] == ":" and "." in row.text and part_led(sentences(row.text)[-1]) in STATEMENTS
        last = sentences(row.text)[-1]
        are_alike = row.numbered and after.numbered  # so that a count leads in nothing
        is_short = last[-1] == "." and last.count(" ") < _FEW_WORDS and not are_alike
        if found := lead_in(row.text, 0):
            return found.lastgroup == "makes" and is_short
        return row.text[-1] == ":" or (is_short and _COUNTS.search(last) is not None)

    def _before_list(self, row: Row) -> Iterator[Part]:
        """A sentence that leads in a list, and says what it is a list of."""
        *told, lead = sentences(row.text)
        named = named_in(lead)
        if told:
            shown = "rest" if self.kind == "after" else self.kind
            yield Part(shown, " ".join(told), 0, False, self.addressee, row.links, row.number, row.owners)
        if named or (self.kind in _TOLD and not self.names_learning):
            self._begin("rest" if named == "aside" else named or "learning")
        yield Part("heading", lead, line=row.number)

    def _text(self, row: Row) -> Iterator[Part]:
        """A paragraph, with what leads in parts in it."""
        if self.kind in STATEMENTS and not row.bullet and (end := end_of_label(row.text)):
            yield Part("heading", row.text[:end], line=row.number)
            row = row._replace(text=row.text[end:])
        before = (self.kind, self.addressee, self.items)
        is_told = self.kind in _TOLD and not self.names_learning
        begins, lead = False, None
        for lead, text in pieces(row.text, is_told=is_told, is_item=row.bullet and not row.numbered):
            if lead is None and begins:
                self.kind, self.addressee, self.items = before
                begins = False
            if lead is not None:
                self._begin(lead.kind, lead.addressee)
                begins = bool(lead.words) and (row.bullet or not lead.heads or not self._is_led_again())
                text = yield from self._led(lead, text, row.number)
            if text:
                yield from self._piece(row, text, begins, is_numbered=lead is not None and lead.is_numbered)
        is_between = lead is not None and lead.kind == "background" and before[0] in STATEMENTS  # of a finding
        if lead is not None and (lead.is_alone or is_between):
            self.kind, self.addressee, self.items = before

    def _is_led_again(self) -> bool:
        """Whether another label follows under the same heading, so that what stands between belongs to the first."""
        below = takewhile(lambda row: not row.heading, islice(self.rows, self.index + 1, None))
        return any(is_label(row.text) for row in below)

    def _led(self, lead: Lead, text: str, line: int) -> Generator[Part, None, str]:
        """What words lead in, and what is left of its text."""
        if lead.kind == "resources":
            return f"{lead.words} {text}".strip()
        if lead.words:
            yield Part("lead" if lead.is_known else "heading", lead.words.strip(), line=line)
        if lead.kind == "orphan":
            yield Part("orphan", "")
            self.kind = "learning"
        if lead.kind != "none":
            return text
        self.kind, kept = after_none(text)
        if self.kind == "after" and kept.count(" ") < _FEW_MORE:
            kept = ""  # such as "in this review."
        said = text.removesuffix(kept) if kept else text
        yield Part("none", f"{lead.words.strip()} {said.strip()}".strip())
        return kept

    def _piece(self, row: Row, text: str, begins: bool, is_numbered: bool) -> Iterator[Part]:
        shown = "rest" if self.kind == "after" else self.kind
        if self.is_headed and (end := end_of_heading(text, _WORDS_OF_HEADING)):
            yield Part("heading", text[:end], line=row.number)
            text = text[end:].strip()
        is_whole = bool(self.claim) and self.kind == "learning"
        if is_whole:
            text = f"{self.claim.rstrip('.')}. {text}"
        self.claim = ""
        item = NUMBERED_POINT if self.expects_point or is_numbered else int(row.bullet and not begins)
        self.in_point = item == NUMBERED_POINT or (self.in_point and not row.bullet)
        if self.in_point and self.kind == "learning" and weight(text) > 0:
            item = NUMBERED_POINT  # a further paragraph of a finding
        self.items += item
        self.expects_point = False
        made = Part(shown, text, item, begins, self.addressee, row.links, row.number, row.owners, self.chapter)
        yield made._replace(is_whole=is_whole)
        if self.kind in ("model", "keywords") and begins and not row.bullet:
            self.kind = "after"  # these are one paragraph; what follows without a lead-in is something else


def _heads_points(row: Row) -> bool:
    """Whether a row is the heading of points of a review, and does not only say what comes next."""
    return row.heading and part_of(row) in STATEMENTS and _COMES_NEXT.fullmatch(plain(row)) is None


def _names(row: Row) -> str | None:
    """The part that a row begins: of points, or `heading` for any other."""
    found = lead_in(row.text, 0)
    kind = str(found.lastgroup) if found else part_of(row)
    return OF_LEADS.get(kind or "", kind)
