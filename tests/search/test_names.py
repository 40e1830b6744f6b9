"""What a person means who names a review or a statement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.errors import AmbiguousError, CasereviewsError, NotFoundError
from casereviews.search import names
from casereviews.search.names import Found
from casereviews.store import Store
from casereviews.text import has_controls
from casereviews.vocabulary import Vocabulary
from helpers import Records, examples, samples

MODEST = examples(100)
NO_TERMS = Vocabulary((), {})
store_of = partial(samples.store_of, terms=NO_TERMS)


def resolve(store: Store, typed: str) -> str:
    """The id that a name stands for, with a mark where it is a statement's."""
    found = names.resolve(store, typed)
    return f"{found.id} (statement)" if found.is_statement else found.id


def not_found(store: Store, typed: str) -> str:
    with pytest.raises(NotFoundError) as caught:
        names.resolve(store, typed)
    assert (caught.value.exit_code, caught.value.hint) == (1, "casereviews list shows them all")
    return caught.value.message


def ambiguous(store: Store, typed: str) -> str:
    with pytest.raises(AmbiguousError) as caught:
        names.resolve(store, typed)
    assert (caught.value.exit_code, caught.value.hint) == (3, "name one by its id")
    return caught.value.message


SAMPLE = store_of(
    {"name": "Child R", "title": "Review: Child R"},
    {"name": "Child RS", "title": "Review: Child RS", "learning": [{"text": "One."}, {"text": "Two."}]},
    {"name": "Baby 'Q'", "title": "Baby ‘Q’: a young sibling", "recommendations": [{"text": "One."}]},
    {"name": "Zoë", "title": "Harbour family: Zoë and Ash & Bo O'Shea"},
    {"name": "Jo", "title": "Jo", "id": "2030-01/sibling-1", "actions": [{"text": "One."}]},
    {"name": "Jo", "title": "Jo, again", "id": "2030-02/sibling-2", "actions": [{"text": "One."}]},
    {"name": "R", "title": "Of few words", "id": "2031/long-id"},
)


# --- One review -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        # an id, exactly or not
        ("sample/child-r", "sample/child-r"),
        (" sample/child-r ", "sample/child-r"),
        ("SAMPLE/Child-R", "sample/child-r"),
        ("sample child r", "sample/child-r"),
        ("2030-01/sibling-1", "2030-01/sibling-1"),
        # a name, or the end of an id
        ("Child R", "sample/child-r"),
        ("child r", "sample/child-r"),
        ("CHILD  R", "sample/child-r"),
        ("child-r", "sample/child-r"),
        ("child_r", "sample/child-r"),
        ("‘Child R’", "sample/child-r"),
        ("Child\u00a0R", "sample/child-r"),
        ("Child RS", "sample/child-rs"),
        ("child-rs", "sample/child-rs"),
        ("Baby Q", "sample/baby-q"),
        ("Baby 'Q'", "sample/baby-q"),
        ("baby “q”", "sample/baby-q"),
        ("zoë", "sample/zoë"),
        ("ZOË", "sample/zoë"),
        ("sibling 1", "2030-01/sibling-1"),
        ("long id", "2031/long-id"),
        ("R", "2031/long-id"),
        ("r", "2031/long-id"),
        # whole words of one name or title
        ("RS", "sample/child-rs"),
        ("Q", "sample/baby-q"),
        ("baby", "sample/baby-q"),
        ("young", "sample/baby-q"),
        ("YOUNG SIBLING", "sample/baby-q"),
        ("a young sibling", "sample/baby-q"),
        ("harbour", "sample/zoë"),
        ("Harbour-Family", "sample/zoë"),
        ("again", "2030-02/sibling-2"),
        ("Jo, again", "2030-02/sibling-2"),
        ("few words", "2031/long-id"),
    ],
)
def test_what_a_name_stands_for(typed: str, identity: str) -> None:
    assert names.resolve(SAMPLE, typed) == Found(identity)


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("O'Shea", "sample/zoë"),
        ("o’shea", "sample/zoë"),
        ("OSHEA", "sample/zoë"),
        ("Ash & Bo", "sample/zoë"),
        ("ash and bo", "sample/zoë"),
        ("Zoe\u0308", "sample/zoë"),
    ],
)
def test_words_with_marks_in_them(typed: str, identity: str) -> None:
    assert names.resolve(SAMPLE, typed) == Found(identity)


def test_every_word_of_a_name_counts_whatever_the_title() -> None:
    assert resolve(store_of({"name": "Child A", "title": "Child abuse review"}), "A") == "sample/child-a"
    assert resolve(store_of({"name": "Child A", "title": "A review"}), "child") == "sample/child-a"


def test_a_name_goes_before_a_word_of_another() -> None:
    sample = store_of({"name": "Ash", "title": "Review"}, {"name": "Child B", "title": "Ash Street: Child B"})
    assert resolve(sample, "ash") == "sample/ash"
    assert resolve(sample, "street") == "sample/child-b"


def test_an_id_goes_before_a_name() -> None:
    sample = store_of({"name": "b", "id": "a"}, {"name": "a", "id": "b"})
    assert (resolve(sample, "a"), resolve(sample, "b")) == ("a", "b")


@pytest.mark.parametrize(
    "typed", ["chil", "hild r", "hil", "RSS", "sib", "oung", "sibling young", "family harbour", "rs child"]
)
def test_half_a_word_is_no_name(typed: str) -> None:
    assert not_found(SAMPLE, typed).startswith(f'no review "{typed}"')


def test_the_bundled_names(store: Store, records: Records) -> None:
    for identity, record in records.items():
        for typed in (identity, record["name"], identity.rpartition("/")[2], record["title"], record["name"].upper()):
            assert resolve(store, typed) == identity
    assert resolve(store, "RS") == "2022-02/child-rs"
    assert resolve(store, "L") == "2022-02/child-l"


SPACES = st.sampled_from([" ", "-", "_", "  ", "\u2011", "\u2013", "\u00a0", "\t"])
QUOTES = st.sampled_from(["", "'", '"', "`", "‘", "’", "“", "”"])


@MODEST
@given(st.data())
def test_a_name_is_known_however_it_is_written(store: Store, records: Records, data: st.DataObject) -> None:
    identity, record = data.draw(st.sampled_from(list(records.items())))
    name = data.draw(st.sampled_from([record["name"], identity, identity.rpartition("/")[2]]))
    case = data.draw(st.sampled_from(["upper", "lower", "title", "swapcase", "strip"]))
    words = str(getattr(name, case)()).replace("'", "").replace("-", " ").replace("/", " ").split()
    written = [data.draw(QUOTES) + word + data.draw(QUOTES) for word in words]
    typed = written[0]
    for word in written[1:]:
        typed += data.draw(SPACES) + word
    assert names.resolve(store, typed) == Found(identity)


# --- None, or several -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("xyzzy", 'no review "xyzzy"'),
        ("Chlid RS", 'no review "Chlid RS"; did you mean "Child RS" or "Child R"?'),
        ("Babby Q", 'no review "Babby Q"; did you mean "Baby \'Q\'"?'),
        ("", 'no review ""'),
        ("  ", 'no review ""'),
        ("'", 'no review "\'"'),
        ("-", 'no review "-"'),
        ("???", 'no review "???"'),
        ("\x1b[31m", 'no review "<U+001B>[31m"'),
        ("two\nlines", 'no review "two lines"'),
        ("\u202e", 'no review "<U+202E>"'),
        ("q" * 1000, f'no review "{"q" * 80}"'),
        ("NEAR(a b)", 'no review "NEAR(a b)"'),
    ],
)
def test_a_name_that_stands_for_nothing(typed: str, message: str) -> None:
    assert not_found(SAMPLE, typed) == message


def test_a_name_that_stands_for_several() -> None:
    assert ambiguous(SAMPLE, "jo") == '"jo" is the name of 2 reviews:\n  2030-01/sibling-1  Jo\n  2030-02/sibling-2  Jo'
    assert (
        ambiguous(SAMPLE, "review")
        == '"review" is only a part of the names or titles of 2 reviews:\n  sample/child-r  Child R\n  sample/child-rs  Child RS'
    )


def test_a_title_without_a_name_of_its_own_stands_for_no_more_than_it_says() -> None:
    sample = store_of({"name": "A", "title": "A"}, {"name": "B", "title": "B"})
    assert not_found(sample, "sample").startswith('no review "sample"')


def test_the_bundled_words_that_several_have(store: Store) -> None:
    assert ambiguous(store, "R").splitlines() == [
        '"R" is only a part of the names or titles of 2 reviews:',
        "  2022-02/baby-r  Baby 'R'",
        "  2022-02/child-r  Child R",
    ]
    assert len(ambiguous(store, "child").splitlines()) == 8


def test_so_many_are_shown() -> None:
    made = [{"name": f"Child {number}", "title": "Sample review"} for number in range(25)]
    lines = ambiguous(store_of(*made), "sample").splitlines()
    assert lines == [
        '"sample" is only a part of the names or titles of 25 reviews:',
        *(f"  sample/child-{number}  Child {number}" for number in range(20)),
        "  and 5 more",
    ]
    assert ambiguous(store_of(*made[:20]), "sample").splitlines()[-1] == "  sample/child-19  Child 19"


def test_control_characters_in_names_are_written_out() -> None:
    sample = store_of({"name": "a\x1b[31m", "id": "x/1"}, {"name": "a\u202e", "id": "x/2"})
    assert ambiguous(sample, "sample") == (
        '"sample" is only a part of the names or titles of 2 reviews:\n  x/1  a<U+001B>[31m\n  x/2  a<U+202E>'
    )
    assert not has_controls(not_found(sample, "a\x1b[32m"))


# --- Statements -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("sample/child-rs/L2", "sample/child-rs/L2"),
        ("sample/child-rs/l2", "sample/child-rs/L2"),
        ("SAMPLE/CHILD-RS/L1", "sample/child-rs/L1"),
        (" sample/child-rs/L1 ", "sample/child-rs/L1"),
        ("child-rs/L1", "sample/child-rs/L1"),
        ("Child RS L1", "sample/child-rs/L1"),
        ("child rs/l1", "sample/child-rs/L1"),
        ("baby ‘q’ R1", "sample/baby-q/R1"),
        ("2030-01/sibling-1/A1", "2030-01/sibling-1/A1"),
        ("sibling-2/A1", "2030-02/sibling-2/A1"),
    ],
)
def test_what_a_statements_id_stands_for(typed: str, identity: str) -> None:
    assert names.resolve(SAMPLE, typed) == Found(identity, is_statement=True)


@pytest.mark.parametrize(
    ("typed", "unstated"),
    [
        ("sample/child-rs/L3", ""),
        ("sample/child-rs/L0", ""),
        ("sample/child-rs/R1", "; its recommendations are not stated"),
        ("child rs L01", ""),
        (" child-rs/a1 ", "; its actions are not stated"),
    ],
)
def test_a_statement_that_is_not_there(typed: str, unstated: str) -> None:
    """Those that there are instead are told, and whether the source states any of its kind."""
    with pytest.raises(NotFoundError) as caught:
        names.resolve(SAMPLE, typed)
    assert caught.value.message == f'no statement "{typed.strip()}"; sample/child-rs has L1 to L2{unstated}'
    assert caught.value.hint == "name one of these, or the review for all of them"


@pytest.mark.parametrize("typed", ["sample/child-rs/L", "L1", "/L1", "nobody/L1"])
def test_a_statement_of_no_review(typed: str) -> None:
    assert not_found(SAMPLE, typed).startswith(f'no review "{typed}"')


def test_which_statements_there_are() -> None:
    """As ranges without gaps; of every review of the name."""
    learning = [{"id": f"x/{number}/L{n}", "text": "One."} for number in (1,) for n in (1, 2, 3, 7, 9, 10)]
    sample = store_of(
        {"name": "A", "id": "x/1", "learning": learning, "actions": [{"text": "One."}]}, {"name": "A", "id": "x/2"}
    )
    with pytest.raises(NotFoundError) as caught:
        names.resolve(sample, "A L4")
    assert caught.value.message == (
        'no statement "A L4"; x/1 has L1 to L3, L7, L9 to L10 and A1, x/2 has no statements; its learning is not stated'
    )


def test_a_word_of_the_vocabulary_that_names_no_review(store: Store) -> None:
    assert not_found(store, "GPs") == 'no review "GPs"; GPs is an agency: casereviews list --agency gp'


def test_a_statement_of_several() -> None:
    assert ambiguous(SAMPLE, "Jo A1") == (
        '"Jo A1" is the name of 2 statements:\n  2030-01/sibling-1/A1  Jo\n  2030-02/sibling-2/A1  Jo'
    )


LIKE_STATEMENTS = store_of(
    {"name": "Child A1"},
    {"name": "Child", "actions": [{"text": "One."}]},
    {"name": "Child L", "actions": [{"text": "One."}], "learning": [{"text": "One."}]},
)


def test_a_name_like_a_statements_is_a_name() -> None:
    assert resolve(LIKE_STATEMENTS, "Child A1") == "sample/child-a1"
    assert resolve(LIKE_STATEMENTS, "child-a1") == "sample/child-a1"
    assert resolve(LIKE_STATEMENTS, "Child L L1") == "sample/child-l/L1 (statement)"


def test_the_id_of_a_statement_is_an_id() -> None:
    assert resolve(LIKE_STATEMENTS, "sample/child/A1") == "sample/child/A1 (statement)"
    assert resolve(LIKE_STATEMENTS, "sample/child-a1") == "sample/child-a1"


def test_a_word_never_opens_a_statement() -> None:
    sample = store_of({"name": "Child B", "title": "Harbour", "learning": [{"text": "One."}]})
    assert not_found(sample, "Harbour L1") == 'no review "Harbour L1"'


def test_every_bundled_statement(store: Store, records: Records) -> None:
    for record in records.values():
        for section in ("learning", "recommendations", "actions"):
            for point in record[section] or ():
                assert names.resolve(store, point["id"]) == Found(point["id"], is_statement=True)
                short = f"{record['name']} {point['id'].rpartition('/')[2].lower()}"
                assert names.resolve(store, short) == Found(point["id"], is_statement=True)


# --- Several names --------------------------------------------------------------------------------


def test_several_names() -> None:
    found = names.resolve_all(SAMPLE, ["RS", "zoë", "Child RS L1", "RS"])
    assert found == [
        Found("sample/child-rs"),
        Found("sample/zoë"),
        Found("sample/child-rs/L1", is_statement=True),
        Found("sample/child-rs"),
    ]
    assert names.resolve_all(SAMPLE, []) == []


def failure(typed: list[str]) -> tuple[type[CasereviewsError], str, str | None]:
    with pytest.raises((NotFoundError, AmbiguousError)) as caught:
        names.resolve_all(SAMPLE, typed)
    return type(caught.value), caught.value.message, caught.value.hint


def test_every_name_that_fails_is_told() -> None:
    jo = '"jo" is the name of 2 reviews:\n  2030-01/sibling-1  Jo\n  2030-02/sibling-2  Jo'
    everything = "casereviews list shows them all"
    assert failure(["xyzzy", "RS", "jo"]) == (NotFoundError, f'no review "xyzzy"\n{jo}', everything)
    assert failure(["jo", "xyzzy"]) == (NotFoundError, f'{jo}\nno review "xyzzy"', everything)
    assert failure(["jo", "RS"]) == (AmbiguousError, jo, "name one by its id")


def test_a_name_without_its_quotation_marks() -> None:
    everything = "casereviews list shows them all"
    hint = "a name of several words needs quotation marks: "
    assert failure(["Child", "RS"])[2] == f'{hint}"Child RS"'
    assert failure(["young", "sibling", "nope"])[2] == everything
    assert failure(["sibling", "sample/child-r", "Jo"])[2] == "name one by its id"
    many = store_of({"name": "Harbour One"}, {"name": "Harbour Two"}, {"name": "Two"})
    with pytest.raises(AmbiguousError) as caught:
        names.resolve_all(many, ["Harbour", "Two"])
    assert caught.value.hint == f'{hint}"Harbour Two"'


# --- Any text -------------------------------------------------------------------------------------


@examples(200)
@given(st.text(st.characters(), max_size=60) | st.text("child rsLRA0129/'-\"*() \x00é", max_size=40))
def test_any_text_stands_for_one_or_none_or_several(store: Store, typed: str) -> None:
    for asked in (store, SAMPLE):
        try:
            found = names.resolve(asked, typed)
        except (NotFoundError, AmbiguousError) as error:
            shown = f"{error.message}\n{error.hint}"
            assert not has_controls(shown)
            shown.encode()
        else:
            known = "SELECT 1 FROM passage WHERE id = ?" if found.is_statement else "SELECT 1 FROM review WHERE id = ?"
            assert asked.ask(known, [found.id]).fetchone() == (1,)


@pytest.mark.parametrize("typed", ["a" * 100_000, "a " * 5000, "'" * 100_000, "L1 " * 30_000, "/" * 100_000])
def test_a_long_name_is_refused_at_once(store: Store, typed: str, at_once: Callable[..., Any]) -> None:
    def ask() -> None:
        with pytest.raises(NotFoundError):
            names.resolve(store, typed)

    at_once(0.5, ask)
