"""What happened to the child, as the text that tells it states it: harms and outcome.

What was feared and ruled out, a charge where the conviction differs, and what happened to somebody else are set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...coding.coder import Hit
from ..english import any_of, pattern
from .assertion import charges, doubted, is_aside, is_dismissed, is_negated, is_topic, is_unconsidered, tells_of_adult
from .mentions import ANYBODY, CHILD, OTHER
from .subjects import Subjects

_HOMICIDE = pattern("homicide")
_NOT_OWN = pattern("homicide", "cause")
_UNHARMED = pattern("unharmed")
# That a child lived who meant to die: which self-harm alone does not say.
_SURVIVED = pattern("survived")
# That nobody knows how it came about: `whether it was an accident is not known`.
_UNDETERMINED = pattern("undetermined")

# That a court or a doctor found that it was an accident, or that an illness explains the marks.
_FOUND_ACCIDENT = pattern("found an accident")
_FOUND_ILLNESS = pattern("found an illness")
# By what a text names these, rather than tells of them: elsewhere a road collision, or a death without a known cause,
# was often not what harmed the child, or had another name.
_NAMED = {"accident": pattern("accident"), "sudden-unexpected-death": pattern("sudden death")}
# What says of a child who harmed himself or herself that he or she died, and what became of one who is not found.
_INQUEST = pattern("inquest")
_NOT_FOUND = pattern("not found again")

# A harm that was done in the family: by whom, or who was charged with it: `by her father`.
_RELATION = pattern("in the family", cased=True)

# The same outside it, and what can be done to a child there: `by a group of`, `stabbed`.
_OUTSIDE = pattern("outside the family", start=rf"\b(?:{any_of('against him')})\s+")
_TRIED_OUTSIDE = pattern("outside and tried")
_ATTACK = pattern("attack")
_VIOLENCE = pattern("homicide", "done to somebody", "blow")

# An attack that somebody saw or heard.
_SEEN = pattern("saw", end=r" (?:\w{1,20} ){0,2}(?:attacks?|assaults?|violence|beatings?)$")
_NEAR = 60  # characters

# That a court found somebody guilty of a death: `convicted of her manslaughter`.
_KILLER = pattern("found to be a killing")
# Right before a word: that those did it who can only be outside the family: `four youths who `.
_OUTSIDERS = pattern("young and outside", end=r"(?: who(?: had)?| had| then)? (?:\w{1,20}ly )?$")

# Right before a harm: that it was before something else: `had experienced `.
_HAD_BEEN = pattern("had suffered", end=r" [^.;]{0,30}$")

# What names those who may have done it, and tells of nothing.
_HINT = pattern("gang")

_ABUSE = (
    "physical-abuse",
    "neglect",
    "emotional-abuse",
    "sexual-abuse",
    "domestic-abuse",
    "sexual-exploitation",
    "criminal-exploitation",
    "extrafamilial-violence",
    "faith-honour-harm",
    "online-harm",
)
_ELSEWHERE = {"extrafamilial-violence", "self-harm-suicide", "criminal-exploitation", "sexual-exploitation"}
_OWN = ("self-harm-suicide", "sudden-unexpected-death", "accident", "death")  # who suffers it is the subject
_WITH = {"sexual-exploitation": "sexual-abuse"}  # as the vocabulary's definition says: what is coded besides
_SURROUNDING = ("domestic-abuse", "online-harm")  # what is often told of where the child lived, or whom the child met
_ONLY_ALONE = ("accident", "sudden-unexpected-death")  # and what is not where a cause is stated


# That harm left its marks on a child, though no injury is named: `will be blind`.
_LASTING = pattern("lasting harm")
_MAY_BE_INJURY = "the text may tell of an injury"
_MAY_BE_ILLNESS = "the text says that an illness explains the injuries"

_VIOLENT = ("physical-abuse", "extrafamilial-violence")
_NO_INJURY = "no injury is stated"
_UNSURE = "the words can mean something else"
_MAY_BE_OTHERS = "this may have been done to somebody else"
_IN_GENERAL = "this may be about children in general"
_CHARGED = "only a charge or a suspicion says so"
_NOT_THOUGHT_OF = "the text says only that nobody thought of it"
_COMES_WITH = "the text names sexual exploitation, which is coded as sexual abuse too"
_UNNAMED = "the text tells of it and does not name it"
_EARLIER = "this may be of the child's earlier life"
_LATER = "only a later part of the text says so"
_ONLY_INQUEST = "only an inquest says so"
_BY_CHILD = "the child may be the one who did it"
_MISSING = "nothing says what became of the child"
_OPENING = 600  # characters
_BACKGROUND = "it may be the background rather than what harmed the child"


class Coded(NamedTuple):
    """A term of what happened, the words for it, and why it is to be checked, if it is."""

    slug: str
    start: int
    end: int
    doubt: str | None


def harms_of(
    text: str, hits: Sequence[Hit], aside: Sequence[tuple[int, int]], subjects: Subjects | None = None
) -> list[Coded]:
    """The harms of the child that a text states, by the hits of its words; none where it says that there was none.

    `subjects` are the people of a text that tells what happened; of any other text, whose harm it is is not asked.
    """
    outside, among_exploiters = _is_outside(text), _is_among_exploiters(text, hits)
    found: dict[str, Coded] = {}
    for hit, doubt in _stated(text, hits, aside, subjects):
        is_outside = (outside or (among_exploiters and not hit.weak) or _is_by_outsiders(text, hit)) and _is_violence(
            text, hit
        )
        slug = "extrafamilial-violence" if is_outside else hit.slug
        if slug not in found or _is_plainer(text, hit, doubt, found[slug]):
            found[slug] = Coded(slug, hit.start, hit.end, doubt)
    for slug in _only_hinted(text, hits, aside):
        if slug in found and (found[slug].doubt == _UNSURE or _is_denied(text, hits, aside, found[slug])):
            del found[slug]
    for slug, other in _WITH.items():
        if slug in found:
            found.setdefault(other, found[slug]._replace(slug=other, doubt=found[slug].doubt or _COMES_WITH))
    strong = {slug for slug, harm in found.items() if harm.doubt != _UNSURE}
    kept = _not_explained(text, found, strong)
    first = min((harm.start for harm in found.values()), default=0)
    return [_with_doubt(text, harm, first) for slug, harm in found.items() if slug in kept]


def _is_plainer(text: str, hit: Hit, doubt: str | None, other: Coded) -> bool:
    """Whether words say more plainly what happened than others do: without a doubt, or that it was an attack."""
    if doubt is None or other.doubt is None:
        return doubt is None and other.doubt is not None
    was_attack = _ATTACK.search(text, other.start, other.end) is not None
    return _ATTACK.search(text, hit.start, hit.end) is not None and not was_attack


def _only_hinted(text: str, hits: Sequence[Hit], aside: Sequence[tuple[int, int]]) -> set[str]:
    """The harms that a text names and says that they were not so, or only feared; not what nobody thought of."""
    hinted = (hit for hit in hits if hit.kind == "harm" and not hit.weak and not is_unconsidered(text, hit))
    return {hit.slug for hit in hinted if is_aside(hit, aside) or is_negated(text, hit)}


def _is_denied(text: str, hits: Sequence[Hit], aside: Sequence[tuple[int, int]], harm: Coded) -> bool:
    """Whether neglect, which words describe and do not name, is named later, and only to say that there was none."""
    if harm.slug != "neglect":
        return False
    named = [hit for hit in hits if hit.slug == harm.slug and harm.slug in text[hit.start : hit.end].casefold()]
    denied = [hit for hit in named if hit.start > harm.start and _is_said_not_so(text, hit, aside)]
    return bool(named) and denied == named


def _is_said_not_so(text: str, hit: Hit, aside: Sequence[tuple[int, int]]) -> bool:
    """Whether a text denies a harm, rather than tells of an earlier time or of a plan."""
    return is_negated(text, hit) or (is_aside(hit, aside) and is_dismissed(text, hit))


def _stated(
    text: str, hits: Sequence[Hit], aside: Sequence[tuple[int, int]], subjects: Subjects | None
) -> Iterator[tuple[Hit, str | None]]:
    """The hits of harms that a text asserts of the child, each with why it is to be checked, if it is."""
    unsure = doubted(text)
    wider = sorted((hit.start, hit.end) for hit in hits if hit.slug in _WITH)
    ends: dict[str, int] = {}  # of the last words of each harm; what stands within them tells nothing more
    for hit in hits:
        if hit.kind != "harm" or is_negated(text, hit) or hit.end <= ends.get(hit.slug, 0):
            continue
        if is_topic(text, hit):
            continue
        if not hit.weak:
            ends[hit.slug] = hit.end
        if is_aside(hit, aside) and not (hit.slug == "sudden-unexpected-death" and _NOT_OWN.match(text, hit.start)):
            continue
        if subjects and (_is_only_seen(text, hit) or _is_charged_with(text, hit, subjects)):
            continue
        owner = CHILD if subjects is None else _whose(text, hit, subjects)
        if owner != OTHER and (owner or not hit.weak):
            comes_with = hit.slug in _WITH.values() and is_aside(hit, wider)
            yield hit, _doubt(text, hit, owner, unsure, subjects) or (_COMES_WITH if comes_with else None)


def _is_only_seen(text: str, hit: Hit) -> bool:
    """Whether an attack is one that somebody saw or heard: `had heard such attacks`."""
    return (
        hit.slug == "physical-abuse" and hit.weak and _SEEN.search(text, max(0, hit.start - _NEAR), hit.end) is not None
    )


def _is_charged_with(text: str, hit: Hit, subjects: Subjects) -> bool:
    """Whether it is the child who is charged with it: `he was arrested for sharing images`."""
    if _HOMICIDE.match(text, hit.start):
        return False
    return any(start <= hit.start < end and subjects.is_done_by_child(start) for start, end in charges(text, hit.start))


def _doubt(
    text: str, hit: Hit, owner: str | None, unsure: Sequence[tuple[int, int]], subjects: Subjects | None
) -> str | None:
    """Why a harm is to be checked, if it is."""
    if hit.weak or _HINT.fullmatch(text, hit.start, hit.end):
        return _UNSURE
    if is_unconsidered(text, hit):
        return _NOT_THOUGHT_OF
    if subjects and not subjects.have_child:
        return _IN_GENERAL
    if owner != CHILD:
        return _MAY_BE_OTHERS if owner is None else _IN_GENERAL
    if subjects and subjects.was_judged_beforehand(hit.start):
        return _MAY_BE_OTHERS
    return _CHARGED if is_aside(hit, unsure) else None


def _whose(text: str, hit: Hit, subjects: Subjects) -> str | None:
    """Whose a harm is; None where somebody else alone is told of, and it is not said to whom it was done."""
    owner = subjects.whose(hit.start, hit.end, own=_is_own(text, hit), seen=hit.slug == "domestic-abuse")
    if (owner == ANYBODY or not subjects.have_child) and subjects.is_general(hit.start):
        return OTHER
    subject = subjects.subject(hit.start)
    is_of_other = subject is not None and subject.owner == OTHER
    if owner == ANYBODY and is_of_other:  # as of who had looked at images of children
        return OTHER
    return owner or (None if is_of_other else CHILD)


def _is_outside(text: str) -> bool:
    """Whether a text says that it was done by somebody outside the family, and by nobody within."""
    is_told = _OUTSIDE.search(text) or _TRIED_OUTSIDE.search(text)
    return is_told is not None and _RELATION.search(text) is None


def _is_by_outsiders(text: str, hit: Hit) -> bool:
    """Whether those who can only be outside the family are who does it."""
    return _OUTSIDERS.search(text, max(0, hit.start - _NEAR), hit.start) is not None


def _is_among_exploiters(text: str, hits: Sequence[Hit]) -> bool:
    """Whether who exploited the child for crime may have done it, and nobody in the family is named who did."""
    exploited = any(hit.slug == "criminal-exploitation" and not hit.weak for hit in hits)
    return exploited and _RELATION.search(text) is None


def _is_violence(text: str, hit: Hit) -> bool:
    return hit.slug == "physical-abuse" and _VIOLENCE.search(text, hit.start, hit.end) is not None


def _not_explained(text: str, found: Mapping[str, Coded], strong: set[str]) -> set[str]:
    """The harms without those that others explain: of words that can mean something else, and what is coded alone."""
    harms = set(found)
    weak = harms - strong
    in_family = _RELATION.search(text) is not None
    if _UNDETERMINED.search(text):
        harms -= weak & {"accident", "physical-abuse"}
    if _FOUND_ILLNESS.search(text):
        harms -= weak & {"physical-abuse"}
    if "physical-abuse" in harms and _KILLER.search(text):
        harms.discard("accident")
    if "accident" in strong & harms:
        harms -= weak & {"extrafamilial-violence"}
        harms -= {"physical-abuse"} if _FOUND_ACCIDENT.search(text) else set()
    if in_family or ("criminal-exploitation" in harms and not _VIOLENCE.search(text)):
        harms -= weak & {"extrafamilial-violence"}
    if _UNHARMED.search(text):
        harms -= weak & {"sudden-unexpected-death"}
    if "sudden-unexpected-death" in strong:
        harms -= weak & {"neglect"}
    if "physical-abuse" in weak:
        injury = found["physical-abuse"]
        elsewhere = (not in_family and harms & _ELSEWHERE) or tells_of_adult(text)
        is_told = _ATTACK.search(text, injury.start, injury.end)  # `murder`, which no neglect explains
        explained = harms & {"accident", "online-harm"} or "neglect" in strong
        if elsewhere or (explained and not is_told):
            harms.discard("physical-abuse")
    if harms & {"physical-abuse", "sexual-abuse", "emotional-abuse", "criminal-exploitation"}:
        harms -= weak & {"neglect"}
    if harms & {"online-harm", "self-harm-suicide"}:
        harms -= weak & {"emotional-abuse"}
    return {slug for slug in harms if slug not in _ONLY_ALONE or not harms - {slug, "online-harm"}}


def _is_own(text: str, hit: Hit) -> bool:
    """Whether who suffers a harm is the subject of its words, as with `died`, but not with `killed`."""
    return hit.slug in _OWN and not _NOT_OWN.match(text, hit.start)


def _with_doubt(text: str, harm: Coded, first: int) -> Coded:
    """A harm with what casts doubt on it besides its words; `first` is where the first of the text stands."""
    if harm.doubt:
        return harm
    if harm.slug == "physical-abuse" and _FOUND_ILLNESS.search(text):
        return harm._replace(doubt=_MAY_BE_ILLNESS)
    if harm.slug in _SURROUNDING:
        return harm._replace(doubt=_BACKGROUND)
    if harm.slug in _NAMED and not _NAMED[harm.slug].search(text):
        return harm._replace(doubt=_UNNAMED)
    if harm.start > first and _HAD_BEEN.search(text, max(0, harm.start - _NEAR), harm.start):
        return harm._replace(doubt=_EARLIER)
    return harm._replace(doubt=_LATER) if harm.start - first > _OPENING else harm


def find_unharmed(text: str) -> tuple[int, int] | None:
    """Where a text says that the child came to no harm, or died of a natural cause."""
    found = _UNHARMED.search(text)
    return found.span() if found else None


def outcome_of(
    text: str,
    hits: Sequence[Hit],
    aside: Sequence[tuple[int, int]],
    coded: Sequence[Coded],
    subjects: Subjects | None = None,
) -> Coded | None:
    """The gravest outcome for the child that a text states."""
    stated: dict[str, Hit] = {}
    done: Hit | None = None
    of_adult = tells_of_adult(text)
    for hit in hits:
        if of_adult and hit.kind == "outcome" and _HOMICIDE.match(text, hit.start):
            continue
        if hit.kind != "outcome" or is_aside(hit, aside) or is_negated(text, hit):
            continue
        if hit.slug == "injury" and subjects and subjects.is_of_possessor(hit.start):
            continue
        if subjects is None or subjects.whose(hit.start, hit.end, own=_is_own(text, hit)) not in (OTHER, ANYBODY):
            stated.setdefault(hit.slug, hit)
        elif done is None and hit.slug == "death" and _HOMICIDE.match(text, hit.start) and _is_by_child(hit, subjects):
            done = hit
    if _FOUND_ILLNESS.search(text):
        stated.pop("injury", None)
    for slug in ("death", "injury"):
        if slug in stated:
            hit = stated[slug]
            may_be_others = subjects is not None and subjects.was_judged_beforehand(hit.start)
            return Coded(slug, hit.start, hit.end, _MAY_BE_OTHERS if may_be_others else None)
    return _outcome_of_harms(text, coded) or (Coded("other", done.start, done.end, _BY_CHILD) if done else None)


def _is_by_child(hit: Hit, subjects: Subjects) -> bool:
    """Whether the child is the one who killed somebody."""
    subject = subjects.subject(hit.start)
    return subject is not None and subject.owner == CHILD


def _outcome_of_harms(text: str, coded: Sequence[Coded]) -> Coded | None:
    """The outcome where a text states no death and no injury: by its harms, or else by what became of the child."""
    for harm in coded:
        if harm.slug == "self-harm-suicide" and (inquest := _INQUEST.search(text)):
            return Coded("death", *inquest.span(), _ONLY_INQUEST)
    for harm in coded:
        if harm.slug in _ABUSE:
            why = _NO_INJURY if harm.slug in _VIOLENT else harm.doubt
            why = why or (_MAY_BE_INJURY if _LASTING.search(text) else None)
            return Coded("harm-no-injury", harm.start, harm.end, why)
    for harm in coded:
        if harm.slug == "self-harm-suicide" and _SURVIVED.search(text):
            return Coded("other", harm.start, harm.end, _NO_INJURY)
    unharmed = find_unharmed(text)
    if unharmed:
        return Coded("other", *unharmed, None)
    missing = _NOT_FOUND.search(text)
    return Coded("other", *missing.span(), _MISSING) if missing else None
