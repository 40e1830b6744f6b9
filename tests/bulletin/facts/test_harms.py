"""What happened to the child: harms and outcome, and what is set aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin.facts import assertion
from casereviews.bulletin.facts.harms import Coded, find_unharmed, harms_of, outcome_of
from casereviews.bulletin.facts.subjects import Subjects
from casereviews.coding.coder import Coder
from casereviews.library import vocabularies

TERMS = vocabularies.coding_vocabulary()
CODER = Coder(TERMS)


def coded(text: str) -> tuple[list[Coded], Coded | None]:
    """Harms and outcome, as the drafter asks for them."""
    hits = CODER.hits(text)
    aside = assertion.set_aside(text)
    subjects = Subjects(text)
    harms = harms_of(text, hits, aside, subjects)
    return harms, outcome_of(text, hits, aside, harms, subjects)


def slugs(text: str) -> tuple[set[str], str | None]:
    harms, outcome = coded(text)
    return {harm.slug for harm in harms}, outcome.slug if outcome else None


@pytest.mark.parametrize(
    ("text", "harms", "outcome"),
    [
        ("Death of a 3-week-old boy from non-accidental injuries.", {"physical-abuse"}, "death"),
        ("Non-accidental injuries to a girl of 3 months.", {"physical-abuse"}, "injury"),
        ("A girl died after she was shaken by her father.", {"physical-abuse"}, "death"),
        ("Fractures to a baby, inflicted by his mother.", {"physical-abuse"}, "injury"),
        ("Murder of a boy by his stepfather.", {"physical-abuse"}, "death"),
        ("Chronic neglect of three siblings.", {"neglect"}, "harm-no-injury"),
        ("Death of a girl who drowned while unsupervised.", {"neglect"}, "death"),
        ("Sexual abuse of a girl by her uncle.", {"sexual-abuse"}, "harm-no-injury"),
        ("Sexual exploitation of a girl by a group of men.", {"sexual-exploitation", "sexual-abuse"}, "harm-no-injury"),
        ("A boy was made to carry drugs between towns; he was exploited criminally.", {"criminal-exploitation"}, "harm-no-injury"),
        ("Suicide of a 15-year-old girl.", {"self-harm-suicide"}, "death"),
        ("Emotional abuse of a boy by his carers.", {"emotional-abuse"}, "harm-no-injury"),
        ("Physical and emotional abuse of a boy by his carers.", {"physical-abuse", "emotional-abuse"}, "harm-no-injury"),
        ("Neglect and sexual abuse of a boy.", {"neglect", "sexual-abuse"}, "harm-no-injury"),
        ("Sudden unexpected death of a baby in June 2019.", {"sudden-unexpected-death"}, "death"),
        ("Fatal stabbing of a 16-year-old boy by another young person.", {"extrafamilial-violence"}, "death"),
        ("A boy fell from a window by accident and was seriously injured.", {"accident"}, "injury"),
        ("A boy fell from a window by accident.", {"accident"}, None),
        ("Services knew the family.", set(), None),
        ("", set(), None),
    ],
)  # fmt: skip
def test_what_a_text_states(text: str, harms: set[str], outcome: str | None) -> None:
    assert slugs(text) == (harms, outcome)


@pytest.mark.parametrize(
    ("text", "harms", "outcome"),
    [
        # A cause that was thought of and later dismissed.
        ("Death of a boy. It was at first thought to be a sudden unexpected death, but a post-mortem found inflicted injuries.", {"physical-abuse"}, "death"),
        ("Neglect of a girl. Sexual abuse was suspected and ruled out.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a girl. Allegations of sexual abuse were found to be without basis.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a girl. There was no evidence of sexual abuse.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a girl. Sexual abuse was feared.", {"neglect"}, "harm-no-injury"),
        # A charge that differs from the conviction.
        ("Death of a boy left alone in a bath. His mother was charged with murder; she was convicted of child cruelty.", {"neglect"}, "death"),
        ("Neglect of a girl. The lodger was charged with rape, and acquitted.", {"neglect"}, "harm-no-injury"),
        # Somebody else.
        ("Suicide of a girl. Her brother was killed in a fight.", {"self-harm-suicide"}, "death"),
        ("Neglect of a boy. His father had previous convictions for sexual assault.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a boy. His grandmother died in 2012.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a boy. Mother was sexually abused as a child.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a boy. Her partner showed sexually harmful behaviour.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a boy. His father, when a boy, had been physically abused.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a boy. His mother had lost a brother to suicide.", {"neglect"}, "harm-no-injury"),
        ("A boy was shaken by his mother, who then tried to take her own life.", {"physical-abuse"}, "harm-no-injury"),
        ("Neglect of a girl. An older child had died in infancy, and her sister had been injured.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a girl, who had been on a child protection plan because of emotional abuse.", {"neglect"}, "harm-no-injury"),
        ("Neglect of a girl, who was at risk of sexual exploitation.", {"neglect"}, "harm-no-injury"),
        ("A boy of 14 killed a neighbour.", set(), "other"),
        ("Domestic abuse, neglect and sexual exploitation remain priorities.", set(), None),
        # Children in general.
        ("Neglect of a girl. Physical abuse of babies is hard to spot.", {"neglect"}, "harm-no-injury"),
        # What was only suspected, or could not be shown.
        ("A baby had a burn; an inflicted injury was suspected, but was not found to be likely.", set(), "injury"),
        ("Neglect of a girl. There is a suspicion that she had been shaken.", {"neglect"}, "harm-no-injury"),
        ("Death of a girl from natural causes. Whether this was neglect could not be established.", set(), "death"),
        # Background.
        ("Neglect of a boy in a home with domestic abuse.", {"neglect"}, "harm-no-injury"),
        ("Non-accidental injuries to a boy. A sex offender visited the home.", {"physical-abuse"}, "injury"),
    ],
)  # fmt: skip
def test_what_was_not_so_or_not_of_the_child_is_set_aside(text: str, harms: set[str], outcome: str) -> None:
    assert slugs(text) == (harms, outcome)


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("Neglect of a girl. The lodger was convicted of her rape.", {"neglect", "sexual-abuse"}),
        ("Death of a boy. His mother was charged with murder and is awaiting trial.", {"physical-abuse"}),
        ("A girl witnessed the violence of her father.", {"domestic-abuse"}),
        # One harm does not drive out another that is told outright.
        ("A girl died after an assault. Her mother's partner was convicted of murder, her mother of neglect.", {"physical-abuse", "neglect"}),
        ("A boy was exploited through county lines and was stabbed by a group of youths.", {"criminal-exploitation", "extrafamilial-violence"}),
        # Who did it makes it violence in the family or outside it.
        ("A boy died in an altercation with two young people, one of whom pleaded guilty to manslaughter.", {"extrafamilial-violence"}),
        ("A boy died at home; his father pleaded guilty to manslaughter.", {"physical-abuse"}),
        ("Life-threatening injuries of an infant girl due to shaking.", {"physical-abuse"}),
        ("A baby died and no cause could be found.", {"sudden-unexpected-death"}),
        ("A baby died; the cause is not known. The baby may have ingested tablets.", {"sudden-unexpected-death"}),
        ("Death of a boy from a head injury. The partner was convicted of murder, the mother of neglect.", {"physical-abuse", "neglect"}),
        ("Both children were hit and humiliated by a parent.", {"physical-abuse", "emotional-abuse"}),
    ],
)  # fmt: skip
def test_and_what_was_so_is_not(text: str, harms: set[str]) -> None:
    assert slugs(text)[0] == harms


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("A boy was injured and later died of neglect.", "death"),
        ("A boy was seriously injured through neglect.", "injury"),
        ("Neglect of a boy.", "harm-no-injury"),
        ("Self-harm by a girl of 14.", None),
        ("Attempted suicide of a girl of 14, who has recovered.", "other"),
        ("A boy was left on a train and came to no harm.", "other"),
        ("A family moved.", None),
    ],
)
def test_the_outcome_is_the_gravest_that_is_stated(text: str, outcome: str | None) -> None:
    assert slugs(text)[1] == outcome


@pytest.mark.parametrize(
    ("text", "slug", "doubt"),
    [
        ("Sexual abuse of a girl by her uncle.", "sexual-abuse", None),
        ("Inflicted injuries to a boy.", "physical-abuse", None),
        ("A baby had bruises.", "physical-abuse", "the words can mean something else"),
        ("Murder of a boy.", "physical-abuse", "the words can mean something else"),
        ("Death of a boy. His aunt was arrested on suspicion of neglect.", "neglect", "only a charge or a suspicion says so"),
        ("A boy lived with an aunt. She neglected the house.", "neglect", "this may have been done to somebody else"),
        ("Sexual abuse of young people in a home.", "sexual-abuse", "this may be about children in general"),
        ("Sexual abuse of a girl.", "sexual-abuse", None),
        ("A girl witnessed the violence of her father.", "domestic-abuse", "it may be the background rather than what harmed the child"),
    ],
)  # fmt: skip
def test_what_words_only_hint_at_is_to_be_checked(text: str, slug: str, doubt: str | None) -> None:
    assert [(harm.slug, harm.doubt) for harm in coded(text)[0]] == [(slug, doubt)]


def test_a_harm_that_is_told_far_behind_the_first_is_to_be_checked() -> None:
    def neglect(between: int) -> str | None:
        return coded(f"A boy was shaken.{' ' * between}He was neglected.")[0][1].doubt

    assert (neglect(580), neglect(600)) == (None, "only a later part of the text says so")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("A boy was shaken by his father.", "no injury is stated"),
        ("Neglect of a boy.", None),
        ("Death of a boy. His aunt was arrested on suspicion of neglect.", None),
    ],
)
def test_an_outcome_is_as_sure_as_the_harm_that_says_it(text: str, doubt: str | None) -> None:
    outcome = coded(text)[1]
    assert outcome
    assert outcome.doubt == doubt


def test_an_attempted_suicide_has_an_outcome_that_is_to_be_checked() -> None:
    outcome = coded("Attempted suicide of a girl of 14.")[1]
    assert outcome
    assert outcome.doubt == "no injury is stated"


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("A boy was badly scalded.", {"physical-abuse"}),
        ("A boy was badly scalded. Whether it was an accident is not known.", set()),
        ("A boy was badly scalded. The review could not rule it out that he was scalded on purpose.", set()),
        ("A boy was seriously injured when he fell from a window.", {"accident"}),
        ("A boy was seriously injured when he fell from a window. It is not known how it came about.", set()),
        ("A boy was badly scalded. It could not be established which parent had done it.", {"physical-abuse"}),
        ("A boy was physically abused. Whether he was scalded on purpose is not known.", {"physical-abuse"}),
    ],
)
def test_an_injury_of_which_nobody_knows_how_it_came_about_is_no_harm(text: str, harms: set[str]) -> None:
    assert slugs(text)[0] == harms


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("An uncle frightened three brothers, and was violent to his wife in front of them.", {"domestic-abuse"}),
        ("Wren, 2, died. Ms B, who was 22, looked after her. She had been sexually abused by a relative.", set()),
        ("Wren, 2, died. Mr S had been sexually abused by a relative.", set()),
        ("Wren, 2, died. She had been sexually abused by a relative.", {"sexual-abuse"}),
    ],
)
def test_what_was_done_to_somebody_with_a_title_is_not_the_childs(text: str, harms: set[str]) -> None:
    assert slugs(text)[0] == harms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The boy came to no harm.", "came to no harm"),
        ("She was unharmed.", "unharmed"),
        ("He died of natural causes.", "natural causes"),
        ("She was found safe.", "found safe"),
        ("He was harmed.", None),
        ("", None),
    ],
)
def test_where_a_text_says_that_there_was_no_harm(text: str, words: str | None) -> None:
    span = find_unharmed(text)
    assert (text[slice(*span)] if span else None) == words


def test_the_words_of_a_code_stand_where_it_says() -> None:
    text = "Death of a boy after inflicted injuries, and neglect."
    harms, outcome = coded(text)
    assert {harm.slug: text[harm.start : harm.end] for harm in harms} == {
        "physical-abuse": "inflicted injuries",
        "neglect": "neglect",
    }
    assert outcome
    assert text[outcome.start : outcome.end] == "Death of"


WORDS = st.sampled_from(
    ["death", "died", "of", "a", "boy", "girl", "by", "his", "father", "mother", "was", "charged", "convicted", "with", "murder", "neglect", "sexual", "abuse", "ruled", "out", "suspected", "but", ";", ".", ",", "initially", "thought", "no", "harm", "brother", "killed", "stabbed", "aged", "40", "injuries"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_text_is_coded_with_terms_of_the_vocabulary_and_its_own_words(text: str) -> None:
    harms, outcome = coded(text)
    found = [harm.slug for harm in harms]
    assert len(set(found)) == len(found)
    assert set(found) <= set(TERMS.terms("harm"))
    assert outcome is None or outcome.slug in TERMS.terms("outcome")
    for one in (*harms, *([outcome] if outcome else [])):
        assert 0 <= one.start < one.end <= len(text)
    for start, end in assertion.set_aside(text):
        assert 0 <= start <= end <= len(text)


def doubts(text: str) -> dict[str, str | None]:
    """The harms of a text, each with why it is to be checked."""
    return {harm.slug: harm.doubt for harm in coded(text)[0]}


SUSPECTED = "only a charge or a suspicion says so"
BACKGROUND = "it may be the background rather than what harmed the child"
UNSURE = "the words can mean something else"
UNNAMED = "the text tells of it and does not name it"
EARLIER = "this may be of the child's earlier life"
IN_GENERAL = "this may be about children in general"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What was only thought is to be checked, what was only asked is not told.
        ("A boy had injuries thought to be non-accidental.", {"physical-abuse": SUSPECTED}),
        ("A boy had injuries, thought at home to be a rash, that were inflicted.", {"physical-abuse": None}),
        ("A boy died. The panel asked whether neglect played a part; it came to no view.", {}),
        ("A girl died. The coroner was not satisfied that it was suicide.", {}),
        # What is told of where the child was, or of whom the child met.
        ("A girl met a man online who sexually abused her.", {"sexual-abuse": None, "online-harm": BACKGROUND}),
        # Sexual exploitation is sexual abuse too; where both are told both are likely.
        (
            "A girl was sexually exploited by men.",
            {
                "sexual-exploitation": None,
                "sexual-abuse": "the text names sexual exploitation, which is coded as sexual abuse too",
            },
        ),
        (
            "The girl fled from a man who was exploiting her sexually.",
            {
                "sexual-exploitation": None,
                "sexual-abuse": "the text names sexual exploitation, which is coded as sexual abuse too",
            },
        ),
        ("A girl was sexually exploited by men, who raped her.", {"sexual-exploitation": None, "sexual-abuse": None}),
        # Told in other words.
        ("A boy took an overdose.", {"self-harm-suicide": UNSURE}),
        ("A boy died in a road collision.", {"accident": UNNAMED}),
        ("A baby died, and no cause was found.", {"sudden-unexpected-death": UNNAMED}),
        ("A baby died, and the cause was unascertained.", {"sudden-unexpected-death": None}),
        ("A boy died in a road collision, which was an accident.", {"accident": None}),
        ("A girl disclosed possible sexual abuse.", {"sexual-abuse": SUSPECTED}),
        ("The group heard of neglect.", {"neglect": IN_GENERAL}),
        ("The group heard of the neglect of a boy.", {"neglect": None}),
        # By whom, where a court has heard of them.
        ("A boy was killed. Two youths were convicted.", {"extrafamilial-violence": UNSURE}),
        ("A boy was killed. His mother was convicted.", {"physical-abuse": UNSURE}),
        ("The incident was an attack by a girl, known as Violet, on a worker.", {}),
        ("The incident was an attack by a worker on a girl.", {"physical-abuse": UNSURE}),
        # What was before the rest.
        (
            "A girl died by suicide. She had experienced sexual abuse.",
            {"self-harm-suicide": None, "sexual-abuse": EARLIER},
        ),
        ("A girl had experienced sexual abuse.", {"sexual-abuse": None}),
        # A conviction that came of it, and one that was there before.
        ("A girl died. The investigation ended with a conviction for neglect.", {"neglect": None}),
        ("A girl died. The lodger had a conviction for neglect.", {}),
        # What is called nothing else.
        ("A boy was set upon and mocked in a group chat.", {"extrafamilial-violence": None, "online-harm": BACKGROUND}),
        ("A boy was mocked.", {"emotional-abuse": UNSURE}),
        ("A boy had injuries that had been caused by an adult at home.", {"physical-abuse": None}),
        ("A man was sentenced for causing the death of a girl of 4.", {"physical-abuse": UNSURE}),
        ("The cause of the death of a girl of 4 was a virus.", {}),
        ("Two boys lived where there was seldom any food.", {"neglect": UNSURE}),
        ("A boy was made to sell crack.", {"criminal-exploitation": None}),
        ("A girl was taken abroad to be married.", {"faith-honour-harm": UNSURE}),
        ("A boy was knifed by a gang in the street.", {"extrafamilial-violence": UNSURE}),
    ],
)
def test_how_sure_a_harm_is_by_the_words_that_tell_it(text: str, expected: dict[str, str | None]) -> None:
    assert doubts(text) == expected


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        # What a service, a course or a paper is about; and its other side.
        ("A girl was referred to a domestic abuse and sexual abuse service.", set()),
        ("A girl was referred after sexual abuse by a worker of the service.", {"sexual-abuse"}),
        ("Staff at the girl's school had had training on sexual abuse.", set()),
        ("The girl had been in training and was sexually abused.", {"sexual-abuse"}),
        ("Sexual exploitation and missing children subgroup.", set()),
        ("Neglect: learning from four reviews. A boy was shaken by his father.", {"physical-abuse"}),
        ("Neglect: learning from what a girl told.", {"neglect"}),
        # What somebody else was convicted of, in a list; or says, and nobody found.
        ("A boy was shaken by a lodger, who had previous convictions for arson, theft and neglect.", {"physical-abuse"}),
        ("An anonymous caller alleged that a boy was starved. He was well fed.", set()),
        ("A boy was starved. An anonymous caller told the police.", {"neglect"}),
        ("None of the three had been physically harmed, and no one had neglected them.", set()),
        ("Both of them had been physically harmed, and no one had helped them.", {"physical-abuse"}),
        # What the child did.
        ("A boy was 16 when he was arrested for sharing indecent images.", set()),
        ("A boy was 6 when his uncle was arrested for sharing indecent images of him.", {"sexual-abuse", "online-harm"}),
        ("A boy of 14 stabbed another pupil.", set()),
        ("A boy of 14 was stabbed by another pupil.", {"extrafamilial-violence"}),
        # Who exploited the child was violent, or the child had an accident then.
        ("A boy was made to sell drugs. They beat him with bats.", {"criminal-exploitation", "extrafamilial-violence"}),
        ("A boy was made to sell drugs. He was beaten by his father.", {"criminal-exploitation", "physical-abuse"}),
        # An attack that was seen or heard is not one on the child.
        ("A girl had heard such attacks before.", {"domestic-abuse"}),
        ("A girl had suffered such attacks before.", {"physical-abuse"}),
        # Who did it is named, and can only be outside the family.
        ("A boy was in a park. Four youths kicked him.", {"extrafamilial-violence"}),
        ("A boy was at home. His father kicked him.", {"physical-abuse"}),
        # A charge that was proved, and one that was not.
        ("A man was found guilty of three charges of rape of a girl; his wife was acquitted.", {"sexual-abuse"}),
        ("A man was tried on three charges of rape of a girl; he was acquitted.", set()),
        # A court found that it was no accident, or that nobody did it.
        ("A girl choked on food. Her nanny was convicted of her manslaughter.", {"physical-abuse"}),
        ("A girl choked on food. Her nanny was not guilty of manslaughter.", {"accident"}),
        # Bruises of those who are exploited, or harm themselves, are no harm besides.
        ("Men sexually exploited a girl, who had bruises.", {"sexual-exploitation", "sexual-abuse"}),
        # What became of the child was natural.
        ("A girl died in her sleep. Her death was natural.", set()),
        ("A girl died in her sleep.", {"sudden-unexpected-death"}),
    ],
)  # fmt: skip
def test_what_is_only_spoken_of_is_told_from_what_happened(text: str, harms: set[str]) -> None:
    assert slugs(text)[0] == harms


@pytest.mark.parametrize(
    "text",
    [
        "Two sisters were found to be neglected. No date or injury is given.",
        "Two sisters were found to be neglected. The report does not mention an injury.",
    ],
)
def test_an_injury_of_which_a_text_says_that_none_is_told_is_no_outcome(text: str) -> None:
    assert slugs(text) == ({"neglect"}, "harm-no-injury")


@pytest.mark.parametrize(
    ("text", "harms", "outcome"),
    [
        # What nobody says, or was looked into and is not so; and its other side.
        ("A boy fell from a window while he was alone in the room. Nobody has suggested that he was neglected.", {"accident"}, None),
        ("A boy fell from a window while he was alone in the room.", {"neglect"}, "harm-no-injury"),
        ("Sexual abuse of two girls by a friend. A report of physical abuse was looked into and was not borne out.", {"sexual-abuse"}, "harm-no-injury"),
        ("Sexual abuse of two girls by a friend, and physical abuse by their father.", {"sexual-abuse", "physical-abuse"}, "harm-no-injury"),
        ("A baby had bruising to both legs. A blood condition explained the marks. No abuse was found.", set(), None),
        ("A baby had bruising to both legs. A blood condition was looked for and not found.", {"physical-abuse"}, "injury"),
        ("A baby was smothered by an adult in bed. The coroner concluded that it was an accident.", {"accident"}, None),
        ("A baby was smothered by an adult in bed. The court concluded that it was murder.", {"physical-abuse"}, "death"),
        ("A boy had a head injury which could not have come about by accident.", {"physical-abuse"}, "injury"),
        ("In neither case was it established how the bruises of the baby had come about.", set(), "injury"),
        # Children in general, and what is so of a share of them.
        ("A girl was injured. Neglect featured in nearly half of the reviews.", set(), "injury"),
        ("A girl was injured. Neglect featured in half of her life.", {"neglect"}, "injury"),
        ("One in ten children suffers sexual abuse. A girl was neglected.", {"neglect"}, "harm-no-injury"),
        ("A boy lives with his father. The father was convicted of looking at indecent images of children.", set(), None),
        ("A teacher was convicted of sexual offences against children in his care.", {"sexual-abuse"}, "harm-no-injury"),
        # Somebody else.
        ("The children's mother had grown up with violence and had lost a baby to cot death.", set(), None),
        ("The children had grown up with violence.", {"domestic-abuse"}, "harm-no-injury"),
        ("His mother had had two children removed because of neglect. A boy was shaken.", {"physical-abuse"}, "harm-no-injury"),
        ("A boy is in care. His father has been convicted of the woman's murder.", set(), None),
        ("A boy was ill. The court made findings of neglect against both parents.", {"neglect"}, "harm-no-injury"),
        ("A girl ran away. Her brothers beat her because she went out.", {"physical-abuse"}, "harm-no-injury"),
        # What became of the child.
        ("A girl of 7 was starved; she did not die.", {"neglect"}, "harm-no-injury"),
        ("A girl of 7 was starved; she died.", {"neglect"}, "death"),
        ("A girl of 7 was starved; she didn't die.", {"neglect"}, "harm-no-injury"),
        ("A girl of 7 was starved, which might have killed her.", {"neglect"}, "harm-no-injury"),
        ("A girl of 7 was starved, which killed her.", {"neglect"}, "death"),
        ("A girl of 7 was neglected after the death of her twin.", {"neglect"}, "harm-no-injury"),
        ("None of the children died; all of them were injured.", set(), "injury"),
        ("A boy stepped in front of a train. The inquest has yet to be heard.", {"self-harm-suicide"}, "death"),
        ("A boy stepped in front of a train.", {"self-harm-suicide"}, None),
        ("A girl left her placement and has not been seen since.", set(), "other"),
        ("A boy of 15 killed his grandmother.", set(), "other"),
        ("A man killed the boy's grandmother.", set(), None),
    ],
)  # fmt: skip
def test_what_pages_say_in_other_words(text: str, harms: set[str], outcome: str | None) -> None:
    assert slugs(text) == (harms, outcome)
