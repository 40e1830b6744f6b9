"""The bundled collection against the bulletin, by double entry.

Every table below was typed by hand from the NSPCC bulletin of February 2022, without sight of
``data/reviews.yaml``, so that the two can be held against each other. For each point of the
bulletin a row lists what an abstract of it cannot do without: a string is a word or stem it must
contain, a tuple gives alternatives of which one is enough. Where the bulletin itself is at hand,
the tables are checked against it as well, and no text of ours may copy seven words of it in a row.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpers import Records

Term = str | tuple[str, ...]
Terms = tuple[Term, ...]

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "source" / "nspcc-repository-february-2022.txt"
RUN = 7  # words in a row that count as copied

# --- One row a review -----------------------------------------------------------------------------

SCALAR_FIELDS = ("name", "title", "review_type", "incident_date", "outcome")
SCALARS: dict[str, tuple[str | None, ...]] = {
    "2022-02/child-rs": (
        "Child RS",
        "Local Child Safeguarding Practice Review: overview report: Child RS",
        "lcspr", "2019-06", "injury",
    ),
    "2022-02/joshua": (
        "Joshua",
        "Local Child Safeguarding Practice Review: Joshua",
        "lcspr", None, "harm-no-injury",
    ),
    "2022-02/baby-r": (
        "Baby 'R'",
        ("Baby \N{LEFT SINGLE QUOTATION MARK}R\N{RIGHT SINGLE QUOTATION MARK}: "
        "Local Child Safeguarding Practice Review"),
        "lcspr", "2020-07", "death",
    ),
    "2022-02/mia": (
        "Mia",
        "Local Child Safeguarding Practice Review: Overview Report: Mia",
        "lcspr", "2020-07", "death",
    ),
    "2022-02/child-r": (
        "Child R",
        "Local Child Safeguarding Practice Review: Child R",
        "lcspr", "2020-04", "injury",
    ),
    "2022-02/child-p": (
        "Child P",
        "Serious Case Review: Child P (full overview report)",
        "scr", "2018-09", "injury",
    ),
    "2022-02/toby": (
        "Toby",
        "Serious Case Review: Toby (full overview report)",
        "scr", "2018-01", "death",
    ),
    "2022-02/child-l": (
        "Child L",
        ("Serious Case Review Child L: significant non-accidental injuries to a young baby "
        "(full overview report)"),
        "scr", None, "injury",
    ),
}  # fmt: skip
IDS = tuple(SCALARS)

SAME_FOR_ALL: dict[str, str | None] = {
    "listed": "2022-02",
    "area": None,
    "collection": "nspcc-2022-02",
    "coding": "curated",
}

# Age as the source gives it, in months (a week is 7 / 30.4375 of a month), and sex.
CHILDREN: dict[str, tuple[str, float, str | None]] = {
    "2022-02/child-rs": ("4 months", 4.0, None),
    "2022-02/joshua": ("8 years", 96.0, "male"),
    "2022-02/baby-r": ("4 weeks", 0.92, "male"),
    "2022-02/mia": ("8 months", 8.0, "female"),
    "2022-02/child-r": ("2 years", 24.0, "male"),
    "2022-02/child-p": ("5 years", 60.0, None),
    "2022-02/toby": ("5 weeks", 1.15, "male"),
    "2022-02/child-l": ("3 years 6 months", 42.0, "female"),
}

HARMS: dict[str, set[str]] = {
    "2022-02/child-rs": {"physical-abuse"},
    "2022-02/joshua": {"neglect", "sexual-abuse"},
    "2022-02/baby-r": {"physical-abuse"},
    "2022-02/mia": {"neglect"},
    "2022-02/child-r": {"physical-abuse"},
    "2022-02/child-p": {"physical-abuse", "domestic-abuse"},
    "2022-02/toby": {"physical-abuse"},
    "2022-02/child-l": {"physical-abuse"},
}

RESOURCE_LABELS: dict[str, str] = {
    "2022-02/child-rs": "Full overview",
    "2022-02/joshua": "Practice review",
    "2022-02/baby-r": "Practice review",
    "2022-02/mia": "Practice review",
    "2022-02/child-r": "Practice review",
    "2022-02/child-p": "Full overview",
    "2022-02/toby": "Full overview",
    "2022-02/child-l": "Full overview",
}

# Learning, recommendations, actions. None: the source does not speak of any.
COUNTS: dict[str, tuple[int, int, int | None]] = {
    "2022-02/child-rs": (8, 3, None),
    "2022-02/joshua": (7, 4, None),
    "2022-02/baby-r": (5, 4, None),
    "2022-02/mia": (4, 6, None),
    "2022-02/child-r": (3, 5, None),
    "2022-02/child-p": (5, 6, None),
    "2022-02/toby": (2, 3, None),
    "2022-02/child-l": (4, 0, 4),
}
SECTIONS: dict[str, str] = {"learning": "L", "recommendations": "R", "actions": "A"}
TOTALS: dict[str, int] = {"learning": 38, "recommendations": 31, "actions": 4}

TOPICS = [
    "child sexual abuse",
    "contact",
    "health services",
    "sex offenders",
    "professional curiosity",
]

# The source does not state the sex of these two; Child P's father is a "he", so only nouns there.
SEXED_NOUNS = ("boy", "girl", "daughter", "son")
UNSAID_SEX: dict[str, tuple[str, ...]] = {
    "2022-02/child-rs": (
        "he", "she", "him", "her", "his", "hers", "himself", "herself", *SEXED_NOUNS,
    ),
    "2022-02/child-p": SEXED_NOUNS,
}  # fmt: skip

# --- What each text must contain ------------------------------------------------------------------
# Case and hyphens do not count; a term matches from the start of a word, so "bruis" finds
# "bruising" and "mash" does not find "smash".

ABUSED_SEXUALLY: Term = ("csa", "child sexual abuse", "sexual abuse", "sexually abused")
ACCIDENT_NOT: Term = ("non-accidental", "nonaccidental", "not accidental", "inflicted")
AGENCIES: Term = ("agenc", "multi-agency", "multiagency", "inter-agency", "interagency", "partner")
AUTHORITIES: Term = ("local authorit", "authorit", "council", "area")
CHILD_IN_NEED: Term = ("child in need", "children in need", "section 17")
DIED: Term = ("death", "died", "dies", "fatal")
DOMESTIC: Term = ("domestic abuse", "domestic violence")
ENGAGE: Term = ("engag", "involv", "work", "reach", "proactive", "bring", "include", "including")
MALES: Term = ("male", "adult men", "adult man", "the men", "men who", "men in", "father")
MANY_AGENCIES: Term = (
    "multi-agency", "multiagency", "inter-agency", "interagency", "agencies", "partnership",
)  # fmt: skip
NEURO: Term = ("neurodiver", "neurodevelopment", "neuro-developmental")
NON_MOBILE: Term = (
    "non-mobile", "nonmobile", "pre-mobile", "not mobile", "not yet mobile", "immobile",
    "cannot move", "cannot yet move", "not yet moving",
)  # fmt: skip
RECOGNISE: Term = ("identif", "recogni", "spot", "detect", "notic")
RESPOND: Term = ("respon", "address", "act", "tackl", "deal")
SEX_OFFENDERS: Term = ("sex offender", "sexual offen", "sex-offen")
SPREAD: Term = (
    "disseminat", "shar", "circulat", "spread", "distribut", "publicis", "reach", "known",
    "communicat", "pass",
)  # fmt: skip
STAFF: Term = ("practitioner", "professional", "staff", "worker", "workforce", "employee")

STATEMENTS: dict[str, dict[str, tuple[Terms, ...]]] = {
    "2022-02/child-rs": {
        "learning": (
            (
                "bruis", NON_MOBILE, "safeguarding lead", ("advice", "advis", "consult", "ask"),
                ("immediate", "at once", "straight away", "without delay", "prompt", "urgent"),
            ),
            (("second-guess", "second guess"), ("mash", "safeguarding hub"), "refer"),
            ("earl", "vulnerab", "risk", "assess", ("service", "support", "help")),
            (("household", "home", "lives", "living"), "role", "mother", "father", ENGAGE),
            (
                "information", "shar", ("safeguard", "protect", "safe"),
                ("alone", "itself", "on its own", "only", "not enough", "not sufficient"),
            ),
            (("desensitis", "desensitiz"), ("normalis", "normaliz"), "cultur"),
            (("curious", "curiosity"), "respect", "challeng"),
            (("mov", "relocat"), AUTHORITIES, ("support", "network"), "vulnerab"),
        ),
        "recommendations": (
            (("learning", "lesson", "finding"), SPREAD, "updat", "polic", "procedure"),
            (("safe sleep", "safer sleep"), "polic", SPREAD, STAFF),
            ("bruis", NON_MOBILE, SPREAD, ("embed", "practice", "root"), AGENCIES),
        ),
    },
    "2022-02/joshua": {
        "learning": (
            (
                "parent", ("abilit", "able", "capacit", "capab", "can protect"), "protect",
                "supervis", "contact",
            ),
            (
                "evidence", ABUSED_SEXUALLY,
                ("limit", "not enough", "short", "weak", "insufficient", "gap"),
            ),
            (
                "police", "intelligence", ("request", "ask", "seek", "sought"), "shar",
                ("earl", "first", "soon", "prompt", "without delay"),
            ),
            (ABUSED_SEXUALLY, "evidence", "tool", "train", ("robust", "strong", "firm")),
            (("gcp2", "gcp 2", "graded care profile 2"), "neglect", RECOGNISE, (*RESPOND, "help")),
            (
                "written agreement",
                ("purpose", "are for", "is for", "aim", "intend", "meant"),
                ("effective", "work", "achiev", "impact"),
                ("whether", "should", "if they", "place"),
            ),
            (("perpetrator", "offender", "abuser"), "disrupt"),
        ),
        "recommendations": (
            (MANY_AGENCIES, "strateg", ABUSED_SEXUALLY, "respon"),
            ("train", ABUSED_SEXUALLY, MANY_AGENCIES, STAFF),
            (
                ("meeting", "conference"), "confidential", ("record", "minute", "document"),
                ("famil", "parent"), "risk",
            ),
            (
                ("rationale", "reason", "why"), ("shar", "withh", "held back"), "parent", "carer",
                ("minim", "as little", "least"),
            ),
        ),
    },
    "2022-02/baby-r": {
        "learning": (
            (
                ("support", "help"), ("transfer", "mov", "handed"), AUTHORITIES,
                ("level", "right", "continu", "same"),
            ),
            (("disagree", "disput"), AUTHORITIES, "transfer", "status", ("delay", "late", "slow")),
            (
                "housing", NEURO, "safeguarding",
                ("aware", "unaware", "know", "knew", "unknown"),
            ),
            (
                "mental health", ("children's", "social care"),
                ("communicat", "talk", "liais", "contact"),
            ),
            ("bruis", "mark", NON_MOBILE, MANY_AGENCIES, ("robust", "strong", "respon")),
        ),
        "recommendations": (
            (
                ("child protection", "section 47", "s47"), CHILD_IN_NEED, "trauma", NEURO,
                "mental health",
            ),
            (
                "think family", NEURO, ("train", "educat"), ("understand", "interpret", "sense"),
                ("information", "advice"),
            ),
            ("housing", "panel", ("child protection", "statutory"), "shar", "assess"),
            (
                STAFF, "bruis", ("infan", "bab", "non-mobile"), ("act", "respon"),
                ("significan", "mean", "importan", "serious", "matter"),
            ),
        ),
    },
    "2022-02/mia": {
        "learning": (
            ("risk", "blended", ("household", "home")),
            ("neglect", RECOGNISE, RESPOND),
            (SEX_OFFENDERS, "famil", ("home", "house")),
            (
                ("covid", "pandemic"), ("restrict", "lockdown"), ("single", "one agency", "each"),
                ("multi-agency", "multiagency", "joint", "together", "several"), "respon",
            ),
        ),
        "recommendations": (
            (
                ("document", "record", "writ"), ("present", "appear"), ("interact", "relat"),
                ("parent", "carer"), ("lived experience", "daily life", "day to day"),
            ),
            (
                ("lived experience", "daily life", "day to day"), "blended",
                ("household", "home"), ("visit", "stay"),
            ),
            (
                "risk", ("situation", "circumstance"), "mov", ("temporary", "interim"),
                ("hous", "accommodation"),
            ),
            (
                ("coercive", "coercion"), "control", ("intimate", "partner", "couple"),
                ("famil", "relative"), ("form", "way", "shape", "type", "kind", "guise"),
            ),
            (
                "shar", AGENCIES, SEX_OFFENDERS, ("suspect", "suspicion", "thought", "believed"),
                ("risk", "harm", "danger"),
            ),
            (
                "wom", "exploit", SEX_OFFENDERS, ("scenario", "situation", "circumstance", "way"),
                ("future", "again", "later", "further"),
            ),
        ),
    },
    "2022-02/child-r": {
        "learning": (
            (
                "shar", "community health", "record", ("transfer", "handover", "hand", "mov"),
                ("authorit", "area", "boundar"),
            ),
            (
                "confiden", "authorit", "risk", DOMESTIC,
                (
                    "child abuse", "abuse of a child", "abuse of children", "abuse of the child",
                    "child is abused", "children are abused",
                ),
            ),
            (MALES, "risk", "assess", STAFF),
        ),
        "recommendations": (
            (
                "community health record", "transfer", ("timel", "prompt", "time", "quick"),
                "clos", "escalat",
            ),
            (CHILD_IN_NEED, "transfer", ("handover", "hand over", "hand"), "meeting", "formal"),
            ("train", "aware", DOMESTIC, ("serious", "grav"), "safe"),
            ("threshold", ("tool", "document"), DOMESTIC, ("pattern", "repeat", "recur"), "risk"),
            (ENGAGE, MALES, ("significan", "importan", "matter", "key"), "child"),
        ),
    },
    "2022-02/child-p": {
        "learning": (
            ("ethnic", ("religio", "faith"), "cultur", "famil"),
            (
                DOMESTIC, "information", "shar", ("robust", "strong", "firm"),
                ("joined-up", "joint", "coordinat", "co-ordinat", "together"),
            ),
            ("bereave", "famil"),
            ("father", ("work", "engag", "involv")),
            (MANY_AGENCIES, ("effective", "well", "good")),
        ),
        "recommendations": (
            ("interpret", "english", "language", ("consisten", "always", "every", "routine")),
            ("assess", ("accura", "correct"), "background", "cultur", "belie"),
            (
                "single assessment", ("view", "opinion", "perspective", "contribution"),
                (*MANY_AGENCIES, "network"), "analys",
            ),
            (
                "train", DOMESTIC, "vulnerab", ("frontline", "front-line"),
                ("partner", "other agenc", "agencies"),
            ),
            (MANY_AGENCIES, "train", "bereave", ("support", "help"), "famil"),
            ("strategy", "train", "working together", "2018", "police"),
        ),
    },
    "2022-02/toby": {
        "learning": (
            (
                ("collaborat", "work together", "working together", "joint", "worked together"),
                "health", "shar", "vulnerab", "parent",
            ),
            (
                "health", "shar", ("why", "purpose", "reason"), ("do with", "to do", "act", "use"),
                ("follow", "chas", "pursu"),
            ),
        ),
        "recommendations": (
            (
                "midwi", ("system", "tool"), ("report", "record", "flag", "rais"),
                ("low-level", "lower-level", "minor"), ("maternal", "mother"),
            ),
            (
                "father", ("presen", "attend", "is there"), "interact", "role",
                ("routin", "standard", "always", "every", "matter of course"),
            ),
            (
                "midwi", "continuity of care", "need", ("suspect", "thought", "likely"),
                ("capacit", "able", "enabl", "scope", "resourc"),
            ),
        ),
    },
    "2022-02/child-l": {
        "learning": (
            ("communicat", "information", "shar", AGENCIES),
            ("early help", "assess", ("reluctan", "hesita", "unwilling", "slow", "hold")),
            (
                ("curious", "curiosity"), ("holistic", "whole picture", "full picture", "rounded"),
                "famil",
            ),
            ("father", ("male", "men who care", "men caring"), "mother", ENGAGE),
        ),
        "actions": (
            ("midwi", "health visit", "pathway", ("revis", "updat", "review", "rewrit", "redraft")),
            (
                "protocol", "bruis", NON_MOBILE, "parent",
                ("multi-agency", "multiagency", "inter-agency", "interagency", "agencies"),
            ),
            (
                "thematic", "injur", ("significan", "serious"),
                (
                    "under 1", "under one", "under the age of 1", "under the age of one",
                    "under a year", "first year", "less than", "younger than", "below one",
                    "below the age",
                ),
            ),
            ("pilot", "father", ("engag", "involv"), "model", "good practice"),
        ),
    },
}  # fmt: skip

SUMMARIES: dict[str, Terms] = {
    "2022-02/child-rs": (
        "serious", ("potential", "possibl", "may", "might", "could"),
        ("life-changing", "life-altering", "change the child's life", "lifelong", "life-long"),
        ACCIDENT_NOT, "injur", "police", ("investigat", "inquir", "enquir"), "care proceedings",
    ),
    "2022-02/joshua": (
        "neglect", ("sexual abuse", "sexually abused", "abused sexually"),
        ("two", "2"), ("associate", "acquaintance"), "mother",
        ("child protection plan", "cp plan"), ("before", "prior", "preced"),
        ("during", "while", "throughout", "after", "once", "continu"),
    ),
    "2022-02/baby-r": (DIED, ACCIDENT_NOT, "head", "injur"),
    "2022-02/mia": (
        DIED, "bath", ("submer", "under water", "underwater", "under the water", "went under"),
        ("unsupervised", "supervis", "unattended", "alone", "unwatched"), "parent",
        ("hospital", "intensive care"), "intensive care", ("three weeks", "3 weeks"),
    ),
    "2022-02/child-r": (("extensive", "widespread", "many"), ("physical", "bod"), "injur"),
    "2022-02/child-p": (
        "injur", ("mental", "psycholog", "emotional"), "trauma", "knife", "attack",
        ("several", "other", "number of"), ("family", "relatives"), "father",
        ("pleaded guilty", "pled guilty", "guilty plea", "plea of guilty", "pleading guilty"),
        "attempted murder",
    ),
    "2022-02/toby": (
        DIED, ("sudden infant death", "sids"), ("initial", "first", "original"),
        ("post-mortem", "postmortem", "autopsy"), "rib", "fractur", ACCIDENT_NOT, "head", "injur",
    ),
    "2022-02/child-l": (
        ("significant", "serious"), ACCIDENT_NOT, "injur", "father",
        ("convict", "found guilty"), ("grievous bodily harm", "gbh"),
        ("9 years", "nine years", "9-year", "nine-year"),
        ("prison", "imprison", "custod", "jail"),
    ),
}  # fmt: skip

CONTRADICTION: Terms = (
    "title",
    "young baby",
    ("3 years 6 months", "3 years and 6 months", "three years six months",
     "three years and six months", "3 years, 6 months", "three and a half"),
)  # fmt: skip

STATEMENT_ROWS: list[tuple[str, str, int, Terms]] = [
    (review_id, section, number, terms)
    for review_id, sections in STATEMENTS.items()
    for section, rows in sections.items()
    for number, terms in enumerate(rows, start=1)
]
STATEMENT_IDS = [f"{rid}/{SECTIONS[section]}{n}" for rid, section, n, _ in STATEMENT_ROWS]


# --- Helpers --------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Lower-case a text, straighten its quotes, and make hyphens, dashes and white space spaces."""
    text = re.sub("[\u2018\u2019]", "'", text.casefold())
    return " ".join(re.sub("[-\u2010-\u2015]", " ", text).split())


def missing(text: str, terms: Terms) -> list[Term]:
    """Return the terms of which a text contains no alternative at the start of a word."""
    folded = fold(text)

    def found(term: Term) -> bool:
        alternatives = (term,) if isinstance(term, str) else term
        return any(re.search(rf"(?<!\w){re.escape(fold(a))}", folded) for a in alternatives)

    return [term for term in terms if not found(term)]


def plain(text: str) -> str:
    """Reduce a text to lower-case words with one space between, to compare wording only."""
    text = re.sub("['\u2018\u2019]", "", text.casefold())
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def statements(record: dict[str, Any], section: str) -> list[dict[str, Any]]:
    """Return the statements of a section; none where the source does not speak of any."""
    return list(record[section] or [])


def texts(record: dict[str, Any]) -> dict[str, str]:
    """Return every text of our own in a review, keyed by where it stands."""
    found = {"summary": str(record["summary"])}
    for section in SECTIONS:
        found |= {s["id"]: s["text"] for s in statements(record, section)}
    return found | {f"note {n}": note for n, note in enumerate(record["notes"], start=1)}


@cache
def source_lines() -> tuple[str, ...]:
    """Return the bulletin's lines that hold text; skip the test where there is no bulletin."""
    if not SOURCE.is_file():
        pytest.skip(f"the bulletin is not at {SOURCE}")
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def title_of(line: str) -> str | None:
    """Return the title on a numbered line, or None for any other line."""
    match = re.match(r"\d+\. (.+)", line)
    return match[1] if match else None


def source_entries() -> dict[str, dict[str, str]]:
    """Return the bulletin's paragraphs by review: title, summary, learning, ..., resources."""
    starts = ("Learning ", "Recommendations ", "Makes no recommendations ", "Other")
    keys = ("learning", "recommendations", "actions", "resources")
    entries: list[dict[str, str]] = []
    for line in source_lines()[2:]:
        title = title_of(line)
        if title:
            entries.append({"title": title})
            continue
        key = next((k for s, k in zip(starts, keys, strict=True) if line.startswith(s)), "summary")
        assert key not in entries[-1], f"two paragraphs for {key}: {line}"
        entries[-1][key] = line
    return dict(zip(IDS, entries, strict=True))


@cache
def source_runs() -> frozenset[str]:
    """Return every run of seven words of the bulletin, its headings and titles left out."""
    runs: set[str] = set()
    for line in source_lines()[1:]:
        words = [] if title_of(line) else [w for w in line.split() if plain(w)]
        runs |= {plain(" ".join(words[i : i + RUN])) for i in range(len(words) - RUN + 1)}
    return frozenset(runs)


def copied(text: str) -> list[str]:
    """Return the runs of seven words that a text has from the bulletin."""
    padded = f" {plain(text)} "
    return sorted(run for run in source_runs() if f" {run} " in padded)


# --- The collection -------------------------------------------------------------------------------


def test_collection(collection_info: dict[str, Any]) -> None:
    """The collection says which bulletin it is and what the bulletin's headline says."""
    assert collection_info["id"] == "nspcc-2022-02"
    assert collection_info["listed"] == "2022-02"
    assert collection_info["headline_count"] == 8
    assert [topic.casefold() for topic in collection_info["topics"]] == TOPICS


def test_order(records: Records) -> None:
    """The reviews stand in the bulletin's order, and there are no others."""
    assert tuple(records) == IDS
    assert tuple(record["id"] for record in records.values()) == IDS


@pytest.mark.parametrize("section", SECTIONS)
def test_totals(records: Records, section: str) -> None:
    """The collection has as many statements of each kind as the bulletin has points."""
    assert sum(len(statements(r, section)) for r in records.values()) == TOTALS[section]


# --- The reviews ----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", SCALAR_FIELDS)
@pytest.mark.parametrize("review_id", IDS)
def test_scalar(records: Records, review_id: str, field: str) -> None:
    """Name, title, type, date and outcome are the source's."""
    assert records[review_id][field] == SCALARS[review_id][SCALAR_FIELDS.index(field)]


@pytest.mark.parametrize("field", SAME_FOR_ALL)
@pytest.mark.parametrize("review_id", IDS)
def test_same_for_all(records: Records, review_id: str, field: str) -> None:
    """What holds for the bulletin holds for each review."""
    assert records[review_id][field] == SAME_FOR_ALL[field]


@pytest.mark.parametrize("review_id", IDS)
def test_child(records: Records, review_id: str) -> None:
    """Each review is about one child; age in the source's unit and in months, sex if stated."""
    age, age_months, sex = CHILDREN[review_id]
    expected = [{"age": age, "age_months": age_months, "sex": sex}]
    assert records[review_id]["children"] == expected


@pytest.mark.parametrize("review_id", IDS)
def test_harms(records: Records, review_id: str) -> None:
    """The harms are what happened to the child, each once."""
    assert sorted(records[review_id]["harms"]) == sorted(HARMS[review_id])


@pytest.mark.parametrize("review_id", IDS)
def test_resource(records: Records, review_id: str) -> None:
    """Each review has the one resource the source names, without an address."""
    expected = [{"label": RESOURCE_LABELS[review_id], "format": "PDF", "url": None}]
    assert records[review_id]["resources"] == expected


@pytest.mark.parametrize("review_id", IDS)
def test_counts(records: Records, review_id: str) -> None:
    """Each section has one statement a point, is [] where none were made, None where unsaid."""
    record = records[review_id]
    counts = tuple(None if record[s] is None else len(record[s]) for s in SECTIONS)
    assert counts == COUNTS[review_id]


@pytest.mark.parametrize("review_id", IDS)
def test_statement_ids(records: Records, review_id: str) -> None:
    """Statements are numbered L1, R1, A1 and on within their review."""
    for (section, letter), count in zip(SECTIONS.items(), COUNTS[review_id], strict=True):
        ids = [statement["id"] for statement in statements(records[review_id], section)]
        assert ids == [f"{review_id}/{letter}{n}" for n in range(1, (count or 0) + 1)]


# --- The texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("review_id", "section", "number", "terms"), STATEMENT_ROWS, ids=STATEMENT_IDS)
def test_statement(records: Records, review_id: str, section: str, number: int, terms: Terms) -> None:
    """Each statement keeps the substance of the point that stands at its place in the source."""
    text = statements(records[review_id], section)[number - 1]["text"]
    assert missing(text, terms) == [], text


@pytest.mark.parametrize("review_id", IDS)
def test_summary(records: Records, review_id: str) -> None:
    """Each summary keeps what happened, to what end, by whom if stated, and what followed."""
    text = records[review_id]["summary"]
    assert missing(text, SUMMARIES[review_id]) == [], text


@pytest.mark.parametrize("review_id", UNSAID_SEX)
def test_sex_is_not_guessed(records: Records, review_id: str) -> None:
    """A summary does not give away a sex that the source does not state."""
    words = plain(records[review_id]["summary"]).split()
    assert words
    assert not set(words) & set(UNSAID_SEX[review_id])


def test_contradiction_is_noted(records: Records) -> None:
    """A note of Child L holds the title's young baby against the age in the text."""
    notes = records["2022-02/child-l"]["notes"]
    assert any(not missing(note, CONTRADICTION) for note in notes), notes


@pytest.mark.parametrize("review_id", IDS)
def test_own_words(records: Records, review_id: str) -> None:
    """No summary, statement or note has seven words in a row from the bulletin."""
    ours = texts(records[review_id])
    assert len(ours) > sum(count or 0 for count in COUNTS[review_id])
    found = {where: copied(text) for where, text in ours.items()}
    assert {where: runs for where, runs in found.items() if runs} == {}


# --- The tables and helpers themselves ------------------------------------------------------------


def test_tables_are_whole() -> None:
    """Every table has the eight reviews in order, and a row for each of the 73 points."""
    for table in (CHILDREN, HARMS, RESOURCE_LABELS, COUNTS, STATEMENTS, SUMMARIES):
        assert tuple(table) == IDS
    for review_id, counts in COUNTS.items():
        rows = tuple(len(STATEMENTS[review_id].get(section, ())) for section in SECTIONS)
        assert rows == tuple(count or 0 for count in counts)
    assert all(2 <= len(terms) <= 5 for *_, terms in STATEMENT_ROWS)
    assert len(STATEMENT_ROWS) == sum(TOTALS.values()) == 73


def test_missing_finds_what_is_missing() -> None:
    """The matcher folds case, hyphens and quotes, takes stems, and only at the start of a word."""
    assert missing("Non\u2011mobile CHILDREN\u2019S bruising", (NON_MOBILE, "children's", "bruis")) == []
    assert missing("smash", ("mash", ("hub", "referral"))) == ["mash", ("hub", "referral")]


def test_tables_agree_with_the_source() -> None:
    """The bulletin's own titles and points satisfy the tables they are held to."""
    entries = source_entries()
    labels = {"Full overview": "Read full overview (PDF)"}
    for review_id, entry in entries.items():
        assert entry["title"] == SCALARS[review_id][1]
        assert missing(entry["summary"], SUMMARIES[review_id]) == [], review_id
        label = labels.get(RESOURCE_LABELS[review_id], "Read practice review (PDF)")
        assert " ".join(entry["resources"].split()) == f"Other resources {label}"
        assert set(entry) == {"title", "summary", "resources", *STATEMENTS[review_id]}
        for section, rows in STATEMENTS[review_id].items():
            points = entry[section].split(";")
            for point, terms in zip(points, rows, strict=True):
                assert missing(point, terms) == [], point


def test_copying_is_noticed() -> None:
    """The bulletin yields its runs, and a copied run is found whatever its case; a word less is none."""
    runs = sorted(source_runs())
    assert len(runs) > 1000
    assert copied(f"They say: {runs[0].upper()}, and more") == [runs[0]]
    assert copied(runs[0].rpartition(" ")[0]) == []
