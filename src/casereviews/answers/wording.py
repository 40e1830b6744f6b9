"""What each answer says to a person, as blocks: one function for one kind of answer.

What the source does not state is called so. `width` is the width of the terminal, or None where there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from ..search.records import Record
from ..text import counted
from ..vocabulary import NOT_STATED, Term, Vocabulary
from .blocks import Block, Column, Facts, Grid, Heading, Paragraph, Point, Points, Title
from .cells import cell

_NOT_STATED = NOT_STATED.replace("-", " ")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEXES = {"female": "girl", "male": "boy"}
_SECTIONS = {"learning": "Learning", "recommendations": "Recommendations", "actions": "Actions"}
_NONE = {
    "learning": "The source says that there are no learning points.",
    "recommendations": "The source says that no recommendations were made.",
    "actions": "The source says that there were no actions.",
}
_BEST = 5  # texts of a hit that are shown
_CODED = {"code": "coded", "wider": "nearest subject", "related": "nearest subject", "subject": "nearest subject"}
"""How it is told that a code found a text."""


def labels(terms: Vocabulary, kind: str, slugs: Iterable[str] | None) -> str:
    """The labels of terms, in one line."""
    if slugs is None:
        return _NOT_STATED
    return "; ".join(terms.label(kind, slug) for slug in slugs) or "none"


def _label(terms: Vocabulary, kind: str, slug: str | None) -> str:
    return terms.label(kind, slug) if slug else _NOT_STATED


def children(record: Record) -> str:
    """The children of a review, alike ones together: `girl, 3 years 6 months; 2 boys, 4 weeks`."""
    if record["children"] is None:
        return _NOT_STATED
    alike = Counter((child["sex"], child["age"]) for child in record["children"])
    return "; ".join(_alike(number, sex, age) for (sex, age), number in alike.items()) or "none"


def _alike(number: int, sex: str | None, age: str | None) -> str:
    """Children of whom the same is stated."""
    if number > 1:
        who = f"{number} {_SEXES[sex]}s" if sex in _SEXES else f"{number} children"
        if not sex and not age:
            return f"{who}, nothing stated of them"
    else:
        who = _SEXES.get(sex or "", "")
    said = [who, age or f"age {_NOT_STATED}", "" if sex else f"sex {_NOT_STATED}"]
    return ", ".join(filter(None, said))


def when(date: str | None) -> str:
    """A date in words, as exact as it is: `June 2019`."""
    if date is None:
        return _NOT_STATED
    if "/" in date:
        return " to ".join(map(when, date.split("/")))
    year, *rest = date.split("-")
    words = [year]
    if rest:
        words.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)


def _number(record: Record, section: str) -> str:
    return _NOT_STATED if record[section] is None else str(len(record[section]))


def reviews(records: Iterable[Record], terms: Vocabulary, width: int | None) -> list[Block]:
    """A list of reviews: more columns where there is room."""
    cells: dict[Column, Callable[[Record], str]] = {
        Column("Id", "id"): lambda record: str(record["id"]),
        Column("Name"): lambda record: record["name"],
        Column("Child"): children,
        Column("Harms"): lambda record: labels(terms, "harm", record["harms"]),
        Column("Outcome"): lambda record: _label(terms, "outcome", record["outcome"]),
        Column("Incident"): lambda record: (record["incident_date"] or _NOT_STATED).replace("/", " to "),
        Column("Learning", optional=True): lambda record: _number(record, "learning"),
        Column("Recs", optional=True): lambda record: _number(record, "recommendations"),
        Column("Actions", optional=True): lambda record: _number(record, "actions"),
    }
    if width is not None:
        factors = Column("Factors", optional=True, room=30)
        cells[factors] = lambda record: labels(terms, "factor", record["factors"])
    return [Grid(list(cells), ([cell(record) for cell in cells.values()] for record in records))]


def review(record: Record, terms: Vocabulary) -> list[Block]:
    """One review whole: facts, what happened, learning, recommendations, actions, sources."""
    facts = [
        ("Type", _label(terms, "type", record["review_type"])),
        ("Listed", when(record["listed"])),
        ("Published", when(record["published"])),
        ("Area", record["area"] or _NOT_STATED),
        ("Child" if len(record["children"] or "1") == 1 else "Children", children(record)),
        ("Incident", when(record["incident_date"])),
        ("Outcome", _label(terms, "outcome", record["outcome"])),
        ("Harms", labels(terms, "harm", record["harms"])),
        ("Factors", labels(terms, "factor", record["factors"])),
    ]
    blocks: list[Block] = [Facts(facts, Title(record["name"], record["title"], record["id"])), Heading("What happened")]
    blocks.append(Paragraph(record["summary"] or f"{_NOT_STATED.capitalize()}."))
    for section, heading in _SECTIONS.items():
        blocks += _section(record, section, heading, terms)
    blocks.append(Heading("Sources"))
    blocks += [Paragraph(_resource(resource)) for resource in record["resources"]]
    coded = "coded by a person" if record["coding"] == "curated" else "coded automatically"
    checks = [item for item in record["evidence"] or () if item["confidence"] == "check" and _holds(record, item)]
    unsure = list(dict.fromkeys(item["field"] for item in checks))
    if unsure and record["coding"] == "automatic":
        coded += f", to be checked by a person: {', '.join(unsure)} (--why shows the words)"
    blocks.append(Paragraph(f"Collection {record['collection']}, {coded}. Cite as {record['id']}."))
    if record["notes"]:
        blocks.append(Heading("Notes"))
        blocks += [Paragraph(note) for note in record["notes"]]
    return blocks


def _section(record: Record, section: str, heading: str, terms: Vocabulary) -> list[Block]:
    points = record[section]
    if points is None:
        return [Heading(heading), Paragraph(_NOT_STATED.capitalize() + ".")]
    if not points:
        return [Heading(heading), Paragraph(_NONE[section])]
    return [
        Heading(f"{heading} ({len(points)})"),
        Points([Point(point["id"].rpartition("/")[2], point["text"], _codes(point, terms)) for point in points]),
    ]


def _resource(resource: Record) -> str:
    kind = f" ({resource['format']})" if resource["format"] else ""
    return f"{resource['label']}{kind}: {resource['url'] or 'address ' + _NOT_STATED}"


def _codes(point: Record, terms: Vocabulary) -> str:
    if point["themes"] is None:
        return "not coded"
    themes = labels(terms, "theme", point["themes"]) if point["themes"] else "no theme"
    if not point["agencies"]:
        return themes
    word = "agency" if len(point["agencies"]) == 1 else "agencies"
    return f"{themes} / {word}: {labels(terms, 'agency', point['agencies'])}"


def statements(records: Iterable[Record], terms: Vocabulary) -> Iterator[Block]:
    """Statements across reviews, each with the id to cite and the review that makes it."""
    for _, group in groupby(records, key=lambda record: record["review"]["id"]):
        said = list(group)
        yield Title(said[0]["review"]["name"], said[0]["review"]["title"])
        yield Points([Point(record["id"], record["text"], _codes(record, terms)) for record in said])


def statement(record: Record, terms: Vocabulary) -> Iterator[Block]:
    """One statement, with its review."""
    return statements([record], terms)


def hits(records: Iterable[Record], why: bool = False, between: str | None = None) -> Iterator[Block]:
    """What a search found: by review, its best texts with the words marked; and what found them, if that is asked.

    `between` stands before the first that has only some of the words.
    """
    for record in records:
        if between and record["missing"]:
            yield Paragraph(between)
            between = None
        shown = record["matches"][:_BEST]
        yield Title(record["name"], record["title"], record["id"])
        yield Points([_match(match, why) for match in shown])
        more = len(record["matches"]) - len(shown)
        if more:
            yield Paragraph(f"and {more} more in this review; --statements or --json gives all")


def ranked(records: Iterable[Record], why: bool = False, between: str | None = None) -> Iterator[Block]:
    """The statements that a search found, the best first, each with its review.

    `between` stands before the first that has only some of the words.
    """
    summaries: str | None = "What only summaries tell:"
    for (_, is_part, is_summary), group in groupby(records, key=_kind_of_hit):
        found = list(group)
        if is_summary and summaries:
            yield Paragraph(summaries)
            summaries = None
        elif between and is_part:
            yield Paragraph(between)
            between = None
        yield Title(found[0]["review"]["name"], found[0]["review"]["title"])
        yield Points([_match(record, why) for record in found])


def _kind_of_hit(record: Record) -> tuple[str, bool, bool]:
    """The review of a hit, whether it lacks a word, and whether it is a summary."""
    return record["review"]["id"], bool(record["missing"]), record["section"] == "summary"


def _match(match: Record, why: bool) -> Point:
    detail = match["section"]
    if why:
        detail = f"{detail} / {'; '.join(_reasons(match['why']))}"
    else:
        detail = " / ".join([detail, *_coded(match["why"])])
    return Point(match["id"], match["text"], detail, match["marks"])


def _coded(reasons: list[Record]) -> list[str]:
    """What a text is coded with, where nothing else found it: what was asked for, and what is near."""
    if any(reason["how"] not in _CODED for reason in reasons):
        return []
    labels: dict[str, dict[str, None]] = {}
    for reason in reasons:
        labels.setdefault(_CODED[reason["how"]], {})[reason["what"]] = None
    return [f"{how} {'; '.join(found)}" for how, found in labels.items()]


def _reasons(reasons: list[Record]) -> list[str]:
    """What found a text: `CSA: child sexual abuse (synonym)`."""
    return [f"{reason['query']}: {reason['what']} ({reason['how']})" for reason in reasons]


def similar(records: Iterable[Record], total: int) -> list[Block]:
    """Reviews that are like one, with what they share."""
    columns = [Column("Id", "id"), Column("Likeness", "number"), Column("Shared, the rarest first")]
    rows = (
        [
            f"{record['name']}\n{record['id']}",
            f"{record['score']:.2f}",
            "; ".join(f"{code['label']} ({code['reviews']} of {total})" for code in record["shared"]),
        ]
        for record in records
    )
    return [Grid(columns, rows)]


def themes(records: list[Record], total: int) -> list[Block]:
    """How often each theme occurs, with a bar for its share of the reviews."""
    columns = [Column("Theme"), Column("Reviews", "number"), Column("", "bar", total), Column("Statements", "number")]
    rows = [
        [record["label"], f"{record['reviews']} of {total}", str(record["reviews"]), str(record["statements"])]
        for record in records
    ]
    return [Grid(columns, rows)]


def theme(record: Record, terms: Vocabulary) -> Iterator[Block]:
    """One theme, with every statement under it."""
    yield Title(record["label"], counted(len(record["statements"]), "statement"), record["theme"])
    yield Paragraph(record["definition"])
    yield from statements(record["statements"], terms)


def matrix(records: list[Record], terms: Vocabulary, by: str, width: int | None) -> list[Block]:
    """Themes down, values across, in each cell how many reviews have both; on a screen the frequent values first."""
    reviews: dict[str | None, set[str]] = {}
    rows: dict[str, dict[str | None, int]] = {}
    for record in records:
        reviews.setdefault(record["value"], set()).update(record["review_ids"])
        rows.setdefault(record["label"], {})[record["value"]] = record["reviews"]
    ranks = {slug: rank for rank, slug in enumerate(_known(terms, by))}
    values = sorted(reviews, key=lambda value: (value is None, ranks.get(value or "", len(ranks)), str(value)))
    if width is not None:
        values.sort(key=lambda value: -len(reviews[value]))
    columns = [Column("Theme", room=30)]
    columns += [Column(_value(terms, by, value), "number", optional=value != values[0]) for value in values]
    cells = [[label, *(str(counts.get(value, 0)) for value in values)] for label, counts in rows.items()]
    return [Grid(columns, cells)]


def _known(terms: Vocabulary, by: str) -> list[str]:
    try:
        return list(terms.terms(by))
    except KeyError:
        return []


def _value(terms: Vocabulary, by: str, value: str | None) -> str:
    if value is None:
        return _NOT_STATED.capitalize()
    return terms.label(by, value) if _known(terms, by) else _SEXES.get(value, value).capitalize()


def vocabulary(found: list[Term], terms: Vocabulary, with_lay: bool = False) -> list[Block]:
    """Terms with their definitions, by kind, and with their everyday words where these are asked for."""
    blocks: list[Block] = []
    for (kind, slug), members in groupby(found, key=lambda term: (term.kind, term.group)):
        label = terms.groups.get(kind, {}).get(slug or "")
        blocks.append(Heading(f"{kind.capitalize()}{f': {label} ({slug})' if label else ''}"))
        blocks.append(
            Points(
                [Point(term.slug, f"{term.label}. {term.definition}", _other_words(term, with_lay)) for term in members]
            )
        )
    return blocks


def _other_words(term: Term, with_lay: bool) -> str:
    parts = []
    if term.synonyms:
        parts.append(f"also: {', '.join(term.synonyms)}")
    narrower = [word for word in term.narrower if word not in term.avoid]
    if narrower:
        parts.append(f"narrower: {', '.join(narrower)}")
    if term.avoid:
        parts.append(", ".join(f"{old} (better: {today})" for old, today in term.avoid.items()))
    if with_lay and term.lay:
        parts.append(f"in everyday words: {', '.join(term.lay)}")
    if with_lay and term.lay_narrower:
        parts.append(f"for a part of it: {', '.join(term.lay_narrower)}")
    return "; ".join(parts)


def info(record: Record) -> list[Block]:
    """The version, the collections in use, and for each field how many reviews state it."""
    blocks: list[Block] = [
        Facts([("casereviews", record["version"]), ("Python", record["python"]), ("SQLite", record["sqlite"])])
    ]
    for collection in record["collections"]:
        facts = [
            ("File", collection["file"]),
            ("Listed", when(collection["listed"])),
            ("Reviews", _of_headline(collection)),
            ("Topics", "; ".join(collection["topics"]) if collection["topics"] else _NOT_STATED),
            ("Source", collection["source"] or _NOT_STATED),
            ("Notice", collection["notice"] or _NOT_STATED),
        ]
        blocks.append(Facts(facts, Title(collection["title"] or collection["id"], "", collection["id"])))
    total = record["reviews"]
    counts = [(word.capitalize(), str(record[word])) for word in ("reviews", "learning", "recommendations", "actions")]
    blocks += [Heading("How many"), Facts(counts), Heading("Stated by how many reviews")]
    columns = [Column("Field"), Column("Reviews", "number"), Column("", "bar", total)]
    blocks.append(Grid(columns, [[name, f"{n} of {total}", str(n)] for name, n in record["stated"].items()]))
    return blocks


def _of_headline(collection: Record) -> str:
    number = collection["reviews"]
    said = collection["headline_reviews"]
    return f"{number}; the bulletin says {said}" if said is not None and said != number else str(number)


def imported(doubts: list[Record], drafts: list[Record], terms: Vocabulary) -> list[Block]:
    """What an import would add, where that is asked, and what is to be checked."""
    blocks: list[Block] = []
    if drafts:
        headers = ("Name", "Child", "Harms", "Outcome", "Incident", "")
        blocks += [
            Heading("Reviews"),
            _table("Id", headers, ([draft["id"], *_draft(draft, terms)] for draft in drafts)),
        ]
    if doubts:
        rows = ([doubt["review"] or "the bulletin", doubt["field"], doubt["value"], doubt["why"]] for doubt in doubts)
        blocks += [Heading("To be checked"), _table("Review", ("Field", "Value", "Why"), rows)]
    return blocks


def _table(first: str, headers: Iterable[str], rows: Iterable[list[str]]) -> Grid:
    """Rows under their ids."""
    return Grid([Column(first, "id"), *map(Column, headers)], rows)


def _draft(draft: Record, terms: Vocabulary) -> list[str]:
    statements = sum(len(draft.get(section) or ()) for section in _SECTIONS)
    return [
        draft["name"],
        children({"children": None, **draft}),
        labels(terms, "harm", draft.get("harms")),
        _label(terms, "outcome", draft.get("outcome")),
        when(draft.get("incident_date")) if draft.get("incident_date") else f"incident {_NOT_STATED}",
        counted(statements, "statement"),
    ]


def differences(records: list[Record]) -> list[Block]:
    """What coding a collection again changes."""
    names = ("field", "change", "value", "words")
    rows = ([record["id"], *(record[name] or "" for name in names)] for record in records)
    return [_table("Id", map(str.capitalize, names), rows)] if records else []


def evidence(record: Record, where: str | None = None) -> list[Block]:
    """The words in which each value of a review was read, or those of one statement; and what is to be checked."""
    items = [item for item in record["evidence"] or () if where is None or item["where"] == where]
    if not items:
        how = "a person coded it" if record["coding"] == "curated" else "it was coded automatically"
        return [Heading("Evidence"), Paragraph(f"None is recorded; {how}.")]
    columns = [Column("Field"), Column("Value"), Column("Words"), Column("Where"), Column("")]
    rows = dict.fromkeys(tuple(_evidence(record, item)) for item in items)  # of several children it may be the same
    return [Heading("Evidence"), Grid(columns, map(list, rows))]


def _evidence(record: Record, item: Record) -> list[str]:
    check = f"check: {item['why'] or 'not sure'}" if item["confidence"] == "check" else "sure"
    if not _holds(record, item):
        is_listed = item["field"] in ("harms", "factors", "themes", "agencies")
        check = "a person took it out" if is_listed else "a person has set another value since"
    text = _text_at(record, item["where"])
    if text is not None and item["start"] is not None and text[item["start"] : item["end"]] != item["words"]:
        check += "; the text has been changed since"
    return [item["field"], item["value"], item["words"] or "", item["where"] or "", check]


def _holds(record: Record, item: Record) -> bool:
    """Whether the record still has the value that evidence is of; a person may have set another."""
    field, value = item["field"], item["value"]
    if field in ("age", "sex"):
        return any(child[field] == value for child in record["children"] or ())
    if field in ("themes", "agencies"):
        point = _point_at(record, item["where"])
        coded = (point and point[field]) or []
        return value in coded or (value == "none" and not coded)
    if isinstance(record.get(field), str):
        return bool(record[field] == value)
    if field in ("harms", "factors"):
        return value in (record[field] or ())
    return field not in ("review_type", "area", "published", "incident_date", "outcome")


def _point_at(record: Record, where: str | None) -> Record | None:
    """The statement that a place of evidence names, if it is there."""
    points = [point for section in _SECTIONS for point in record[section] or ()]
    return next((point for point in points if point["id"].rpartition("/")[2] == where), None)


def _text_at(record: Record, where: str | None) -> str | None:
    """The text that a place of evidence names, if it is there."""
    if where in (None, "title", "summary"):
        return record[where] if where else None
    if where[0] == "N":
        notes = record["notes"]
        return notes[int(where[1:]) - 1] if int(where[1:]) <= len(notes) else None
    point = _point_at(record, where)
    return point["text"] if point else None


def chosen(records: Iterable[Record], names: list[str]) -> list[Block]:
    """The chosen fields as a grid."""
    columns = [Column(name, "id" if name.rpartition(".")[2] in ("id", "slug") else "text") for name in names]
    return [Grid(columns, ([_cell(record[name]) for name in names] for record in records))]


def _cell(value: Any) -> str:
    """A value as a cell, in which what a list has several times is said once."""
    if not isinstance(value, list):
        return cell(value, _NOT_STATED)
    counts = Counter(cell(item, _NOT_STATED) for item in value)
    return "; ".join(text if count == 1 else f"{text} ({count} times)" for text, count in counts.items()) or "none"


def cache(records: list[Record], place: str) -> list[Block]:
    """The collections that are kept compiled, and where; nothing where there are none."""
    if not records:
        return []
    columns = [Column("Collection"), Column("Size", "number"), Column("State")]
    rows = [["; ".join(record["sources"]) or "not known", size(record["bytes"]), record["state"]] for record in records]
    return [Facts([("Folder", place)]), Grid(columns, rows)]


def removed(number: int, freed: int, cleared: bool) -> str:
    """What emptying the cache has done, or tidying it."""
    if not freed:
        return "the cache is empty already"
    if not number:
        return f"removed what interrupted runs left behind, {size(freed)}"
    return f"removed {counted(number, 'compiled collection')}{'' if cleared else ' out of date'}, {size(freed)}"


def size(number: int) -> str:
    """A number of bytes for people: `12.3 MB`, a megabyte being a million bytes."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "kB")):
        if round(number / 1000**power, 1) >= 1:
            return f"{number / 1000**power:.1f} {unit}"
    return f"{number} bytes"
