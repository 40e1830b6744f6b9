"""From a bulletin to draft reviews: whole records, and where each value was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from casereviews.bulletin.drafter import Bulletin, Doubt, Drafter, NewIds, Unplaced
from casereviews.bulletin.source import decode
from casereviews.editing import yaml_writer
from casereviews.library import vocabularies
from casereviews.model.sections import SECTIONS
from casereviews.reading import dataset
from casereviews.text import counted

TERMS = vocabularies.coding_vocabulary()
DRAFTER = Drafter(TERMS)

BULLETIN = """\
Case review library – June 2031

In June 2031 two case reviews were published to the library, on a range of issues including neglect and safe sleep.

1. 2030 – Calderhythe – Baby ‘K’ (Local Child Safeguarding Practice Review)

Background: Death of a 7-week-old girl in March 2029 from inflicted head injuries. Her brother, aged 5, was not harmed. \
Her father was charged with murder; in May 2030 he was convicted of manslaughter and sentenced to 8 years.
Learning includes: bruising on a baby who was not yet mobile was not questioned; fathers should be asked about their own \
mental health (and, if need be, helped; not only listed).
Recommendations include: to the police: share what is known of the men in a home; keep a note of it; to the lighthouse: \
open more often.
Model: Five talks with those who were there.
Keywords: infants, head injuries, fathers
Other resources Read the overview report (PDF)

2. Orla: Serious Case Review

Chronic neglect of a girl, 9, in a flat.
includes: professional curiosity was wanting.
Makes no recommendations but lists changes that were made, including: a new guide to safe sleep.
Read the overview report (PDF)
"""

FIRST = """\
name: Baby 'K'
title: 2030 – Calderhythe – Baby ‘K’ (Local Child Safeguarding Practice Review)
review_type: lcspr
listed: 2031-06
published: '2030'
area: Calderhythe
children:
  - {age: 7 weeks, sex: female}
incident_date: 2029-03
outcome: death
harms: [physical-abuse]
factors: [non-mobile-infant, parental-mental-health]
summary: >-
  Death of a 7-week-old girl in March 2029 from inflicted head injuries. Her brother, aged 5, was not harmed. Her father
  was charged with murder; in May 2030 he was convicted of manslaughter and sentenced to 8 years.
learning:
  - text: bruising on a baby who was not yet mobile was not questioned
    themes: [bruising-non-mobile]
    agencies: []
  - text: fathers should be asked about their own mental health (and, if need be, helped; not only listed)
    themes: [fathers-and-males, parental-mental-health]
    agencies: []
recommendations:
  - text: 'to the police: share what is known of the men in a home'
    themes: [information-sharing, fathers-and-males]
    agencies: [police]
  - text: keep a note of it
    themes: [recording]
    agencies: [police]
  - text: 'to the lighthouse: open more often'
    themes: []
    agencies: []
resources:
  - {label: Overview report, format: PDF}
notes:
  - 'Model: Five talks with those who were there.'
  - 'Keywords: infants, head injuries, fathers'
coding: automatic
"""

EVIDENCE = [
    ("name", "Baby 'K'", "title", "Baby ‘K’", None),
    ("area", "Calderhythe", "title", "Calderhythe", None),
    ("published", "2030", "title", "2030", None),
    ("review_type", "lcspr", "title", "Local Child Safeguarding Practice Review", None),
    ("age", "7 weeks", "summary", "7-week-old", None),
    ("sex", "female", "summary", "girl", None),
    ("incident_date", "2029-03", "summary", "March 2029", None),
    ("harms", "physical-abuse", "summary", "inflicted", None),
    ("outcome", "death", "summary", "Death of", None),
    ("agencies", "police", "R1", "police", None),
    ("agencies", "police", "R2", "the police", None),
    ("agencies", "none", "R3", "the lighthouse", "the addressee is not an agency in the vocabulary"),
    ("factors", "non-mobile-infant", "L1", "not yet mobile", None),
    ("factors", "parental-mental-health", "L2", "their own mental health", None),
]

SECOND = """\
name: Orla
title: 'Orla: Serious Case Review'
review_type: scr
listed: 2031-06
children:
  - {age: 9 years, sex: female}
outcome: harm-no-injury
harms: [neglect]
summary: Chronic neglect of a girl, 9, in a flat.
learning:
  - {text: professional curiosity was wanting, themes: [professional-curiosity], agencies: []}
recommendations: []
actions:
  - {text: a new guide to safe sleep, themes: [safer-sleep], agencies: []}
resources:
  - {label: Overview report, format: PDF}
coding: automatic
"""


def drafted(text: str) -> Bulletin:
    return DRAFTER.read(decode(text.encode(), "bulletin.txt"))


def review(title: str, *rows: str) -> dict[str, Any]:
    """The one review of a bulletin of one."""
    (found,) = drafted("\n".join((title, "", *rows))).reviews
    return found


def without_evidence(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "evidence"}


def text_of(record: dict[str, Any], where: str) -> str:
    """The text that a place of evidence names."""
    if where in ("title", "summary"):
        return str(record[where])
    number = int(where[1:]) - 1
    return str(record["notes"][number]) if where[0] == "N" else str(record[SECTIONS[where[0]]][number]["text"])


def checked(record: dict[str, Any], field: str) -> list[tuple[str, str]]:
    """The values of a field that are to be checked, and why."""
    return [
        (one["value"], one["why"])
        for one in record["evidence"]
        if one["field"] == field and one["confidence"] == "check"
    ]


# --- A whole bulletin -----------------------------------------------------------------------------


def test_a_whole_bulletin() -> None:
    found = drafted(BULLETIN)
    headline = BULLETIN.splitlines()
    assert found._replace(reviews=[]) == Bulletin(
        file="bulletin.txt", title=headline[0], listed="2031-06", source=headline[2], headline_reviews=2,
        topics=["neglect", "safe sleep"], reviews=[], unplaced=[], doubts=[], asides=[],
    )  # fmt: skip
    first, second = found.reviews
    assert without_evidence(first) == yaml.load(FIRST, Loader=yaml.BaseLoader)  # noqa: S506 - which makes text of everything
    assert without_evidence(second) == yaml.load(SECOND, Loader=yaml.BaseLoader)  # noqa: S506
    assert list(first) == [*yaml.safe_load(FIRST), "evidence"]


def test_the_evidence_of_a_whole_record() -> None:
    evidence = [one for one in drafted(BULLETIN).reviews[0]["evidence"] if one["field"] != "themes"]
    found = [(one["field"], one["value"], one["where"], one["words"], one.get("why")) for one in evidence]
    assert found == EVIDENCE
    assert [one["confidence"] for one in evidence] == ["check" if one[-1] else "likely" for one in EVIDENCE]
    assert not any("probability" in one or "n" in one for one in evidence)


def test_the_evidence_of_themes_says_how_often_such_codes_are_right() -> None:
    codes = [one for one in drafted(BULLETIN).reviews[0]["evidence"] if one["field"] == "themes"]
    assert {(one["where"], one["value"]) for one in codes} >= {
        ("L1", "bruising-non-mobile"), ("L2", "fathers-and-males"), ("R1", "information-sharing"),
    }  # fmt: skip
    for one in codes:
        assert 0 < one["probability"] <= 1
        assert one["n"] > 0
        assert (one["confidence"] == "check") == ("why" in one)
    least = min(one["probability"] for one in codes if one["confidence"] == "likely")
    assert all(one["probability"] < least for one in codes if one["confidence"] == "check")


def test_the_words_of_evidence_stand_where_it_says() -> None:
    """But those of a lead-in, and of an addressee whom an earlier point names, which stand nowhere in this one."""
    without_place = []
    for record in drafted(BULLETIN).reviews:
        for one in record["evidence"]:
            if "start" in one:
                assert text_of(record, one["where"])[one["start"] : one["end"]] == one["words"], one
            else:
                without_place.append((record["name"], one["field"], one.get("where")))
    assert without_place == [
        ("Baby 'K'", "agencies", "R2"),
        ("Orla", "learning", None),
        ("Orla", "recommendations", None),
    ]


def test_every_fact_and_code_has_evidence() -> None:
    for record in drafted(BULLETIN).reviews:
        said = {(one["field"], one["value"]) for one in record["evidence"]}
        for field in ("name", "review_type", "published", "area", "incident_date", "outcome"):
            assert field not in record or (field, record[field]) in said
        for field in ("harms", "factors"):
            assert {(field, value) for value in record.get(field) or ()} <= said
        for child in record["children"]:
            assert {("age", child["age"]), ("sex", child["sex"])} <= said
        for letter, section in SECTIONS.items():
            for number, statement in enumerate(record.get(section) or (), 1):
                own = {
                    (one["field"], one["value"])
                    for one in record["evidence"]
                    if one.get("where") == f"{letter}{number}"
                }
                for field in ("themes", "agencies"):
                    assert {(field, value) for value in statement[field]} <= own


def test_the_records_are_a_collection() -> None:
    """With ids, they are read without a problem, and are then the same."""
    records = list(map(NewIds("home").give, drafted(BULLETIN).reviews))
    text = "".join(yaml_writer.dump({"reviews": records}))
    read = dataset.read(text.encode(), "collection.yaml", TERMS)
    for record, one in zip(records, read.reviews, strict=True):
        made = one.to_dict()
        assert {key: made[key] for key in ("id", "name", "title", "summary", "harms")} == {
            key: record[key] for key in ("id", "name", "title", "summary", "harms")
        }
        assert [
            {key: value for key, value in item.items() if value is not None} for item in made["evidence"]
        ] == record["evidence"]


def test_a_bulletin_without_a_review() -> None:
    found = drafted("Some words.\n\nAnd more.\n")
    assert found == Bulletin(
        "bulletin.txt", None, None, None, None, None, [],
        [Unplaced("bulletin.txt", 1, "Some words."), Unplaced("bulletin.txt", 3, "And more.")], [], [],
    )  # fmt: skip


def test_what_follows_the_end_of_a_review_is_reported() -> None:
    found = drafted(f"{BULLETIN}Subscribe to our letters.\n")
    assert [line.text for line in found.unplaced] == ["Subscribe to our letters."]
    assert len(found.reviews) == 2


@pytest.mark.parametrize(("count", "doubts"), [("two", 0), ("three", 1), ("one", 1), ("some", 0)])
def test_a_headline_that_counts_otherwise_is_to_be_checked(count: str, doubts: int) -> None:
    found = drafted(BULLETIN.replace("two case reviews", f"{count} case reviews")).doubts
    assert len(found) == doubts
    number = {"three": 3, "one": 1}.get(count)
    for doubt in found:
        why = f"the headline says {counted(number or 0, 'review')}; found: 2"
        assert doubt == Doubt(None, "reviews", "2", why, doubt.words)
        assert count in str(doubt.words)


# --- Where a value is read, and how far to rely on it ---------------------------------------------


HAPPENED = "Neglect of a girl aged 4."


@pytest.mark.parametrize(
    ("title", "rows", "kind", "why"),
    [
        ("Serious Case Review: Child T", [HAPPENED], "scr", []),
        ("Child T", ["A serious case review of the neglect of a girl."], "scr", ["the title does not name the type"]),
        ("Child T", [HAPPENED, "Model: a rapid review, with talks."], "rapid-review", ["the title does not name the type"]),
        ("Child T", [HAPPENED, "Read the serious case review (PDF)"], "scr", ["only a resource names the type"]),
        ("Child T", [HAPPENED, "Read the overview report (PDF)"], None, []),
        ("Learning review: Child T", [HAPPENED], "other", ["this may be a Scottish learning review"]),
        ("Learning review: Child T", [f"{HAPPENED} She lived in Scotland."], "learning-review-scotland", ["only the text mentions Scotland"]),
        ("Learning review: Child T (Scotland)", [HAPPENED], "learning-review-scotland", []),
    ],
)  # fmt: skip
def test_the_type_is_the_titles_or_else_the_texts(
    title: str, rows: list[str], kind: str | None, why: list[str]
) -> None:
    found = review(title, *rows)
    assert found.get("review_type") == kind
    assert [reason for _, reason in checked(found, "review_type")] == why


@pytest.mark.parametrize(
    ("age", "is_doubted"), [("23 months", False), ("24 months", True), ("1 year", False), ("3 years 6 months", True)]
)
def test_a_baby_of_the_title_who_is_no_baby_is_to_be_checked(age: str, is_doubted: bool) -> None:
    expected = [(age, "the title mentions a baby")] if is_doubted else []
    assert checked(review("Baby T", f"Neglect of a girl aged {age}."), "age") == expected
    assert checked(review("Child T", f"Neglect of a girl aged {age}."), "age") == []


def test_an_age_that_only_the_title_has() -> None:
    found = review("Serious Case Review: Child T, aged 4 years", "The girl was neglected.")
    assert found["children"] == [{"age": "4 years", "sex": "female"}]
    assert [one["where"] for one in found["evidence"] if one["field"] == "age"] == ["title"]
    found = review("Serious Case Review: Child T, aged 4 years", "Neglect of a girl aged 5.")
    assert found["children"] == [{"age": "5 years", "sex": "female"}]


def test_two_children_of_a_title_of_whom_the_text_tells_of_one() -> None:
    why = "the title names 2 children, the text 1"
    assert checked(review("Child A and Child B", HAPPENED), "age") == [("4 years", why)]
    assert checked(review("Child A", HAPPENED), "age") == []


def test_a_harm_that_only_the_title_or_the_keywords_name_is_to_be_checked() -> None:
    title = "Serious Case Review: Child T: neglect"
    assert checked(review(title, "A girl lived in a flat."), "harms") == [("neglect", "only the title says so")]
    assert checked(review(title, HAPPENED), "harms") == []
    found = review("Child T", HAPPENED, "Keywords: sexual abuse, police, sleep")
    assert found["harms"] == ["neglect", "sexual-abuse"]
    assert checked(found, "harms") == [("sexual-abuse", "only the keywords name it")]


def test_where_there_was_no_harm_there_is_an_empty_list_and_where_nothing_is_said_none() -> None:
    assert review("Child T", "A girl was left on a train and came to no harm.")["harms"] == []
    assert "harms" not in review("Child T", "A girl lived in a flat.")


def test_what_is_not_stated_is_left_out() -> None:
    assert set(review("Child T", "Services knew the family.")) == {"name", "title", "summary", "coding", "evidence"}


def test_a_name_that_is_no_pseudonym_is_to_be_checked() -> None:
    found = review("Review of a serious case: serious case review", HAPPENED)
    assert [why for _, why in checked(found, "name")] == ["the title has no clear pseudonym"]


@pytest.mark.parametrize(
    ("who", "agencies", "is_doubted"),
    [
        ("the police", ["police"], False),
        ("all agencies", [], False),
        ("the staff of every service", [], False),
        ("the lighthouse", [], True),
        ("housing and the police", ["housing", "police"], False),
    ],
)
def test_whoever_is_addressed_is_an_agency_of_each_point(who: str, agencies: list[str], is_doubted: bool) -> None:
    found = review("Child T", HAPPENED, f"Recommendations: to {who}: open the door; shut the door.")
    assert [sorted(point["agencies"]) for point in found["recommendations"]] == [agencies, agencies]
    assert bool(checked(found, "agencies")) is is_doubted


def test_whoever_a_lead_in_addresses_is_an_agency_of_each_point() -> None:
    found = review("Child T", HAPPENED, "Recommendations to the police include: open the door; shut the door.")
    assert [point["agencies"] for point in found["recommendations"]] == [["police"], ["police"]]
    assert [point["text"] for point in found["recommendations"]] == ["open the door", "shut the door"]


OWNED = """\
<h1>Serious case review: Child T</h1><p>A girl aged 3 years died in May 2030 of neglect.</p><h2>Recommendations</h2>
<table><tr><th>Recommendation<th>Lead agency<th>Due</tr>
<tr><td>To housing: open the door.<td><td>May</tr>
<tr><td>Open the gate.<td>Police / Midwifery<td>May</tr>
<tr><td>Shut the gate.<td>J. Holt<td>May</tr>
<tr><td>Shut the door.<td>All partners<td>May</tr>
<tr><td>Lock the door.<td>J. Holt<td>May</tr>
</table>
"""


def test_who_is_to_do_something_by_a_table_is_an_agency_of_it() -> None:
    """As whom it addresses; its words are told, for they stand in no text, and once where nobody knows them."""
    (found,) = DRAFTER.read(decode(OWNED.encode(), "page.html")).reviews
    agencies = [point["agencies"] for point in found["recommendations"]]
    assert agencies == [["housing"], ["police", "midwifery"], [], [], []]
    assert [(one["value"], one.get("where"), one["words"], one.get("why")) for one in found["evidence"]][-5:] == [
        ("housing", "R1", "To housing", None),
        ("police", "R2", "Lead agency: Police / Midwifery", None),
        ("midwifery", "R2", "Lead agency: Police / Midwifery", None),
        ("none", "R3", "Lead agency: J. Holt", "who is to do it is not an agency in the vocabulary"),
        ("none", "R4", "Lead agency: All partners", None),
    ]


# --- Adults -------------------------------------------------------------------------------------------------------------

A_ROW = "<tr><td>{}</td><td>{}</td><td>{}</td><td>Nobody asked.</td></tr>"
ROWS = (
    ("Child T", "LCSPR", "A girl aged 3 years died in May 2028 of neglect by her parents."),
    ("Anna", "Domestic homicide review", "Anna, 34, was killed by her husband in June 2027. She had told her doctor."),
    ("Mr D", "SAR", "Mr D, 60, died of neglect in a care home."),
    ("Rowan", "LCSPR", "Rowan, a boy aged 5 years, was injured in June 2027 by his father."),
)


def test_a_row_of_an_adult_is_a_review_of_its_own_whose_facts_are_no_childs() -> None:
    """The rows beside it are others' reviews."""
    header = "<tr><th>Name</th><th>Type</th><th>What happened</th><th>Learning</th></tr>"
    page = f"<h1>Reviews</h1><table>{header}{''.join(A_ROW.format(*row) for row in ROWS)}</table>"
    found = DRAFTER.read(decode(page.encode(), "page.html")).reviews
    assert [(one["name"], one["review_type"]) for one in found] == [
        ("Child T", "lcspr"),
        ("Anna", "domestic-homicide-review"),
        ("Mr D", "safeguarding-adults-review"),
        ("Rowan", "lcspr"),
    ]
    keys = ("children", "harms", "outcome", "incident_date")
    assert [[key for key in keys if one.get(key)] for one in found][1:3] == [[], []]
    assert [bool(checked(one, "review_type")) for one in found] == [False, True, True, False]
    assert [one["children"][0]["age"] for one in (found[0], found[3])] == ["3 years", "5 years"]


@pytest.mark.parametrize(
    ("happened", "ages"),
    [
        ("Anna, 34, was killed by her husband. Her sons, aged 7 and 4, were in the next room.", ["7 years", "4 years"]),
        ("A mother was killed by her partner. A boy was in the room.", [None]),
        ("Anna, who was 17, was killed by her boyfriend.", ["17 years"]),
        ("A woman of 41 was killed by her son, 20, in June 2027.", []),
        ("Anna was 19 when she was strangled by her partner.", []),
    ],
)
def test_a_domestic_homicide_has_the_children_of_whom_it_tells(happened: str, ages: list[str | None]) -> None:
    """Of one who was grown up it has no facts; the text says nothing of a child."""
    found = review("Domestic homicide review: Anna", happened)
    assert found["review_type"] == "domestic-homicide-review"
    assert [child.get("age") for child in found.get("children") or ()] == ages
    assert bool(checked(found, "review_type")) is not bool(ages)


@pytest.mark.parametrize(
    ("happened", "is_childs"),
    [
        ("Anna, 34, was killed by her husband. Her sons, aged 7 and 4, were in the next room.", False),
        ("Anna, who was 17, was killed by her boyfriend.", True),
    ],
)
def test_what_happened_to_a_parent_is_no_harm_of_the_children(happened: str, is_childs: bool) -> None:
    found = review("Domestic homicide review: Anna", happened)
    assert found["children"]
    assert [bool(found.get("harms")), found.get("outcome")] == [is_childs, "death" if is_childs else None]


# --- The type that a page tells of all its reviews ----------------------------------------------------------------------

LIST = "{}\n\nChild Q, May 2030\n\nA boy of 4 months was hurt.\n\nBaby W, June 2030\n\nA girl of 6 weeks was hurt.\n"


@pytest.mark.parametrize(
    ("before", "review_type"),
    [
        ("This gives the main points of every local child safeguarding practice review that was published.", "lcspr"),
        ("Rapid reviews: 9. Local child safeguarding practice reviews published: 2.", "lcspr"),
        ("Rapid reviews: 9. Local child safeguarding practice reviews begun: 2.", None),
        ("A local child safeguarding practice review may follow.", None),
    ],
)
def test_a_page_names_the_type_of_all_its_reviews(before: str, review_type: str | None) -> None:
    """It does so in the plural or of each, and of several types names one as published."""
    found = DRAFTER.read(decode(LIST.format(before).encode(), "page.txt")).reviews
    assert [one.get("review_type") for one in found] == [review_type] * 2


# --- Ids ------------------------------------------------------------------------------------------


def named(*records: dict[str, Any], home: str = "home", taken: tuple[str, ...] = ()) -> list[str]:
    ids = NewIds(home, taken)
    return [ids.give(record)["id"] for record in records]


def test_an_id_is_made_of_the_month_or_the_year_or_the_collection_and_the_name() -> None:
    one = {"name": "Baby 'K'", "listed": "2031-06", "published": "2030", "area": "Calderhythe"}
    assert named(one) == ["2031-06/baby-k"]
    assert named({**one, "listed": None}) == ["2030/baby-k"]
    assert named({"name": "Baby 'K'"}) == ["home/baby-k"]
    assert named({"name": "…"}) == ["home/review"]


def test_an_id_that_is_taken_gets_the_place_and_then_a_number() -> None:
    one = {"name": "Baby K", "listed": "2031-06", "area": "Calderhythe"}
    assert named(one, one, one, one) == [
        "2031-06/baby-k", "2031-06/calderhythe-baby-k", "2031-06/baby-k-2", "2031-06/baby-k-3",
    ]  # fmt: skip
    assert named(one, taken=("2031-06/baby-k", "2031-06/calderhythe-baby-k")) == ["2031-06/baby-k-2"]
    bare = {"name": "Baby K"}
    assert named(bare, bare) == ["home/baby-k", "home/baby-k-2"]


def test_thousands_of_one_name_have_ids_of_their_own(at_once: Callable[..., Any]) -> None:
    """A number that was given is not tried again."""
    records = [{"name": "Baby K", "listed": "2031-06"}] * 20_000
    found = at_once(2, named, *records)
    assert found[:2] == ["2031-06/baby-k", "2031-06/baby-k-2"]
    assert found[-1] == "2031-06/baby-k-20000"
    assert len(set(found)) == 20_000


def test_statements_have_the_id_of_their_review_a_letter_and_a_number() -> None:
    one = NewIds("h").give(
        {"name": "T", "learning": [{"text": "a"}, {"text": "b"}], "recommendations": [], "actions": [{"text": "c"}]}
    )
    assert [item["id"] for item in (*one["learning"], *one["actions"])] == ["h/t/L1", "h/t/L2", "h/t/A1"]
    assert one["recommendations"] == []
