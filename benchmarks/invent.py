"""Invents a collection of any size, to measure with.

    python benchmarks/invent.py N FILE [--seed S]

FILE ends in .jsonl, one review a line as `casereviews list -f jsonl` writes it, or in .yaml, a collection as people
write it. The two hold the same reviews. No review, person, place or event in them is real.

The same N and seed give the same bytes, whatever the machine; another seed gives other reviews of the same kind. The
reviews are written as they are made, so memory does not grow with N.

Texts are words in a row, without grammar, drawn as they occur in life: few words often, most words seldom. The word of
rank r is drawn in proportion to 1/r as far as the field's own words go, and to 1/r^1.8 among the 20,000 made-up words
that follow. In 100,000 reviews the commonest word is in every one of them, and the rarest in about ten. A review has a
summary of about 100 words, 3 to 10 learning points and 2 to 7 recommendations of about 25 each, and codes from the
bundled vocabulary, whose first terms are the most frequent. Some of what a source can leave out is left out.

For every N from 8 on, and every seed, what can be looked for stands in a known number of reviews, and nowhere else:

    quillwort           in 5, spread evenly
    safeguarding        in three of every five, in one to three texts of each (titles do without the word)
    "strategy meeting"  in one of every fifty, and in the first review
"""

from __future__ import annotations

import argparse
import json
import os
import random
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from casereviews.library import vocabularies
from casereviews.model.age import Age
from casereviews.text import slugify
from casereviews.vocabulary import Vocabulary

RARE, COMMON, PHRASE = "quillwort", "safeguarding", "strategy meeting"
"""What is planted: a word in five reviews, a word in three fifths of them, two words side by side in a fiftieth."""

RARE_COUNT = 5
SEED = 1
COLLECTION = "invented"

MADE_UP = 20_000
"""How many words there are beside the field's own."""

_STEEPNESS = 1.8
_BITS = 22
_YEAR, _YEARS = 2005, 20

# In the order of their frequency. "strategy" stands only before "discussion", so that the planted phrase is rare.
_WORDS = """
the of and to a in that for is be was with by not on their it as from who at were had or this which when been they how
has should her have his are what an there between about more before all child children family mother practitioners risk
information assessment health school social_worker agencies police concerns services support referral needs parents
professionals home father baby working plan review abuse harm multi-agency neglect partnership learning practice staff
guidance history young people injuries care meeting shared hospital contact safety time understanding visits midwife
health_visitor GP training supervision records decision early_help response curiosity threshold recorded conference
protection voice carers household vulnerable appointment recognise policy evidence procedures adult siblings domestic
visiting partner violence relationship disclosure challenge behaviour impact bruising pregnancy escalation housing
mental strategy_discussion MASH area chronology education effective opportunity known injury outcome seen lead clear
address birth offered explored case_closure attendance analysis ensure multi-agency_working professional_curiosity
themes non-mobile missed substance engagement alcohol infant medical court probation drug role men understood reflect
pattern escalate consider culture language interpreter speech development weight feeding crying sleeping safe_sleep
bed cot blanket smoke lived_experience daily_life trauma attachment anxiety depression suicide self-harm overdose
exploitation missing county_lines gang knife online images grooming peer grandmother grandfather aunt uncle cousin
stepfather lodger tenancy eviction overcrowding homelessness refuge landlord debt poverty benefits food clothing dirty
odour lice dental tooth_decay immunisation height growth asthma epilepsy diabetes disability autism wheelchair seizure
fracture skull rib burn scald bite fall swelling retinal paediatrician radiologist ward discharge ambulance triage
emergency_department nurse consultant surgery pharmacy prescription methadone needle cannabis cocaine bail arrest charge
caution conviction interview witness intelligence register offender perpetrator restraining injunction solicitor
guardian tribunal hearing threshold_document care_order fostering adoption kinship placement residential respite
transition transfer boundary relocation neighbour anonymous telephone email letter text_message invitation cancelled
rearranged reluctant hostile disguised_compliance optimism desensitisation normalisation bias stereotype ethnicity
faith mosque church chapel prayer ritual honour migration asylum passport visa interpreter_service nursery
reception classroom attainment exclusion suspension detention bullying mentor youth_club sport swimming playground
toddler teenager newborn twin premature antenatal postnatal breastfeeding contraception scan booking miscarriage
bereavement funeral inquest coroner post-mortem cause toxicology audit dashboard workforce turnover caseload
agency_staff vacancy restructure commissioning pathway protocol flowchart toolkit template checklist genogram scaling
observation direct_work puppet drawing worksheet workbook leaflet poster webinar briefing newsletter induction refresher
"""

_ONSETS = (*"bcdfghjklmnprstvwyz", "bl", "br", "cl", "cr", "dr", "fl", "gl", "pl", "pr", "qu", "sk", "sp", "vr", "zh")
_VOWELS = ("a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ae", "ia", "oo", "é")
_CODAS = ("", "l", "n", "r", "sk", "th", "m", "nd", "x", "ph", "lt")

_AGES = (
    *(f"{number} days" for number in (2, 11)),
    *(f"{number} weeks" for number in range(2, 12)),
    *(f"{number} months" for number in range(3, 18)),
    *(f"{number} years" for number in range(2, 18)),
    "1 year 1 month", "2 years 6 months", "3 years 6 months", "4 years 2 months",
)  # fmt: skip
_MONTHS = {age: Age.parse(age).in_months for age in _AGES}

_TITLES = (
    "Local Child Practice Review: {}",
    "Local Child Practice Review: overview report: {}",
    "Serious Case Review: {} (full overview report)",
    "{}: executive summary",
    "‘{}’: learning review",
)
_RESOURCES = (["Full overview"], ["Practice review"], ["Full overview", "Executive summary"], ["Learning briefing"])

_json = json.JSONEncoder(ensure_ascii=False).encode


def main() -> None:
    """Write the collection that the command line asks for."""
    parser = argparse.ArgumentParser(description="Invent a collection of reviews, to measure with.")
    parser.add_argument("count", metavar="N", type=int, help="how many reviews")
    parser.add_argument("file", metavar="FILE", help="what to write: its name ends in .jsonl or .yaml")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other reviews [default: %(default)s]")
    options = parser.parse_args()
    if options.count < 1:
        parser.error("N is at least 1")
    if not options.file.endswith((".jsonl", ".yaml")):
        parser.error("FILE must end in .jsonl or .yaml")
    write(options.file, options.count, options.seed)


def write(file: str, count: int, seed: int = SEED) -> None:
    """Write so many reviews to a file, in the format of its ending; where writing fails there is no such file."""
    lines = as_yaml if file.endswith(".yaml") else as_jsonl
    part = f"{file}.part"
    with open(part, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines(reviews(count, seed)))
    os.replace(part, file)


def as_jsonl(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The reviews as JSON Lines."""
    for record in records:
        yield _json(record) + "\n"


def as_yaml(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The reviews as a collection in YAML, which leaves out what follows from the rest.

    A JSON string is a YAML string in double quotes, for the characters that occur here, and so are lists of strings.
    """
    yield f"# An invented collection: nothing in it is real.\n\ncollection:\n  id: {COLLECTION}\n"
    yield "  title: An invented collection\n  coding: automatic\n\nreviews:\n"
    for record in records:
        yield f"\n  - id: {record['id']}\n"
        for key in list(record)[1:-2]:
            if key not in ("themes", "agencies"):
                yield f"    {key}:{_yaml(record[key])}\n"


def _yaml(value: Any) -> str:
    if not value or isinstance(value, str) or isinstance(value[0], str):
        return " " + _json(value)
    return "".join(_yaml_item(item) for item in value)


def _yaml_item(item: dict[str, Any]) -> str:
    kept = (key for key in item if key not in ("id", "age_months"))
    return "\n      - " + "\n        ".join(f"{key}: {_json(item[key])}" for key in kept)


def reviews(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """So many reviews, as JSON gives them, one at a time."""
    author = _Author(random.Random(seed), vocabularies.vocabulary())
    for number in range(count):
        yield author.review(number, count)


def planted(number: int, count: int) -> Iterator[str]:
    """What the review of a number holds, of so many, among what can be looked for."""
    if any(number == (2 * place + 1) * count // (2 * RARE_COUNT) for place in range(RARE_COUNT)):
        yield RARE
    if number % 5 in (0, 2, 3):
        yield COMMON
    if number % 50 == 0:
        yield PHRASE


def made_up(rng: random.Random) -> Iterator[str]:
    """Words that are none, without end."""
    while True:
        syllables = (rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 4)))
        yield "".join(syllables) + rng.choice(_CODAS)


def draws(rng: random.Random) -> list[str]:
    """Words, each so often as it is to be drawn."""
    own = dict.fromkeys(word.replace("_", " ") for word in _WORDS.split())
    words = dict(own)
    for word in made_up(rng):
        if len(words) == len(own) + MADE_UP:
            break
        words[word] = None
    head = len(own)
    weights = [1 / rank if rank <= head else (rank / head) ** -_STEEPNESS / head for rank in range(1, len(words) + 1)]
    return spread(list(words), weights, 1 << _BITS)


def spread(values: Sequence[str], weights: Sequence[float], size: int) -> list[str]:
    """The values in a list of a size, each as often as its weight says, though once at the least."""
    unit = size / sum(weights)
    counts = [max(1, int(weight * unit)) for weight in weights]
    counts[0] += size - sum(counts)
    return [value for value, times in zip(values, counts, strict=True) for value in [value] * times]


class _Author:
    """Writes reviews; everything it makes up comes from one sequence of random numbers."""

    def __init__(self, rng: random.Random, terms: Vocabulary) -> None:
        """Take the random numbers, and the vocabulary to code with."""
        self.rng = rng
        self.words = draws(rng)
        self.codes: dict[str, list[str]] = {}
        for kind in ("harm", "factor", "theme", "agency", "outcome", "type"):
            slugs = list(terms.terms(kind))
            self.codes[kind] = spread(slugs, [1 / rank for rank in range(1, len(slugs) + 1)], 1 << 10)

    def review(self, number: int, count: int) -> dict[str, Any]:
        """The review of a number, of so many. They are listed evenly over the months of twenty years."""
        month = number * 12 * _YEARS // count
        place = number + 1 + (-month * count // (12 * _YEARS))  # in its month
        listed = f"{_YEAR + month // 12}-{month % 12 + 1:02}"
        children = self.children()
        name = self.name(place, children)
        identity = f"{listed}/{slugify(name)}"
        texts = self.texts(number, count)
        summary = texts.pop(0)
        coded = self.some(0.97)
        learning = [self.statement(f"{identity}/L{place}", text, coded) for place, text in enumerate(texts[0], 1)]
        advice = [self.statement(f"{identity}/R{place}", text, coded) for place, text in enumerate(texts[1], 1)]
        return {
            "id": identity,
            "name": name,
            "title": self.rng.choice(_TITLES).format(name),
            "review_type": self.code("type", 0.95),
            "listed": listed,
            "published": None,
            "area": f"Area {self.rng.randint(1, 150)}" if self.some(0.3) else None,
            "children": children,
            "incident_date": self.incident(int(listed[:4])),
            "outcome": self.code("outcome", 0.9),
            "harms": self.slugs("harm", self.rng.randint(1, 3)) if self.some(0.95) else None,
            "factors": self.slugs("factor", self.rng.randint(0, 5)) if self.some(0.8) else None,
            "themes": union(learning + advice, "themes"),
            "agencies": union(learning + advice, "agencies"),
            "summary": " ".join(summary),
            "learning": learning,
            "recommendations": advice,
            "actions": [] if self.some(0.05) else None,
            "resources": [{"label": label, "format": "PDF", "url": None} for label in self.rng.choice(_RESOURCES)],
            "notes": ["The source does not state the child's sex."] if children and not children[0]["sex"] else [],
            "collection": COLLECTION,
            "coding": "automatic",
            "evidence": None,
        }

    def some(self, share: float) -> bool:
        """Whether something is so, that is so in this share of cases."""
        return self.rng.random() < share

    def code(self, kind: str, share: float) -> str | None:
        """A term, where this share of reviews states one."""
        return self.rng.choice(self.codes[kind]) if self.some(share) else None

    def slugs(self, kind: str, most: int) -> list[str]:
        """Different terms, at most so many."""
        return list(dict.fromkeys(self.rng.choices(self.codes[kind], k=most)))

    def children(self) -> list[dict[str, Any]] | None:
        """Mostly one child, with its age and sex where they are stated."""
        if self.some(0.03):
            return None
        ages = [self.rng.choice(_AGES) if self.some(0.9) else None for _ in range(2 if self.some(0.1) else 1)]
        sexes = ("female", "male", None)
        return [{"age": age, "age_months": age and _MONTHS[age], "sex": self.rng.choice(sexes)} for age in ages]

    def name(self, place: int, children: list[dict[str, Any]] | None) -> str:
        """A name that no other review of the month has, though one of another month may."""
        months = children[0]["age_months"] if children else None
        if months is not None and months < 12:
            return f"Baby {self.rng.choice(_ONSETS).capitalize()}{self.rng.choice('aeiou')}-{place}"
        return f"Child {self.rng.choice('ABCDEFGHJKLMNPRSTVWXYZ')}-{place}"

    def incident(self, year: int) -> str | None:
        """A date up to five years before the listing, more or less exact."""
        exactness = self.rng.choice((None, 4, 7, 7, 10))
        date = f"{year - self.rng.randint(1, 5)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
        return date[:exactness] if exactness else None

    def texts(self, number: int, count: int) -> list[list[str]]:
        """The sentences of the summary, of the learning points and of the recommendations, with what is planted."""
        parts = [self.sentences(5, 15, 25), self.sentences(self.rng.randint(3, 10), 15, 35)]
        parts.append(self.sentences(self.rng.randint(2, 7), 15, 35) if self.some(0.95) else [])
        everything = [sentence for part in parts for sentence in part]
        for probe in planted(number, count):
            for sentence in self.rng.sample(everything, self.rng.randint(1, 3) if probe == COMMON else 1):
                sentence.insert(self.rng.randint(1, len(sentence)), probe)
        return [[written(sentence) for sentence in part] for part in parts]

    def sentences(self, number: int, least: int, most: int) -> list[list[str]]:
        """So many sentences, each of so many words."""
        return [self.draw(length) for length in self.rng.choices(range(least, most + 1), k=number)]

    def draw(self, number: int) -> list[str]:
        """So many words."""
        shift = 32 - _BITS
        drawn = struct.unpack(f"<{number}I", self.rng.randbytes(4 * number))
        return [self.words[place >> shift] for place in drawn]

    def statement(self, identity: str, text: str, coded: bool) -> dict[str, Any]:
        """A learning point or a recommendation, with its codes where the review is coded."""
        themes = self.slugs("theme", self.rng.randint(1, 3)) if coded else None
        agencies = self.slugs("agency", self.rng.randint(0, 2)) if coded else None
        return {"id": identity, "text": text, "themes": themes, "agencies": agencies}


def written(sentence: Sequence[str]) -> str:
    """Words as a sentence."""
    text = " ".join(sentence)
    return f"{text[0].upper()}{text[1:]}."


def union(statements: Iterable[dict[str, Any]], key: str) -> list[str] | None:
    """What the statements are coded with together; None where none is coded."""
    coded = [statement[key] for statement in statements if statement[key] is not None]
    return list(dict.fromkeys(slug for slugs in coded for slug in slugs)) if coded else None


if __name__ == "__main__":
    main()
