"""The rules of assertion: the example of each is set aside by it, and by nothing else."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

import pytest

from casereviews.bulletin import english
from casereviews.bulletin.facts import assertion, mentions, rules, subjects
from casereviews.bulletin.facts.rules import Rule
from casereviews.coding.coder import Hit

RULES = rules.rules()
AGAINST = ("confirmed",)


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example, and where its marked words begin and end."""
    before, words, after = re.split(r"[\[\]]", example)
    return before + words + after, len(before), len(before) + len(words)


def sets_aside(rule: Rule) -> bool:
    """Whether the marked words of a rule's example are set aside by the rules that are there."""
    text, start, end = marked(rule.example)
    if rule.scope == "subject":
        harm = max(text.find(word) for word in ("abuse", "neglect"))
        return subjects.Subjects(text).whose(harm, harm + 5) == mentions.OTHER
    if rule.category == "topic":
        return assertion.is_topic(text, Hit("harm", "neglect", start, end, weak=False))
    if rule.category == "unconsidered":
        return assertion.is_unconsidered(text, Hit("harm", "neglect", start, end, weak=False))
    if rule.category == "negated":
        return assertion.is_negated(text, Hit("harm", "neglect", start, end, weak=False))
    spans = assertion.doubted(text) if rule.scope == "doubted" else assertion.set_aside(text)
    return any(first <= start and end <= last for first, last in spans)


@pytest.fixture
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rule]:
    """A rule that is taken out."""
    rule: Rule = request.param
    monkeypatch.setattr(rules, "rules", lambda: tuple(other for other in RULES if other is not rule))
    for module in (assertion, subjects):
        importlib.reload(module)
    yield rule
    monkeypatch.undo()
    for module in (assertion, subjects):
        importlib.reload(module)


def test_every_field_of_a_rule_is_one_that_is_known() -> None:
    assert len(RULES) > 50
    assert {rule.direction for rule in RULES} == {"forward", "backward", "both"}
    assert {rule.scope for rule in RULES} == {
        "clause", "words", "to comma", "to stop", "charge", "5 words", "next", "text", "subject",
        "doubted",
    }  # fmt: skip
    assert {rule.category for rule in RULES} == {
        "dismissed", "superseded", "suspected", "explained", "charged", "historical", "other person", "adult",
        "negated", "topic", "confirmed", "judged", "claimed", "experienced", "unconsidered",
    }  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.words[:40])
def test_the_words_of_a_rule_are_in_its_example(rule: Rule) -> None:
    assert re.search(rule.expression, marked(rule.example)[0], re.IGNORECASE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.words[:40])
def test_the_example_of_a_rule_is_set_aside(rule: Rule) -> None:
    assert sets_aside(rule) != (rule.category in AGAINST)


@pytest.mark.parametrize("without", RULES, ids=lambda rule: rule.words[:40], indirect=True)
def test_without_a_rule_its_example_is_not(without: Rule) -> None:
    assert sets_aside(without) == (without.category in AGAINST)


@pytest.mark.parametrize(
    ("phrase", "texts", "others"),
    [
        ("child(ren)", ["child", "children"], ["childs"]),
        ("bab(y/ies)", ["baby", "babies"], ["bab"]),
        ("(very )+ill", ["ill", "very very ill"], ["veryill"]),
        ("(so/very )+ill", ["ill", "very soill"], ["very so"]),
        ("injur*", ["injur", "injuries"], ["in"]),
        ("aged #_", ["aged 12a"], ["aged a2"]),
        ("mother's", ["mother's", "mother’s"], ["mothers"]),
        ("(his/her/)(-)<kin>", ["his-sister", "niece"], ["their niece", "his aunt"]),
        ("first ...5 said", ["first said", "first he said"], ["first, as he said", "firstsaid"]),
        ("tried ...9, for", ["tried by us for"], ["tried, for", "tried. for"]),
        ("tried ...9; for", ["tried by us for", "tried, for"], ["tried. for", "tried; for"]),
        ("tried ...9_ for", ["tried by us for"], ["tried (us) for"]),
        ("no !one", ["no", "no more"], ["no one", "no-one"]),
        ("e.g", ["e.g", "E.G"], ["e,g"]),
        ("=(R/r)umour", ["Rumour", "rumour"], ["RUMOUR"]),
    ],
)
def test_the_notation_of_words(phrase: str, texts: list[str], others: list[str]) -> None:
    found = re.compile(rf"(?:{english.expression(phrase)})\b", re.IGNORECASE)
    assert [text for text in (*texts, *others) if found.match(text)] == texts


def test_every_list_of_words_is_read_whole() -> None:
    for name in ("number", "ordinal", "month", "adult", "harm", "preposition"):
        assert all(re.fullmatch(r"[^,\[\]\n]+", word) for word in english.words(name)), name
        assert len(english.words(name)) >= 12


def test_lists_are_told_apart_by_groups() -> None:
    pattern = english.pattern("twins", male="male twins", female="female twins", start=r"\bthe ", end=" died")
    texts = ("the Twin brothers died", "the twin girls died", "the twins died", "his twins died", "the twins")
    found = [pattern.search(text) for text in texts]
    assert [match and match.lastgroup for match in found] == ["male", "female", None, None, None]
    assert [match is not None for match in found] == [True, True, True, False, False]


def test_of_no_expressions_a_pattern_matches_nothing() -> None:
    assert english.one_of([], start="").search("a") is None
