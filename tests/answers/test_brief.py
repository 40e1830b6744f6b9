"""A briefing: every sentence is traced to a record, to the vocabulary, or to a short list of its own sentences."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import casereviews
import invent
from casereviews import library
from casereviews.answers import brief, brief_page, brief_points, reviews, statements
from casereviews.answers.blocks import Block, Facts, Grid, Heading, PagePoint, PageTitle, Paragraph, Points
from casereviews.answers.brief import Asked, Options
from casereviews.answers.brief_budget import height, text_words
from casereviews.answers.brief_record import BriefRecord
from casereviews.bulletin.english import sentences
from casereviews.errors import NotFoundError, UsageError
from casereviews.search.filters import Filters
from casereviews.search.topic import Topic
from casereviews.store import Store
from casereviews.vocabulary import KINDS
from helpers.samples import SECTIONS, TERMS, UNEVEN, filters_of, store_of

DAY = date(2024, 1, 2)
NO_MORE = "among the statements asked for no theme is in more reviews"
PARTS = ["Why it matters", "What happened", "What was learned", "What was recommended, and to whom",
         "Questions for your team", "What to do next", "About this briefing"]  # fmt: skip
OWN = [
    re.compile(re.escape(sentence.strip()).replace(r"\{", "{").replace(r"\}", "}").format_map(
        dict.fromkeys(("who", "of_all", "reviews", "do", "say", "are", "what", "which", "it", "terms", "source", "id"), "(.+)")))
    for saying in brief_page.SAYING.values()
    for sentence in sentences(saying)
]  # fmt: skip
"""The sentences of its own, with what stands in their places."""
HEAD = re.compile(r"(.+) \((\d+) of (\d+) reviews?(?:; points of (\d+) are shown)?\)")


def asked(store: Store, filters: Filters = Filters(), **options: Any) -> BriefRecord:
    """The briefing of some filters."""
    return brief.ask(store, Asked(filters, {}), Options(**options), DAY)


# --- Every sentence is traced -----------------------------------------------------------------------------------------


class Sources:
    """All that a briefing may say, by the id that it stands under."""

    def __init__(self, store: Store) -> None:
        """Take the store, whose records are read without the code that makes briefings."""
        self.store = store
        self.records = {record["id"]: record for record in reviews.ask(store, Filters())}
        self.statements = {record["id"]: record for record in statements.ask(store, Filters(), SECTIONS)}
        self.terms = {
            f"{kind}/{slug}": term for kind in KINDS for slug, term in store.whole_vocabulary.terms(kind).items()
        }

    def check(self, record: BriefRecord) -> list[str]:
        """Trace each sentence; gives the ids that are cited."""
        cited: list[str] = []
        blocks = list(brief_page.page(record, self.store.vocabulary))
        for part, block in in_parts(blocks):
            match block:
                case PageTitle():
                    assert block.text in [*PARTS, "Action plan"]
                case Heading():
                    self.heading(block.text, record)
                case Paragraph():
                    self.paragraph(block.text, record)
                case Points():
                    for point in block.points:
                        self.point(part, point, record)
                        cited.append(point.id)
                case Facts():
                    self.about(block.rows, record)
                case Grid():
                    assert all(row[1:] == ["", "", ""] for row in block.rows)
        return cited

    def heading(self, text: str, record: BriefRecord) -> None:
        """A term of the vocabulary, with how many of the reviews have it; or one of a few of its own."""
        label, number, of, shown = HEAD.fullmatch(text).groups()  # type: ignore[union-attr]
        labels = {term.label for term in self.terms.values()}
        assert label in labels | {"No theme", "Not coded by theme", "No agency named", "Not coded by agency"}
        assert int(shown or 0) < int(number) <= int(of) == record["reviews"]

    def about(self, rows: list[tuple[str, str]], record: BriefRecord) -> None:
        """What had no room, the collections, their notices, and the day."""
        labels = [label for label, _ in rows]
        assert set(labels) <= {"Left out for length", "Collection", "Notice", "Made"}
        assert ("Left out for length" in labels) == any(record["left_out"].values())
        assert rows[-1] == ("Made", f"{record['made']} with casereviews {casereviews.__version__}")
        for one in record["collections"]:
            assert (
                "Collection",
                f"{one['title']} ({one['id']}): {one['reviews']} reviews, sha256:{one['digest'][:12]}",
            ) in rows
            assert one["notice"] is None or ("Notice", one["notice"]) in rows

    def paragraph(self, text: str, record: BriefRecord) -> None:
        """Sentences of its own, or a note on how it was asked."""
        if text not in record["notes"]:
            for sentence in sentences(text):
                assert any(own.fullmatch(sentence.strip()) for own in OWN), sentence

    def point(self, part: str, point: PagePoint, record: BriefRecord) -> None:
        """What a review or a statement says, or a term of the vocabulary."""
        if point.id in self.terms:
            term = self.terms[point.id]
            if part == "Questions for your team":
                assert point.text in term.questions
            else:
                assert point.text == f"{term.label}. {term.definition}"
                having = [identity for identity, one in self.records.items() if term.slug in slugs(one, term.kind)]
                (known,) = (known for known in record["terms"] if known["id"] == point.id)
                assert known["of_all"] == len(having)
                rests_on = {*(one["id"] for one in record["happened"]), *record["not_told"]}
                assert known["reviews"] == len(rests_on & {*having})
                total = record["reviews"]
                here = "this review" if total == 1 else f"{known['reviews']} of these {total} reviews"
                of_all = f", {len(having)} of all {len(self.records)}" if len(self.records) > total else ""
                lead = "one of the themes of " if total == 1 and not known["asked"] else ""
                more = "" if known["asked"] or total == 1 else f"; {NO_MORE}"
                assert point.detail == f"{lead}{here}{of_all}{more}"
        elif point.id in self.records:
            assert part == "What happened"
            (one,) = (one for one in record["happened"] if one["id"] == point.id)
            assert point.text in self.told(self.records[point.id], record["detail"])
            summary = self.records[point.id]["summary"] if record["detail"] else None
            assert one["whole"] == (summary in (None, one["text"]))
            assert point.detail == self.source(self.records[point.id], record["detail"]) + self.notes(one)
        else:
            said = self.statements[point.id]
            assert point.text == said["text"]
            for also in re.findall(r"also ([^;]+)", point.detail):
                others = [self.statements[identity] for identity in also.split(", ")]
                assert {other["section"] for other in others} == {said["section"]}
                assert {tuple(sorted(other["agencies"] or ())) for other in others} == {
                    tuple(sorted(said["agencies"] or ()))
                }
            for whom in re.findall(r"to or of: (.+)", point.detail):
                assert whom == "; ".join(self.terms[f"agency/{slug}"].label for slug in said["agencies"] or ())

    def told(self, record: Any, detail: bool) -> list[str]:
        """What may be told of what happened: the summary, or the facts that are coded; with the name, if need be."""
        harms = [self.terms[f"harm/{slug}"].label for slug in record["harms"] or ()]
        missing = "not read" if record["coding"] == "automatic" else "not stated"  # nobody has answered a single field
        none = f"Harm: {'none' if record['harms'] == [] else missing}"
        harm = f"Harm, as coded: {'; '.join(harms)}" if harms else none
        ended = record["outcome"] and self.terms[f"outcome/{record['outcome']}"].label
        outcome = f"Outcome, as coded: {ended}" if ended else f"Outcome: {missing}"
        if detail:
            who = reviews.children_of(record)
            who = who[:1].upper() + who[1:] if record["children"] else f"Child: {who}"
        else:
            ages = [child["age"] or missing for child in record["children"] or ()]
            who = f"Age: {'; '.join(ages) or ('none' if record['children'] is not None else missing)}"
        lines = [f"{who}. {harm}. {outcome}."]
        if detail and record["summary"]:
            ends = [found.end() for found in re.finditer(r"[.!?](?=\s)", record["summary"])]
            lines += [record["summary"], *(f"{record['summary'][:end]} ... {outcome}." for end in ends)]
        return lines + [f"{record['name']}: {line}" for line in lines]

    def source(self, review: Any, detail: bool) -> str:
        """The title of a review, and its addresses."""
        addresses = [resource["url"] for resource in review["resources"] if resource["url"]]
        missing = "not read" if review["coding"] == "automatic" else "not stated"
        kind = self.terms[f"type/{review['review_type']}"].label if review["review_type"] else missing
        title = review["title"] if detail else f"{review['name']}, type of review: {kind}"
        return " ".join([title, *addresses])

    def notes(self, one: Any) -> str:
        """The notes of a review, or where they are."""
        notes = self.records[one["id"]]["notes"]
        if one["more_notes"]:
            assert notes
            return f". It has notes on how to read it: casereviews show {one['id']}."
        return f". Notes: {' '.join(notes)}" if notes else ""


def in_parts(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with the title of its part."""
    part = ""
    for block in blocks:
        part = block.text if isinstance(block, PageTitle) else part
        yield part, block


def slugs(record: Any, kind: str) -> list[str]:
    value = record[{"type": "review_type", "outcome": "outcome"}.get(kind, KINDS[kind])]
    return [value] if isinstance(value, str) else value or []


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> casereviews.Collections:
    """An invented collection of 60 reviews."""
    file = tmp_path_factory.mktemp("brief") / "invented.jsonl"
    invent.write(str(file), 60)
    return casereviews.open(file, cached=False)


def question(rng: random.Random, sources: Sources) -> dict[str, Any]:
    """A random question: a word of the vocabulary, a search, filters, or several of these."""
    term = rng.choice(list(sources.terms.values()))
    asked: dict[str, Any] = {"words": rng.choice([300, 480, None, None, 2000]), "detail": rng.random() < 0.7}
    asked["plan"] = rng.random() < 0.3
    way = rng.randrange(5)
    if way in (0, 1):
        asked["word"] = rng.choice(term.names)
    if way in (1, 2):
        said = rng.choice(list(sources.statements.values()))["text"]
        asked["search"] = " OR ".join(rng.sample(re.findall(r"[a-z]{5,}", said) or ["child"], 1))
    if way in (2, 3):
        other = rng.choice([term for term in sources.terms.values() if term.kind in ("agency", "harm", "theme")])
        asked[other.kind] = other.slug
    if way == 4:
        asked["outcome"] = rng.choice(["any", "-death", "injury", "not-stated"])
    return asked


@pytest.mark.parametrize("collection", ["bundled", "invented"])
def test_every_sentence_of_random_questions_is_traced(invented: casereviews.Collections, collection: str) -> None:
    """Those of 25 random questions that have an answer, and no briefing is longer than was asked."""
    collections = invented if collection == "invented" else casereviews.open()
    sources = Sources(collections.store)
    rng = random.Random(12)  # noqa: S311
    traced = 0
    while traced < 25:
        question_ = question(rng, sources)
        word = question_.pop("word", None)
        try:
            record = collections.brief(word, **question_)
        except NotFoundError:
            continue
        traced += 1
        cited = sources.check(record)
        assert set(brief.cited(record)) >= {identity for identity in cited if identity in sources.statements}
        groups = [*record["learning"], *record["recommendations"], *record["actions"]]
        homes = {point["ids"][0].rpartition("/")[0] for group in groups for point in group["points"]}
        assert homes <= {one["id"] for one in record["happened"]}
        assert 1 <= record["reviews"] <= record["of_all"] == len(sources.records)
        told = {one["id"] for one in record["happened"]}
        assert len(told) + len(record["not_told"]) == record["reviews"]
        assert not told & set(record["not_told"])
        assert is_within(record, collections.store)


def is_within(record: BriefRecord, store: Store) -> bool:
    """Whether a briefing, without the form, is as short as it may be."""
    bare: BriefRecord = {**record, "plan": False}
    blocks = [brief_page.head(bare), *brief_page.page(bare, store.vocabulary)]
    return height(blocks) <= 1456 if record["words"] is None else text_words(blocks) <= record["words"]


def test_its_own_sentences_are_short() -> None:
    """And a closed list."""
    assert len(brief_page.SAYING) == 19
    for saying in brief_page.SAYING.values():
        assert all(len(sentence.split()) <= 25 for sentence in sentences(saying))
        assert saying[-1] in ".:}"


# --- What it rests on -------------------------------------------------------------------------------------------------


def test_a_word_that_is_a_theme_and_a_harm(store: Store, records: dict[str, Any]) -> None:
    with casereviews.open() as collections:
        record = collections.brief("neglect")
    assert record["title"] == "Practice briefing: Neglect"
    assert record["notes"] == ["Neglect: the theme Recognising neglect and the harm Neglect."]
    assert [term["id"] for term in record["terms"]] == ["theme/neglect-recognition", "harm/neglect"]
    assert [one["id"] for one in record["happened"]] == ["2022-02/joshua", "2022-02/mia"]
    assert record["learning"][0]["slug"] == "neglect-recognition"
    assert {question["id"] for question in record["questions"]} == {"theme/neglect-recognition"}
    assert len(record["questions"]) == 3
    every = [point["id"] for one in ("2022-02/joshua", "2022-02/mia") for point in records[one]["learning"]]
    with casereviews.open() as collections:
        whole = collections.brief("neglect", words=5000)
    assert sorted(
        identity for group in whole["learning"] for point in group["points"] for identity in point["ids"]
    ) == sorted(every)
    assert set(whole["left_out"].values()) == {0}


@pytest.mark.parametrize(("words", "left_out"), [(79, False), (80, True)])
def test_a_definition_is_shown_whole(tmp_path: Path, words: int, left_out: bool) -> None:
    """What it excepts comes last. A very long one is cut, with a sign, and that is told."""
    definition = "Cold. " + "snow " * (words - 2) + "end."
    definition += " More." if left_out else ""
    own = tmp_path / "own.yaml"
    own.write_text(f"themes: {{winter: {{label: Winter, definition: '{definition}'}}}}\n")
    data = tmp_path / "data.yaml"
    data.write_text("reviews: [{name: A, title: A, learning: [{text: It was cold., themes: [winter]}]}]\n")
    store = library.open_store([str(data)], own=[str(own)])
    blocks = list(brief_page.page(asked(store), store.vocabulary))
    (shown_term,) = (
        block.points for block in blocks if isinstance(block, Points) and block.points[0].id == "theme/winter"
    )
    assert shown_term[0].text == f"Winter. {definition.replace(' More.', ' ...')}"
    rows = [row for block in blocks if isinstance(block, Facts) for row in block.rows]
    assert (("Left out for length", "the end of a definition") in rows) == left_out


def test_definitions_and_questions_leave_room_for_points(tmp_path: Path) -> None:
    """Where they are long the last are left out, and counted."""
    own = tmp_path / "own.yaml"
    asks = ", ".join(f"How {'long ' * 40}is it {number}?" for number in range(4))
    own.write_text(f"themes: {{winter: {{label: Winter, definition: Cold., questions: [{asks}]}}}}\n")
    data = tmp_path / "data.yaml"
    data.write_text("reviews: [{name: A, title: A, learning: [{text: It was cold., themes: [winter]}]}]\n")
    store = library.open_store([str(data)], own=[str(own)])
    topic = Topic("winter", (store.vocabulary.terms("theme")["winter"],))
    record = brief.ask(store, Asked(Filters().of_topic(topic.codes), {}, topic), Options(300), DAY)
    assert is_within(record, store)
    assert len(record["questions"]) + record["left_out"]["questions"] == 3
    assert 1 <= record["left_out"]["questions"] <= 2
    assert [point["text"] for group in record["learning"] for point in group["points"]] == ["It was cold."]


def test_what_alters_the_meaning_of_a_code_is_shown() -> None:
    """The notes of a review; or where they are, if there is no room, or they may tell of injuries."""
    note = "The source calls the event neither an accident nor neglect."
    with casereviews.open() as collections:
        for is_shown in (True, False):
            record = collections.brief("neglect", detail=is_shown)
            (mia,) = (one for one in record["happened"] if one["id"] == "2022-02/mia")
            assert any(text.startswith(note) for text in mia["notes"]) == is_shown
            assert mia["more_notes"] != is_shown
            detail = brief_page.entry(mia).detail
            assert (note in detail) == is_shown
            assert detail.endswith("It has notes on how to read it: casereviews show 2022-02/mia.") != is_shown
        short = collections.brief(words=300)
    told = short["happened"]
    assert len(told) > 0
    assert short["left_out"]["notes"] == sum(len(one["notes"]) for one in told if one["more_notes"])
    assert short["left_out"]["accounts"] == sum(not one["whole"] for one in told) > 0


def test_a_shortened_account_says_how_it_ended() -> None:
    """And a note gives way to it: where there is no room for the note it is said that there is one."""
    account = "She fell into the river. It was cold. " * 30 + "She died."
    notes = ["and " * 250 + "more."]
    store = store_of({"name": "a", "summary": account, "outcome": "death", "notes": notes}, {"name": "b"})
    record = asked(store, words=300)
    first, second = record["happened"]
    assert first["text"] == "She fell into the river. ... Outcome, as coded: Death."
    assert (first["whole"], first["more_notes"]) == (False, True)
    assert second["text"].endswith("Outcome: not stated.")
    assert is_within(record, store)
    (first, _) = asked(store)["happened"]
    assert (first["text"], first["whole"], first["more_notes"]) == (account, True, False)


@pytest.mark.parametrize("words", [300, 480, None])
def test_the_limit_is_kept_whatever_comes(words: int | None) -> None:
    """With the same point in very many reviews, and where no point is short enough."""
    same = [{"text": "Hear the child.", "themes": ["recording"]}]
    many = store_of(*({"name": f"R {n}", "id": f"s/{n}", "summary": "It was cold. " * 9, "notes": ["No."],
                       "learning": same, "recommendations": same} for n in range(300)))  # fmt: skip
    record = asked(many, words=words)
    assert is_within(record, many)
    (point,) = (point for group in record["learning"] for point in group["points"])
    assert len(point["ids"]) == 300
    text = "\n".join(map(str, brief_page.page(record, many.vocabulary)))
    assert "also s/1/L1, s/2/L1, s/3/L1, s/4/L1, s/5/L1 and 294 more'" in text
    assert f"What happened in {len(record['not_told'])} of these reviews is not told here, for length." in text
    long = store_of({"name": "a", "learning": [{"text": "and " * 2000, "themes": []}]})
    record = asked(long, words=words)
    assert is_within(record, long)
    assert (record["learning"], record["left_out"]["learning"]) == ([], 1)
    assert "The learning points are left out for length." in shown(record)


def test_terms_that_no_review_has_are_not_defined() -> None:
    """A word with two meanings is asked for in both; of many terms the first three are defined, and the others counted."""
    with casereviews.open() as collections:
        assert [term["id"] for term in collections.brief("SCR")["terms"]] == ["type/scr"]
        record = collections.brief("health")
    assert [term["id"] for term in record["terms"]] == [
        "agency/health-services",
        "agency/midwifery",
        "agency/health-visiting",
    ]
    assert record["left_out"]["terms"] == 2


@pytest.mark.parametrize(
    ("asked_for", "title"),
    [
        ({}, ""),
        ({"word": "NEGLECT"}, ": Neglect"),
        ({"word": "domestic abuse"}, ": Domestic abuse"),
        ({"word": "fathers"}, ": Fathers and male carers"),
        ({"word": "health"}, ": Health"),
        ({"agency": "CSC"}, ": for Children's social care"),
        ({"harm": "physical abuse"}, ": Physical abuse"),
        ({"word": "domestic-abuse", "agency": "CSC"}, ": Domestic abuse for Children's social care"),
        ({"age": "<1y", "harm": "-neglect"}, ": age <1y; harm -neglect"),
        ({"outcome": "any"}, ": outcome any"),
        ({"search": "fathers", "harm": "physical abuse"}, ": fathers; Physical abuse"),
    ],
)
def test_its_title(asked_for: dict[str, Any], title: str) -> None:
    """By the labels of what was asked; else as it was typed; an agency is whom it is for."""
    asked_for = dict(asked_for)
    with casereviews.open() as collections:
        assert collections.brief(asked_for.pop("word", None), **asked_for)["title"] == f"Practice briefing{title}"


def test_a_theme_that_nobody_asked_for_is_called_so() -> None:
    """And of one review nothing is counted."""
    one = store_of({"name": "a", "learning": [{"text": "Ask.", "themes": ["recording"]}]})
    points = [block.points for block in brief_page.page(asked(one), TERMS) if isinstance(block, Points)]
    assert points[0][0].detail == "one of the themes of this review"
    assert "This rests on the only review in use." in shown(asked(one))
    assert "No address is stated here; ask the board that published the review." in shown(asked(one))
    with casereviews.open() as collections:
        text = shown(collections.brief())
    assert "This rests on all 8 reviews in use." in text
    assert "or the collection's source: NSPCC Repository bulletin, February 2022" in text
    order = [text.index(words) for words in ("Read the review", "No address", "Begun already", "do not state actions")]
    assert order == sorted(order)


def test_what_is_coded_as_asked_comes_first() -> None:
    """And what is not is said to be other; each head counts the reviews whose points are under it."""

    def points(*texts: str, themes: Sequence[str]) -> list[dict[str, Any]]:
        return [{"text": text, "themes": [*themes], "agencies": ["gp"]} for text in texts]

    store = store_of(
        {"name": "a", "harms": ["neglect"],
         "learning": points("Ask.", themes=["recording"]) + points("See.", themes=["pandemic"]),
         "recommendations": points("Tell.", themes=["pandemic"])},
        {"name": "b", "harms": ["neglect"], "learning": points("Ask!", "Write.", themes=["recording"]),
         "recommendations": points("Tell.", themes=[])},
        {"name": "c", "harms": ["neglect"], "learning": points("See.", themes=["pandemic"])},
    )  # fmt: skip
    topic = Topic("x", (TERMS.terms("theme")["recording"], TERMS.terms("harm")["neglect"]))
    record = brief.ask(store, Asked(Filters().of_topic(topic.codes), {}, topic), Options(), DAY)
    assert (record["coded_as"], record["coded"]) == (["Recording"], {"learning": 2, "recommendations": 0, "actions": 0})
    blocks = [block for block in brief_page.page(record, TERMS) if not isinstance(block, Facts)]
    texts = [block.text for part, block in in_parts(blocks) if isinstance(block, Heading | Paragraph)
             and part.startswith("What was")]  # fmt: skip
    assert texts == [
        "Coded as Recording:", "Recording (2 of 3 reviews)",
        "Also in these reviews, and not coded as Recording:", "Pandemic (2 of 3 reviews)",
        "No recommendation of these reviews is coded as Recording. There are others:", "General practice (GP) (2 of 3 reviews)",
        "1 of the 3 reviews does not state recommendations.",
    ]  # fmt: skip
    plain = asked(store)
    assert (plain["coded_as"], [group["coded"] for group in plain["learning"]]) == ([], [False, False])
    assert "oded as" not in shown(plain)


def test_the_reviews_it_rests_on() -> None:
    """Where only reviews are asked for, all of them; where statements are, those that make one."""
    store = store_of(*UNEVEN)
    assert asked(store)["reviews"] == 4
    assert asked(store, filters_of(harm=["neglect"]))["reviews"] == 2
    assert asked(store, filters_of(agency=["police"]))["reviews"] == 1
    both = filters_of(theme=["recording"], agency=["gp"])
    assert [one["name"] for one in asked(store, both)["happened"]] == ["a"]
    apart = filters_of(theme=["pandemic"], harm=["none"])
    assert [one["name"] for one in asked(store, apart)["happened"]] == ["b"]
    topic = Filters().of_topic({"harm": ("neglect",), "theme": ("pandemic",)})
    assert [one["name"] for one in asked(store, topic)["happened"]] == ["a", "b", "d"]
    assert [one["name"] for one in asked(store, topic._replace(codes={"agency": (("police",),)}))["happened"]] == ["a"]


def test_what_is_not_stated_is_said() -> None:
    """In its part, and what is left out because of it; `none` is another thing."""
    record = asked(store_of(*UNEVEN))
    assert record["not_stated"] == {
        "age": 3,
        "harms": 1,
        "outcome": 3,
        "learning": 1,
        "recommendations": 3,
        "actions": 3,
        "address": 4,
    }
    assert record["stated_none"] == {"harms": 1}
    text = shown(record)
    assert "3 of the 4 reviews do not state the age of each child. 1 of the 4 reviews does not state any harm." in text
    assert "1 of the 4 reviews does not state learning points." in text
    assert "3 of the 4 reviews do not state actions." in text
    (line,) = asked(store_of(*UNEVEN), filters_of(harm=["neglect"]))["notes"]
    assert line == "Left out: 1 review does not state any harm."
    none = store_of({"name": "a", "recommendations": [], "actions": []}, {"name": "b", "recommendations": []})
    assert "Each of these reviews says that there were no recommendations." in shown(asked(none))
    assert "No recommendation among what was asked." not in shown(asked(none))
    alone = asked(store_of({"name": "a", "recommendations": []}))
    assert "The review does not state learning points." in shown(alone)
    assert "The review says that there were no recommendations." in shown(alone)
    assert "None of these reviews states learning points." in shown(asked(none))
    assert "1 of the 2 reviews says that there were no actions." in shown(asked(none))


def test_an_age_that_is_stated_is_not_denied() -> None:
    """Where the source states the age of one child and not of another, it does not state that of each."""
    one = {"name": "a", "children": [{"age": "2 years", "sex": None}, {"age": None, "sex": "male"}]}
    assert "The review does not state the age of each child." in shown(asked(store_of(one)))
    assert "None of these reviews states the age of each child." in shown(asked(store_of(one, {"name": "b"})))
    assert "age of" not in shown(asked(store_of({"name": "a", "children": []})))


def test_no_theme_is_said_to_recur_more_than_another() -> None:
    """Where two are in as many reviews, one of them is told, and that is what is said of it."""
    said = [{"text": "Ask.", "themes": ["recording"]}, {"text": "Meet.", "themes": ["professional-curiosity"]}]
    record = asked(store_of({"name": "a", "learning": said}, {"name": "b"}))
    assert [(term["id"], term["reviews"]) for term in record["terms"]] == [("theme/professional-curiosity", 1)]
    points = [block.points for block in brief_page.page(record, TERMS) if isinstance(block, Points)]
    assert points[0][0].detail == f"1 of these 2 reviews; {NO_MORE}"


def test_no_heading_stands_over_nothing() -> None:
    """Where no theme is known, a briefing does not say why it matters."""
    blocks = list(brief_page.page(asked(store_of({"name": "a", "learning": [{"text": "Ask."}]})), TERMS))
    assert blocks[0] == PageTitle("What happened")
    for block, following in itertools.pairwise(blocks):
        assert not (isinstance(block, PageTitle) and isinstance(following, PageTitle))


def test_what_the_importer_coded_is_said() -> None:
    assert "coded by the importer" not in shown(asked(store_of({"name": "a"})))
    one = store_of({"name": "a", "coding": "automatic"}, {"name": "b"})
    assert "1 of the 2 reviews is coded by the importer, and not by a person." in shown(asked(one))


def shown(record: BriefRecord) -> str:
    """Its paragraphs."""
    return "\n".join(block.text for block in brief_page.page(record, TERMS) if isinstance(block, Paragraph))


# --- Points -----------------------------------------------------------------------------------------------------------


def test_points_that_say_the_same_are_one() -> None:
    """With all their ids, before those that only one review makes, whatever their theme."""
    store = store_of(
        {"name": "a", "learning": [{"text": "Record why.", "themes": ["recording"]},
                                   {"text": "Hear the child.", "themes": ["voice-of-child"]}]},
        {"name": "b", "learning": [{"text": "Practitioners should hear the child.", "themes": ["voice-of-child"]}]},
        {"name": "c", "learning": [{"text": "Record when.", "themes": ["recording"]},
                                   {"text": "Record who.", "themes": ["recording"]}]},
    )  # fmt: skip
    first, second = asked(store)["learning"]
    assert (first["label"], first["reviews"], second["label"], second["reviews"]) == (
        "Voice of the child",
        2,
        "Recording",
        2,
    )
    assert first["points"] == [
        {"ids": ["sample/a/L2", "sample/b/L1"], "text": "Hear the child.", "reviews": 2, "agencies": None}
    ]
    assert [point["text"] for point in second["points"]] == ["Record why.", "Record when.", "Record who."]
    (points,) = (
        block
        for block in brief_page.page(asked(store), TERMS)
        if isinstance(block, Points) and len(block.points) == 1 and block.points[0].id == "sample/a/L2"
    )
    assert points.points[0].detail == "also sample/b/L1"


def test_what_very_many_say_is_the_first_that_is_kept() -> None:
    """With the ids of all; of one of them is told what happened, and of the others as far as there is room."""
    learning = [
        {"text": "Hear the child.", "themes": ["voice-of-child"]},
        {"text": "Record why.", "themes": ["recording"]},
    ]
    store = store_of(
        *({"name": f"Review {n}", "id": f"s/{n}", "learning": learning[: 1 + (n == 7)]} for n in range(60))
    )
    record = asked(store)
    first = record["learning"][0]["points"][0]
    assert (first["text"], first["reviews"], len(first["ids"])) == ("Hear the child.", 60, 60)
    assert "s/0" in {one["id"] for one in record["happened"]}
    assert 1 < len(record["happened"]) < 60
    assert is_within(record, store)


def test_one_review_that_says_it_twice_is_one() -> None:
    learning = [{"text": text, "themes": ["recording"]} for text in ("Hear the child.", "Hearing the child!")]
    (group,) = asked(store_of({"name": "a", "learning": learning}))["learning"]
    assert [(point["ids"], point["reviews"]) for point in group["points"]] == [(["sample/a/L1", "sample/a/L2"], 1)]


def said(number: int, text: str, *themes: str) -> Any:
    """A learning point of the review of a number."""
    review = {"id": f"r{number}", "name": f"R{number}", "title": "R"}
    return {
        "id": f"r{number}/{text}",
        "section": "learning",
        "text": text,
        "themes": list(themes),
        "agencies": [],
        "review": review,
    }


def test_the_order_in_which_points_are_kept() -> None:
    """What was asked for, then what several reviews say, then one of each review, the themes in proportion."""
    points = [
        said(1, "alpha", "pandemic"), said(1, "bravo", "recording"), said(2, "charlie", "recording"),
        said(3, "delta", "recording"), said(4, "echo", "recording"), said(1, "foxtrot", "voice-of-child"),
        said(2, "golf", "voice-of-child"), said(3, "hotel"), said(5, "alpha", "pandemic"),
    ]  # fmt: skip

    def order(*first: str) -> tuple[list[str], list[str]]:
        found = brief_points.section(points, "theme", [TERMS.terms("theme")[slug] for slug in first], TERMS)
        return [point["text"] for _, point in found.points], [group.slug for group in found.groups if group.coded]

    groups = ["recording", "voice-of-child", "pandemic", "none"]
    assert order() == (["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"], groups)
    assert order("voice-of-child") == (
        ["foxtrot", "golf", "alpha", "bravo", "charlie", "delta", "echo", "hotel"],
        ["voice-of-child", "recording", "pandemic", "none"],
    )
    section = brief_points.section(points, "theme", (), TERMS)
    kept = section.kept(TERMS, [1, 7, 0])
    assert [(group["slug"], group["label"], group["reviews"]) for group in kept] == [
        ("recording", "Recording", 4), ("pandemic", "Pandemic", 2), (None, "No theme", 1),
    ]  # fmt: skip


def test_what_was_asked_for_has_room_first() -> None:
    """Whatever the length: all points, and the reviews that are coded with a harm that was asked for."""
    with casereviews.open() as collections:
        for words in (300, None):
            record = collections.brief("neglect", words=words)
            kept = {identity for group in record["learning"] if group["coded"] for point in group["points"]
                    for identity in point["ids"]}  # fmt: skip
            assert kept == {"2022-02/joshua/L5", "2022-02/mia/L2"}
            record = collections.brief("domestic abuse", words=words)
            assert record["happened"][0]["id"] == "2022-02/child-p"
        record = collections.brief()
    homes = [point["ids"][0].rpartition("/")[0] for group in record["learning"] for point in group["points"]]
    assert len(homes) == len(set(homes)) > 1


def test_a_head_counts_the_reviews_whatever_is_cut() -> None:
    """Of those that make such a point; and of how many one is shown, under this head or another."""
    points = [said(1, "alpha", "recording"), said(2, "bravo", "recording"), said(3, "charlie", "recording"),
              said(3, "delta", "recording", "pandemic")]  # fmt: skip
    section = brief_points.section(points, "theme", (), TERMS)
    texts = [point["text"] for _, point in section.points]

    def heads(*kept: str) -> list[tuple[str | None, int, int]]:
        groups = section.kept(TERMS, [texts.index(text) for text in kept])
        return [(group["slug"], group["reviews"], group["shown"]) for group in groups]

    assert heads("alpha") == [("recording", 3, 1)]
    assert heads("alpha", "bravo", "delta") == [("recording", 3, 3)]
    wanted = [TERMS.terms("theme")["pandemic"]]
    section = brief_points.section(points, "theme", wanted, TERMS)
    texts = [point["text"] for _, point in section.points]
    assert heads("delta", "bravo") == [("pandemic", 1, 1), ("recording", 3, 1)]
    with casereviews.open() as collections:
        record = collections.brief()
        blocks = brief_page.page(record, collections.store.vocabulary)
        shown_heads = [block.text for block in blocks if isinstance(block, Heading)]
        every = statements.ask(collections.store, Filters(), ["learning"])
        sharing = {one["review"]["id"] for one in every if "information-sharing" in (one["themes"] or ())}
    head = next(text for text in shown_heads if text.startswith("Information sharing"))
    assert head.startswith(f"Information sharing ({len(sharing)} of 8 reviews")


def test_a_point_of_several_themes_stands_under_the_most_shared() -> None:
    points = [said(1, "alpha", "voice-of-child", "recording"), said(2, "bravo", "recording")]
    for first, slug in (((), "recording"), (("voice-of-child",), "voice-of-child")):
        found = brief_points.section(points, "theme", [TERMS.terms("theme")[one] for one in first], TERMS)
        assert {point["text"]: group.slug for group, point in found.points} == {"alpha": slug, "bravo": "recording"}


def test_what_has_no_room_is_counted() -> None:
    """The themes of the most reviews keep the most places."""
    learning = [
        {"text": f"Record {word}, {'and ' * 40}more.", "themes": ["recording"]} for word in ("who", "what", "when")
    ]
    learning += [{"text": f"Hear {'and ' * 40}more.", "themes": ["voice-of-child"]}]
    store = store_of(
        *({"name": name, "learning": [{**one, "text": f"{name} {one['text']}"} for one in learning]} for name in "abc")
    )
    record = asked(store, words=480)
    kept = sum(len(group["points"]) for group in record["learning"])
    assert 2 <= kept < 12
    assert record["left_out"]["learning"] == 12 - kept
    rows = [row for block in brief_page.page(record, TERMS) if isinstance(block, Facts) for row in block.rows]
    assert rows[0] == ("Left out for length", f"{12 - kept} learning points")
    assert is_within(record, store)
    assert asked(store, words=5000)["left_out"]["learning"] == 0


def test_the_same_briefing_each_time(store: Store) -> None:
    assert asked(store) == asked(store)


# --- Options ----------------------------------------------------------------------------------------------------------


def test_without_detail() -> None:
    """What happened is age, harm and outcome; titles, which may tell of injuries, are left out."""
    with casereviews.open() as collections:
        record = collections.brief("bruising", detail=False)
        pages = list(brief_page.page(record, collections.store.vocabulary))
    told = [block.points for part, block in in_parts(pages) if part == "What happened" and isinstance(block, Points)]
    assert [(point.text, point.detail) for points in told for point in points] == [
        ("Age: 4 months. Harm, as coded: Physical abuse. Outcome, as coded: Injury, not fatal.",
         ("Child RS, type of review: Local child safeguarding practice review (England). "
         "It has notes on how to read it: casereviews show 2022-02/child-rs.")),
        ("Age: 4 weeks. Harm, as coded: Physical abuse. Outcome, as coded: Death.",
         ("Baby 'R', type of review: Local child safeguarding practice review (England). "
         "It has notes on how to read it: casereviews show 2022-02/baby-r.")),
        ("Age: 3 years 6 months. Harm, as coded: Physical abuse. Outcome, as coded: Injury, not fatal.",
         ("Child L, type of review: Serious case review (England, former). "
         "It has notes on how to read it: casereviews show 2022-02/child-l.")),
    ]  # fmt: skip


def test_ages_without_detail() -> None:
    children = [{"age": "4 weeks", "sex": "male"}, {"sex": "female"}]
    store = store_of({"name": "a", "children": children}, {"name": "b", "children": []}, {"name": "c"})
    record = asked(store, detail=False)
    assert [one["text"] for one in record["happened"]] == [
        f"Age: {who}. Harm: not stated. Outcome: not stated." for who in ("4 weeks; not stated", "none", "not stated")
    ]


def test_the_form_of_a_plan(store: Store) -> None:
    """Each recommendation that is shown, whole, and three empty places."""
    record = asked(store, plan=True, words=900)
    (grid,) = (block for block in brief_page.page(record, TERMS) if isinstance(block, Grid))
    assert [column.header for column in grid.columns] == ["Recommendation", "Owner", "By when", "Evidence"]
    points = [point for group in record["recommendations"] for point in group["points"]]
    assert len(points) > 1
    rows = list(grid.rows)
    assert [row[1:] for row in rows] == [["", "", ""]] * len(points)
    for (cell, *_), point in zip(rows, points, strict=True):
        assert cell == f"{point['ids'][0]} {point['text']}"
    assert any(len(row[0].split()) > 15 for row in rows)
    assert not any(isinstance(block, Grid) for block in brief_page.page(asked(store), TERMS))
    alone = brief_page.page(asked(store_of({"name": "a"}), plan=True), TERMS)
    assert [list(block.rows) for block in alone if isinstance(block, Grid)] == [[["", "", "", ""]]]


@pytest.mark.parametrize(
    ("words", "is_right"),
    [(299, False), (300, True), (480, True), (10**9, True), (-1, False), ("480", False), (2.5, False)],
)
def test_how_many_words_are_asked_for(words: Any, is_right: bool) -> None:
    with casereviews.open() as collections:
        if is_right:
            assert collections.brief("neglect", words=words)["words"] == words
        else:
            with pytest.raises(UsageError, match=r"^a briefing has 300 words or more$"):
                collections.brief("neglect", words=words)


def test_a_theme_of_ones_own_asks_its_own_questions(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("themes: {winter: {label: Winter, definition: Cold., questions: [Who heats the home?]}}\n")
    data = tmp_path / "data.yaml"
    data.write_text("reviews: [{name: A, title: A, learning: [{text: It was cold., themes: [winter]}]}]\n")
    store = library.open_store([str(data)], own=[str(own)])
    assert asked(store)["questions"] == [{"id": "theme/winter", "text": "Who heats the home?"}]
