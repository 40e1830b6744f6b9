"""What a briefing holds, as the contract has it."""

from __future__ import annotations

from typing import Annotated

from .field_types import KEY, Count, Date, TypedDict
from .reviews import ResourceRecord


class BriefTermRecord(TypedDict):
    """A term that a briefing is about."""

    id: Annotated[str, "kind and slug, as in theme/fathers-and-males"]
    label: Annotated[str, "as people say it"]
    definition: Annotated[str, "when it applies"]
    asked: Annotated[bool, "whether it was asked for; if not, no theme of the statements is in more reviews"]
    reviews: Annotated[Count, "how many of the reviews of the briefing have it"]
    of_all: Annotated[Count, "how many of all reviews in use have it"]


class BriefReviewRecord(TypedDict):
    """A review that a briefing rests on."""

    id: Annotated[str, "of the review"]
    name: Annotated[str, "the pseudonym that the review goes by"]
    text: Annotated[str, "what happened: the summary, its first sentences, or the codes in words"]
    whole: Annotated[bool, "whether that is all of the summary, or there is none that may be told"]
    title: Annotated[str, "as the source lists it; where detail is left out the name and the type of review"]
    resources: Annotated[list[ResourceRecord], "documents that the source points to"]
    notes: Annotated[list[str], "what a reader of the record should know of it; empty where detail is left out"]
    more_notes: Annotated[bool, "whether it has notes that are not shown on the page"]


class BriefPointRecord(TypedDict):
    """A point, or several that say the same."""

    ids: Annotated[list[str], "of the statements"]
    text: Annotated[str, "of the first of them"]
    reviews: Annotated[Count, "how many reviews make the point"]
    agencies: Annotated[list[str] | None, "slugs: whom it speaks to or of"]


class BriefGroupRecord(TypedDict):
    """Points of one theme, or to or of one agency."""

    slug: Annotated[str | None, "of the theme or the agency; null where there is none"]
    label: Annotated[str, "as people say it"]
    coded: Annotated[bool, "whether its points are coded with a theme or an agency that was asked for"]
    reviews: Annotated[Count, "how many of the reviews of the briefing make a point so coded, shown or not"]
    shown: Annotated[Count, "how many of these have one that is shown, here or under another label"]
    points: Annotated[list[BriefPointRecord], "those that are shown, the most shared first"]


class BriefQuestionRecord(TypedDict):
    """A question for a team."""

    id: Annotated[str, "of the theme whose question it is, as in theme/fathers-and-males"]
    text: Annotated[str, "as the vocabulary has it"]


class BriefCollectionRecord(TypedDict):
    """A collection that was asked."""

    id: Annotated[str, "its id"]
    title: Annotated[str, "its title, or else its id"]
    source: Annotated[str | None, "where it is from"]
    notice: Annotated[str | None, "what whoever uses it is to know"]
    reviews: Annotated[Count, "how many of its reviews are in use"]
    digest: Annotated[str, "SHA-256 of its reviews, in hexadecimal"]


class BriefRecord(TypedDict):
    """A short practice briefing."""

    title: Annotated[str, "what it is called", KEY]
    asked: Annotated[str, "what was asked, in words"]
    reviews: Annotated[Count, "how many reviews it rests on"]
    of_all: Annotated[Count, "how many are in use"]
    automatic: Annotated[Count, "how many of its reviews are coded automatically"]
    not_stated: Annotated[dict[str, Count], "how many of its reviews do not state a field"]
    not_read: Annotated[dict[str, Count], "in how many nothing was read of a field, nor has a person read them"]
    stated_none: Annotated[dict[str, Count], "how many of its reviews say that there is none"]
    notes: Annotated[list[str], "what was left out, or in, only because it is not stated; how a word was read"]
    terms: Annotated[list[BriefTermRecord], "what it is about, as far as its reviews have it"]
    coded_as: Annotated[list[str], "labels of the themes and agencies that were asked for"]
    coded: Annotated[dict[str, Count], "how many points of each section are coded with one of these"]
    happened: Annotated[list[BriefReviewRecord], "what happened, a line a review; each whose words are shown"]
    not_told: Annotated[list[str], "ids of the other reviews that it rests on, for which there is no room"]
    learning: Annotated[list[BriefGroupRecord], "what was learned, by theme"]
    recommendations: Annotated[list[BriefGroupRecord], "what was recommended, by agency"]
    actions: Annotated[list[BriefGroupRecord], "what was begun, by agency"]
    questions: Annotated[list[BriefQuestionRecord], "for a team"]
    words: Annotated[Count | None, "how many words of text it may have; null: as many as two pages hold"]
    left_out: Annotated[dict[str, Count], "how many terms, questions, whole accounts, notes and points had no room"]
    detail: Annotated[bool, "whether it says how children were hurt"]
    plan: Annotated[bool, "whether a form for actions is added"]
    collections: Annotated[list[BriefCollectionRecord], "what was asked"]
    made: Annotated[Date, "the day on which it was made"]
