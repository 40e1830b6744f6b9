"""Importing: which reviews of bulletins are new, the ids that they get, and what is to be checked."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin import importing, source
from casereviews.bulletin.comparison import Double
from casereviews.bulletin.drafter import Drafter
from casereviews.errors import OutputError, Problem, UsageError
from casereviews.library import vocabularies
from casereviews.model.reviews import Review
from casereviews.reading import dataset
from casereviews.vocabulary import Vocabulary
from helpers import examples

Write = Callable[..., str]

FEN = """\
In May 2031 two case reviews were added.

1. Serious case review: Child Fen

Death of a girl aged 4 months in June 2030.
Learning includes: gates were left open; the police kept a dog.
"""
REED = """\
Reviews received in July 2031

1. Child Reed: serious case review

Neglect of a boy aged 9 years.
Learning includes: lamps were out.
Makes no recommendations.

2. Child Fen: serious case review

Death of a boy aged 11 years in a quarry in 2028.
"""


@pytest.fixture(scope="module")
def terms() -> Vocabulary:
    """The bundled vocabulary."""
    return vocabularies.coding_vocabulary()


def present(text: str, terms: Vocabulary) -> tuple[Review, ...]:
    """The reviews of a collection."""
    return dataset.read(text.encode(), "there.yaml", terms).reviews


NO_REVIEW = (
    "contains no review: nothing in it tells of a child under a title; give each review a title on a line of its own, "
    'as "Serious case review: Child K", and its text below it (casereviews help import)'
)

# --- Reading bulletins ------------------------------------------------------------------------------------------------


def test_bulletins_are_read_in_their_order_and_bad_ones_are_told(terms: Vocabulary, write: Write) -> None:
    names = [write(REED, "b.txt"), write("", "empty.txt"), write("A line.\n", "none.txt"), write(FEN, "a.txt")]
    told: list[tuple[float, int]] = []
    found = importing.gather(names, terms, lambda done, reviews: told.append((done, reviews)))
    assert [(file, review["name"]) for file, review in found.reviews] == [
        (names[0], "Child Reed"), (names[0], "Child Fen"), (names[3], "Child Fen"),
    ]  # fmt: skip
    assert [str(problem) for problem in found.problems] == [
        f"{names[1]}: is empty",
        f"{names[2]}: {NO_REVIEW}",
    ]
    assert told == [(0.125, 0), (0.25, 0), (0.25, 2), (0.5, 2), (0.75, 2), (1.0, 2), (1.0, 3)]
    assert all("id" not in review for _, review in found.reviews)


def test_a_message_and_what_is_attached(terms: Vocabulary, tmp_path: Path) -> None:
    """Each document is a bulletin; what the message says besides is told with the first of them."""
    message = EmailMessage()
    message["From"] = "a@example.org"
    message.set_content("Dear all,\n\nThe reading room is open.\n")
    message.add_attachment(FEN, filename="fen.txt")
    message.add_attachment(REED, filename="reed.txt")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="cut.pdf")
    name = str(tmp_path / "a.eml")
    Path(name).write_bytes(message.as_bytes())
    found = importing.gather([name], terms)
    assert [bulletin.file for bulletin in found.bulletins] == [f"{name}: fen.txt", f"{name}: reed.txt"]
    assert [problem.file for problem in found.problems] == [f"{name}: cut.pdf"]
    assert [(aside.what, len(aside.lines)) for aside in found.bulletins[0].asides] == [
        (f"greetings and signatures of {name}", 1), (f"the attached logo.png of {name}", 0),
    ]  # fmt: skip
    assert [(line.file, line.text) for line in found.unplaced] == [(name, "The reading room is open.")]


def test_what_was_not_read_of_a_message_without_a_review(terms: Vocabulary, tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "a@example.org"
    message.set_content("See what is attached.\n")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="reviews.zip")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    name = str(tmp_path / "a.eml")
    Path(name).write_bytes(message.as_bytes())
    (problem,) = importing.gather([name], terms).problems
    assert str(problem) == f"{name}: {NO_REVIEW}; left aside: the attached reviews.zip and the attached logo.png"


LOST = """\
Action plan 2031

No. Action Lead agency By when
1 Write to every school about the new form of the board. Education May
2 Train all of the health visitors in the use of it. Health June
"""
LISTED = """\
# Plan

Recommendations

- Write to every school.

Actions

- Print the form.
- Train the nurses.
"""
NOTES = "Newsletter\n\n- Our new chair is Jo.\n- Come to the training.\n- Actions speak louder.\n"
WITH_TITLE = 'write its title above them, as "Serious case review: Child K", or import its report'


@pytest.mark.parametrize(("text", "has"), [(LOST, "2 actions"), (LISTED, "1 recommendation and 2 actions")])
def test_an_action_plan_alone_is_told_with_what_to_do(terms: Vocabulary, write: Write, text: str, has: str) -> None:
    """And what is told to do does it."""
    name = write(text, "plan.txt")
    (problem,) = importing.gather([name], terms).problems
    assert str(problem) == f"{name}: contains no review: it has {has}, and does not say of which review; {WITH_TITLE}"
    found = importing.gather([write(f"Serious case review: Child K\n\n{text}", "k.txt")], terms)
    ((_, review),) = found.reviews
    assert (review["name"], len(review["actions"])) == ("Child K", 2)


def test_a_list_of_anything_else_is_no_action_plan(terms: Vocabulary, write: Write) -> None:
    (problem,) = importing.gather([write(NOTES, "notes.txt")], terms).problems
    assert problem.message == NO_REVIEW


def test_a_run_of_lines_that_belong_to_no_review_is_one_doubt(terms: Vocabulary, write: Write) -> None:
    lines = [f"Otters of the river {letter}." for letter in "abcd"]
    name = write("\n".join([*lines[:2], "", *lines[2:], *FEN.splitlines()]) + "\n", "a.txt")
    found = importing.gather([name], terms)
    assert [doubt[2:] for doubt in importing.doubts(found, []) if doubt.field == "unplaced"] == [
        (lines[0], f"lines 1 to 5 of {name} belong to no review", " / ".join(lines))
    ]
    name = write("\n".join([*lines[:2], *FEN.splitlines()]) + "\n", "b.txt")
    found = importing.gather([name], terms)
    assert [doubt.why for doubt in importing.doubts(found, []) if doubt.field == "unplaced"] == [
        f"line {number} of {name} belongs to no review" for number in (1, 2)
    ]


def test_no_bulletins_are_nothing(terms: Vocabulary) -> None:
    found = importing.gather([], terms)
    assert (found.bulletins, found.problems, found.reviews, found.unplaced) == ([], [], [], [])
    assert importing.new_reviews(found, "home") == ([], [])
    assert importing.doubts(found, []) == []


# --- New reviews ------------------------------------------------------------------------------------------------------


def test_reviews_get_ids_of_their_month_and_name(terms: Vocabulary, write: Write) -> None:
    found = importing.gather([write(FEN, "a.txt"), write(REED, "b.txt")], terms)
    reviews, doubles = importing.new_reviews(found, "home")
    assert [review["id"] for review in reviews] == ["2031-05/child-fen", "2031-07/child-reed", "2031-07/child-fen"]
    assert [point["id"] for point in reviews[0]["learning"]] == ["2031-05/child-fen/L1", "2031-05/child-fen/L2"]
    assert doubles == []


def test_where_no_month_or_year_is_known_the_id_is_the_collections(terms: Vocabulary, write: Write) -> None:
    bulletin = write("Serious case review: Child Fen\n\nDeath of a girl aged 4 months.\n", "a.txt")
    found = importing.gather([bulletin], terms)
    (review,), _ = importing.new_reviews(found, "home")
    assert review["id"] == "home/child-fen"


def test_an_id_that_is_taken_is_given_to_no_other(terms: Vocabulary, write: Write) -> None:
    there = present(
        "reviews:\n"
        "- {id: 2031-05/child-fen, name: Another, title: T}\n"
        "- {id: 2031-07/child-reed, name: Child Reed, title: T, summary: Quite another story of a lighthouse.}\n"
        "- {id: 2031-07/child-reed-2, name: A third, title: T}\n",
        terms,
    )
    found = importing.gather([write(FEN, "a.txt"), write(REED, "b.txt")], terms)
    reviews, doubles = importing.new_reviews(found, "home", there)
    assert [review["id"] for review in reviews] == [
        "2031-05/child-fen-2", "2031-07/child-reed-3", "2031-07/child-fen",
    ]  # fmt: skip
    assert doubles == []


def test_a_review_that_is_there_is_not_new(terms: Vocabulary, write: Write) -> None:
    there = present(
        "reviews:\n- {id: x/one, name: 'CHILD  “Fen”', title: T, summary: 'Death of a girl aged 4 months, in 2030.',\n"
        "   learning: [{text: Gates were left open by somebody.}, {text: The police.}]}\n",
        terms,
    )
    bulletin = write(FEN.replace("Child Fen", "Child 'Fen'"), "a.txt")
    reviews, doubles = importing.new_reviews(importing.gather([bulletin], terms), "home", there)
    assert reviews == []
    assert doubles == [Double("Child 'Fen'", bulletin, "x/one")]


def test_the_same_review_in_two_bulletins_is_new_once(terms: Vocabulary, write: Write) -> None:
    names = [write(REED, "a.txt"), write(REED.replace("July", "August"), "b.txt")]
    reviews, doubles = importing.new_reviews(importing.gather(names, terms), "home")
    assert [review["id"] for review in reviews] == ["2031-07/child-reed", "2031-07/child-fen"]
    assert doubles == [
        Double("Child Reed", names[1], "2031-07/child-reed"), Double("Child Fen", names[1], "2031-07/child-fen")
    ]  # fmt: skip


LISTED_AGAIN = """\
In {} 2031 one case review was added.

1. {}

Death of a girl aged 4 months in June 2030; many people had heard her cry before.
Learning includes: gates were left open; nobody asked neighbours.
"""
"""A review with enough words to tell one text from another."""


def again(name: str, month: str = "June") -> str:
    """It, as a bulletin of a month lists it."""
    return LISTED_AGAIN.format(month, f"Serious case review: {name}")


def other_name(name: str, month: str = "06") -> dict[str, str]:
    """What the evidence of a review has of another name that it has."""
    return {
        "field": "name", "value": name, "confidence": "check", "words": f"Serious case review: {name}",
        "why": f"the whole text is listed again under this name, in the bulletin of 2031-{month}",
    }  # fmt: skip


def test_a_whole_text_under_another_name_is_asked_for_and_not_new(terms: Vocabulary, write: Write) -> None:
    """Each other name once, in the evidence of the one that is there; with a word more it is a review to check."""
    texts = [again("Child Fen", "May"), again("Child Wren"), again("Child Wren", "July"), again("Baby W", "August")]
    names = [write(text, f"{number}.txt") for number, text in enumerate([*texts, again("Child Jay").replace("cry", "cry out")])]  # fmt: skip
    found = importing.gather(names, terms)
    reviews, doubles = importing.new_reviews(found, "home")
    fen = "2031-05/child-fen"
    assert [review["id"] for review in reviews] == [fen, "2031-06/child-jay"]
    more = [other_name("Child Wren"), other_name("Baby W", "08")]
    assert doubles == [
        Double("Child Wren", names[1], fen, more[0]), Double("Child Wren", names[2], fen), Double("Baby W", names[3], fen, more[1])
    ]  # fmt: skip
    assert reviews[0]["evidence"][-2:] == more
    told = [(doubt.review, doubt.value, doubt.why) for doubt in importing.doubts(found, reviews, doubles) if doubt.field == "name"]  # fmt: skip
    assert told == [
        (fen, "Child Wren", more[0]["why"]), (fen, "Baby W", more[1]["why"]),
        ("2031-06/child-jay", "Child Jay", f"it may be {fen} again: the text is the same, under another name"),
    ]  # fmt: skip


EVIDENT = """- name: Child Fen
  title: 'T'   # {field}
  summary: Death of a girl aged 4 months in June 2030; many people had heard her cry before.
  learning: [{{text: Gates were left open.}}, {{text: Nobody asked neighbours.}}]
{evidence}- name: B
  title: T
"""
LINE = '{field: name, value: Child Wren, confidence: check, words: "Serious case review: Child Wren", why: "the whole text is listed again under this name, in the bulletin of 2031-06"}'  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  evidence:\n  - {field: name, value: F, confidence: likely}  # a\n  # b\n",
         "  evidence:\n  - {field: name, value: F, confidence: likely}  # a\n  # b\n  - @\n"),
        ("  evidence: [{field: name, value: F, confidence: likely}]\n",
         "  evidence: [{field: name, value: F, confidence: likely}, @]\n"),
        ("", "  evidence:\n    - @\n"),
        ("  evidence: []\n", "  evidence:\n    - @\n"),
    ],
)  # fmt: skip
def test_another_name_is_spliced_into_the_evidence_of_a_collection(
    before: str, after: str, terms: Vocabulary, write: Write
) -> None:
    """Nothing else in it changes; the next time the name is known, and nothing is written or told again."""
    found = importing.gather([write(again("Child Wren"), "a.txt")], terms)
    text = EVIDENT.format(field="t", evidence=before)
    new, addition = importing.add(found, text.encode(), "c.yaml", terms)
    assert new.decode() == EVIDENT.format(field="t", evidence=after.replace("@", LINE))
    assert (addition.reviews, [double.id for double in addition.doubles]) == ([], ["c/child-fen"])
    assert not addition.is_nothing
    same, once = importing.add(found, new, "c.yaml", terms)
    assert (same, once.is_nothing) == (new, True)
    assert [double.evidence for double in once.doubles] == [None]


def test_a_review_that_may_be_there_is_new_and_its_name_is_to_be_checked(terms: Vocabulary, write: Write) -> None:
    names = [write(FEN, "a.txt"), write(FEN.replace("a girl", "a boy").replace("May", "June"), "b.txt")]
    found = importing.gather(names, terms)
    reviews, doubles = importing.new_reviews(found, "home")
    assert [review["id"] for review in reviews] == ["2031-05/child-fen", "2031-06/child-fen"]
    assert doubles == []
    why = (
        "it may be 2031-05/child-fen again: the name is the same and the text is near, "
        "but the sex and month of the bulletin differ"
    )
    assert reviews[1]["evidence"][0] == {
        "field": "name", "value": "Child Fen", "confidence": "check", "where": "title", "start": 21, "end": 30,
        "words": "Child Fen", "why": why,
    }  # fmt: skip
    assert [item for item in reviews[1]["evidence"][1:] if item["field"] == "name"] == []
    assert ("2031-06/child-fen", "name", "Child Fen", why, "Child Fen") in importing.doubts(found, reviews)
    assert "why" not in found.reviews[1][1]["evidence"][0]  # the draft stays as it was read


def test_a_name_of_two_doubts_has_both(terms: Vocabulary, write: Write) -> None:
    text = FEN.replace("Child Fen", "a case")
    names = [write(text, "a.txt"), write(text.replace("a girl", "a boy"), "b.txt")]
    reviews, _ = importing.new_reviews(importing.gather(names, terms), "home")
    unnamed = "the title has no clear pseudonym"
    again = "it may be 2031-05/case again: the name is the same and the text is near, but the sex differs"
    assert [review["evidence"][0]["why"] for review in reviews] == [unnamed, f"{unnamed}; {again}"]


ENTRY = st.builds(
    "{}\n\n{} of a {}{}.\nLearning includes: {}.\n\n".format,
    st.sampled_from(["Serious case review: Child A", "Wren: learning review", "2030 – Eastmere – Wren", "Baby A"]),
    st.sampled_from(["Death", "Neglect"]),
    st.sampled_from(["baby", "boy", "girl aged 4 months", "boy and a girl"]),
    st.sampled_from(["", " in June 2029", " between 2028 and 2030"]),
    st.lists(
        st.sampled_from(["share information", "ask who lives in the home and where the father works", "voice of the child",
                         "visit at night when children sleep", "record what was seen; do not wait for the next meeting"]),
        min_size=1, max_size=4,
    ).map("; ".join),
)  # fmt: skip
BULLETIN = st.builds(
    "{}\n\n{}".format,
    st.sampled_from(["Reviews received in May 2031", "Reviews received in June 2031", "Reviews of ours"]),
    st.lists(ENTRY, min_size=1, max_size=4).map("".join),
)


@cache
def drafter_of_the_bundled() -> Drafter:
    return Drafter(vocabularies.coding_vocabulary())


@examples(40)
@given(st.lists(BULLETIN, min_size=1, max_size=3), st.sampled_from(["c.yaml", "c.jsonl", "c.json"]))
def test_what_was_imported_is_never_new_again(bulletins: list[str], file: str) -> None:
    """Whatever was in doubt: the second time nothing is added, and nothing is to be checked."""
    drafter = drafter_of_the_bundled()
    terms = drafter.terms
    read = [drafter.read(source.decode(text.encode(), f"{number}.txt")) for number, text in enumerate(bulletins)]
    gathered = [importing.Gathered([one], []) for one in read if one.reviews]
    data = {"c.yaml": b"reviews: []\n", "c.jsonl": b"", "c.json": b'{"collection": {"id": "c"}, "reviews": []}'}[file]
    names = 0
    for found in gathered:
        data, added = importing.add(found, data, file, terms)
        assert len(added.reviews) + len(added.doubles) == len(found.reviews)
        names += len(added.reviews)
    assert len(dataset.read(data, file, terms).reviews) == names >= 1
    for found in gathered:
        again, added = importing.add(found, data, file, terms)
        assert (again, added.reviews, len(added.doubles)) == (data, [], len(found.reviews))


# --- What is told -----------------------------------------------------------------------------------------------------


def test_doubts_are_of_bulletins_then_of_new_reviews_then_of_lines(terms: Vocabulary, write: Write) -> None:
    bulletin = write(FEN + "Recommendations include: to the lido: lock the gate.\n", "a.txt")
    found = importing.gather([bulletin], terms)
    reviews, _ = importing.new_reviews(found, "home")
    told = importing.doubts(found, reviews)
    points = [(name, point) for name in ("learning", "recommendations") for point in reviews[0][name]]
    assert [(doubt.review, doubt.field, doubt.value, doubt.words) for doubt in told] == [
        (None, "reviews", "1", "In May 2031 two case reviews were added."),
        ("2031-05/child-fen", "agencies", "none", "the lido"),
        ("2031-05/child-fen", "harms", "not-stated", None),
        *(("2031-05/child-fen", "themes", "none", point["text"]) for _, point in points),
    ]
    assert [doubt.review for doubt in importing.doubts(found, [])] == [None]
    assert list(told[0]._fields) == ["review", "field", "value", "why", "words"]


def test_every_line_is_in_a_record_or_told_as_belonging_to_none(terms: Vocabulary, write: Write) -> None:
    lines = ["Zebras of the month", "Otters too", *FEN.splitlines(), "Read the heron version"]
    found = importing.gather([write("\n".join(lines) + "\n", "a.txt")], terms)
    told = {doubt.value for doubt in importing.doubts(found, []) if doubt.field == "unplaced"}
    made = str(importing.collection(found, "home", importing.new_reviews(found, "home").reviews))
    for word in ("Zebras of the month", "Otters too", "gates were left open", "the police kept a dog"):
        assert word in made or any(word in line for line in told)
    assert "eron version" in made or any("heron version" in line for line in told)


def test_a_collection_of_one_bulletin_says_what_that_says_of_itself(terms: Vocabulary, write: Write) -> None:
    one = importing.gather([write(FEN, "a.txt")], terms)
    made = importing.collection(one, "home", [{"name": "A"}])
    assert made == {
        "collection": {
            "id": "home", "title": "In May 2031 two case reviews were added.", "listed": "2031-05",
            "headline": {"reviews": 2}, "coding": "automatic",
        },
        "reviews": [{"name": "A"}],
    }  # fmt: skip
    bare = importing.gather([write("Serious case review: Child Fen\n\nDeath of a girl.\n", "b.txt")], terms)
    assert importing.collection(bare, "home", [])["collection"] == {"id": "home", "coding": "automatic"}
    two = importing.gather([write(FEN, "a.txt"), write(REED, "c.txt")], terms)
    assert importing.collection(two, "home", [])["collection"] == {
        "id": "home", "title": "2 bulletins", "coding": "automatic",
    }  # fmt: skip


def test_a_file_that_is_not_there_is_a_problem_as_others_are(terms: Vocabulary, tmp_path: Path) -> None:
    found = importing.gather([str(tmp_path / "missing.txt"), str(tmp_path)], terms)
    assert [str(problem) for problem in found.problems] == [
        f"{tmp_path / 'missing.txt'}: cannot be read: no such file or directory",
        f"{tmp_path}: cannot be read: it is a folder; name a file",
    ]


# --- The whole import, as one call ------------------------------------------------------------------------------------


def test_a_new_collection_is_written_by_one_call(
    write: Write, tmp_path: Path, terms: Vocabulary, capsys: pytest.CaptureFixture[str]
) -> None:
    fen, bad, target = write(FEN, "fen.txt"), write("A line.\n", "bad.txt"), str(tmp_path / "made.yaml")
    complained: list[Problem] = []
    done = importing.import_bulletins([fen, bad], output=target, complain=complained.append)
    assert [review["id"] for review in done.reviews] == ["2031-05/child-fen"]
    assert (done.written, done.doubles, [bulletin.file for bulletin in done.bulletins]) == (target, [], [fen])
    assert [problem.file for problem in done.problems] == [bad]
    assert complained == done.problems
    assert [(doubt.field, doubt.value) for doubt in done.doubts] == [
        ("reviews", "1"), ("harms", "not-stated"), ("themes", "none"), ("themes", "none"),
    ]  # fmt: skip
    assert done.tally == "1 review, 2 learning points, 0 recommendations, 0 actions"
    assert Path(target).read_text("utf-8") == "".join(done.text("yaml"))
    assert [review.id for review in dataset.read(Path(target).read_bytes(), target, terms).reviews] == [
        "2031-05/child-fen"
    ]
    assert capsys.readouterr() == ("", "")


def test_what_is_new_is_added_by_one_call(write: Write, tmp_path: Path, terms: Vocabulary) -> None:
    target = str(tmp_path / "made.jsonl")
    importing.import_bulletins([write(FEN, "fen.txt")], output=target)
    before = Path(target).read_bytes()
    reed = write(REED, "reed.txt")
    dry = importing.import_bulletins([reed], into=target, dry_run=True)
    assert (dry.written, Path(target).read_bytes()) == (None, before)
    done = importing.import_bulletins([reed], into=target)
    assert [review["id"] for review in done.reviews] == ["2031-07/child-reed", "2031-07/child-fen"]
    assert (done.reviews, done.doubts, done.written, done.collection) == (dry.reviews, dry.doubts, target, None)
    assert len(dataset.read(Path(target).read_bytes(), target, terms).reviews) == 3
    again = importing.import_bulletins([reed], into=target)
    assert (again.reviews, again.doubts, again.written, len(again.doubles)) == ([], [], None, 2)
    assert list(again.text("yaml")) == []


def test_the_collection_is_given_where_nothing_is_written(write: Write) -> None:
    done = importing.import_bulletins([write(FEN, "fen.txt")])
    assert done.written is None
    assert done.collection is not None
    assert (done.collection["collection"]["id"], done.collection["reviews"]) == ("fen", done.reviews)
    none = importing.import_bulletins([write("A line.\n", "bad.txt")], output="never.yaml")
    assert (none.bulletins, none.reviews, none.collection, none.written) == ([], [], None, None)
    assert not Path("never.yaml").exists()


def test_what_cannot_be_done_is_refused(write: Write, tmp_path: Path) -> None:
    fen = write(FEN, "fen.yaml.txt")
    there = write(FEN, "there.yaml")
    for refused, options in (
        (UsageError, {}),
        (UsageError, {"into": there, "output": there}),
        (UsageError, {"into": "-"}),
        (UsageError, {"into": fen}),
        (UsageError, {"output": str(tmp_path / "made.csv")}),
        (OutputError, {"into": str(tmp_path / "missing.yaml")}),
        (OutputError, {"output": there}),
    ):
        with pytest.raises(refused):
            importing.import_bulletins([fen] if options else [], **options)  # type: ignore[arg-type]
    linked = tmp_path / "linked.yaml"
    linked.symlink_to(fen)
    with pytest.raises(OutputError, match="is the bulletin that is being read"):
        importing.import_bulletins([fen], output=str(linked), force=True)
    assert Path(fen).read_text("utf-8") == Path(there).read_text("utf-8") == FEN


def test_what_is_passed_over_in_a_folder_is_noted(write: Write, tmp_path: Path) -> None:
    write(FEN, "fen.txt")
    write("", "picture.png")
    noted: list[str] = []
    done = importing.import_bulletins([str(tmp_path)], note=noted.append)
    assert len(done.reviews) == 1
    assert noted == [f"{tmp_path}: skipped, as no bulletin has such an ending: picture.png"]
