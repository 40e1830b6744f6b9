r"""The words that lead in the parts of a review, in the forms that bulletins have used.

Each pattern matches the lead-in with what parts it from the text: `Learning includes: `, `Makes recommendations for `.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..english import NUMBER_WORDS, any_of, pattern

_FOCUS = rf"(?:{any_of('focus')})(?!\w)"
_AFTER = r"(?: the (?:following|need(?= for:)))?(?: (?:areas|points|themes|issues))? ?[:;]? ?"
_OF_LEARNING = rf"(?:{any_of('learning')})"
_REVIEWS = rf"(?:(?:the|this|a) )?(?:(?:{any_of('kind of review')}) )*(?:review|case|report)"
_WHOSE = rf"(?: (?:{any_of('whose learning')}|(?:from|in|by|of) {_REVIEWS}|(?:in|by) the (?:author|reviewers?)))*(?!\w)"
# What numbers a point that is led in by itself: ` 3: `, ` 2.1 – `.
_NUMBERED = r" (?:no\.? ?|number )?\d{1,2}(?:\.\d{1,2})?[a-z]? ?(?:[:.)–—-] ?|(?=[A-Z]))"
_COUNTED = "|".join(NUMBER_WORDS[:12])
_LEARNING = (
    rf"(?:(?:(?:{any_of('kind of learning')}) )+"
    rf"{_OF_LEARNING}|(?:The|This) {_REVIEWS}['’]s (?:key |main )?{_OF_LEARNING}|What (?:can be|was|we) learn(?:ed|t)"
    rf"|Learning|Lessons|Findings?|Issues|Themes){_WHOSE}"
    rf"(?: ?: ?| (?:are|is|were) ?: ?| {_FOCUS}{_AFTER})"
    rf"|There (?:are|were) (?:{_COUNTED}) (?:\w+ ){{0,2}}(?:of )?(?:{any_of('learning counted')})[.:](?: |$)"
    rf"|(?:Key )?(?:[Ll]earning(?: [Pp]oint)?|[Ll]esson|[Ff]inding|[Ii]ssue|[Tt]heme){_NUMBERED}"
)
_SUBJECT = rf"(?:The|This) {_REVIEWS}"
_IDENTIFIES = (
    rf"(?:(?:{_SUBJECT}|It) (?:also )?(?:identifie[sd]|finds|found|highlight(?:s|ed))|Identifie[sd]|Highlights)"
    rf"(?:(?: that)? ?: ?| (?:(?:the|following|key|several|a number of) )*{_OF_LEARNING.lower()}{_WHOSE}"
    r",? ?(?::|includ(?:ing|e)|which includes?|such as|relating to|around|in relation to|covering|on)(?!\w) ?:? ?)"
)
_NUMBER = rf"\d{{1,2}}|{'|'.join(NUMBER_WORDS[:12]).title()}"
_MADE = r"(?: (?:are |were )?made)?"
_RECOMMENDATIONS = (
    rf"(?:(?:(?:{any_of('kind of recommendations')}|{_NUMBER}) )+[Rr]ecommendations?{_MADE}"
    rf"|Recommendations?{_MADE})(?: (?:to|for|of) (?P<addressee>(?:the )?[^:;.]{{2,70}}?))?"
    rf"(?: ?: ?| (?:are|were|for|on|about|around) ?: ?| (?:are|were) that |(?<=made) for "
    rf"| {_FOCUS}{_AFTER})|[Rr]ecommendation{_NUMBERED}|Recommendation\. (?=[A-Z])"
)
_MAKES = (
    rf"(?:{any_of('the review')})[Mm]ak(?:es|ing) (?:a (?:number|series|set) of |several |various |the following "
    r"|(?:\w+ ){0,3}?)recommendations?"
    r"(?:(?P<makes_to> (?:to|for) (?:the )?[^:;.,]{2,60}?)"
    r"(?: ?: ?|,? (?:(?:that|which) includes?|including|covering|focus(?:s?ed|s?ing) on)(?!\w) ?:? ?)"
    rf"| ?: ?|,? ?(?:(?:that|which) includes?|includ(?:e|es|ing)|covering|{any_of('about')})(?!\w)"
    rf"(?: the following)?(?: areas| themes)?(?:: ?| )| that )"
    rf"|{_SUBJECT} makes recommendations that "
    rf"|(?:The|This|Its) \w+ (?:ends?|closes?|concludes?) with (?:{_COUNTED}|an?|its) (?:\w+ ){{0,2}}?recommendations?"
    r"(?: (?:to|for) [^:;.,]{2,60}?)?(?: ?: ?| (?=that ))"
    rf"|(?:{any_of('the review')})[Mm]akes (?:{_COUNTED}) (?:\w+ ){{0,2}}?recommendations?\.(?: |$)"
)
_RECOMMENDS = rf"(?:{_SUBJECT}|It) (?:also )?recommends(?:(?: that)? ?: ?| that )|Recommends(?: that)? ?:? "
_ACTIONS = (
    rf"(?:(?:Key|The) )?Actions(?: (?:{any_of('taken')}))* ?(?::|(?:include[sd]?|are)(?!\w):?) ?|Action{_NUMBERED}"
)
_OTHER = r"(?:Other [Rr]esources?|Further [Rr]eading|Resources|Links?)(?!\w)"
_DOCUMENT = rf"(?i:(?:(?:{any_of('kind of document')}) )*(?:{any_of('document')})\b)"
_RESOURCES = (
    rf"{_OTHER} ?(?:: ?)?(?=$|Read\b|[A-Z>])"
    rf"|(?:> ?)?(?:Read|Download|View|See|Access) (?:the |an? )?{_DOCUMENT}"
)

LEADS = re.compile(
    rf"(?P<none>(?:{any_of('none recommended')})\b)|(?P<makes>{_MAKES})|(?P<recommends>{_RECOMMENDS})"
    rf"|(?P<recommendations>{_RECOMMENDATIONS})|(?P<learning>{_LEARNING})"
    rf"|(?P<identifies>{_IDENTIFIES})|(?P<actions>{_ACTIONS})"
    rf"|(?P<background>(?:{any_of('background')}) ?: ?)|(?P<model>(?:{any_of('model')}) ?: ?)"
    r"|(?P<keywords>(?:> ?)?(?:Key ?[Ww]ords?|Subjects|Index terms) ?: ?)"
    rf"|(?P<resources>{_RESOURCES})"
)
"""What leads in a part, `Learning includes: `, in the group of its part; `addressee` and `makes_to` are those asked."""

NUMBERED = re.compile(r"[A-Za-z .]+\d{1,2}(?:\.\d{1,2})?[a-z]?[ :.)–—-]*")
"""What leads in one point by its number: `Recommendation 3: `."""

ORPHAN = pattern(orphan="orphan", cased=True, start="", end=" ?: ?")
"""What is left where a page lost the word before it: `includes: `."""

HEADING = pattern(
    learning="heading of learning", recommendations="heading of recommendations", actions="heading of actions",
    background="heading of background", model="heading of model", keywords="heading of keywords",
    resources="heading of resources", cased=True, end=" ?:?",
)  # fmt: skip
"""A line that is the heading of a part, and nothing else: `Key learning:`."""

NOT_A_LABEL = re.compile(
    rf"^{_OTHER}\s*:?\s*|^(?:and )?>\s*|^(?:and )?(?:[Rr]ead|[Dd]ownload|[Vv]iew|See|Access)\s+(?:the\s+|an?\s+)?"
)
"""What stands before the name of a document: `Read the `."""

LONGEST_RESOURCE = 160


def begins_section(text: str) -> bool:
    """Whether a line begins with words that lead in a part, or is the heading of one."""
    return (lead_in(text, 0) or ORPHAN.match(text) or HEADING.fullmatch(text)) is not None


def is_resource(text: str) -> bool:
    """Whether a line only says what to read."""
    found = lead_in(text, 0)
    return found is not None and found.lastgroup == "resources" and len(text) <= LONGEST_RESOURCE


@lru_cache(1 << 13)  # whoever asks what a line is asks again
def lead_in(text: str, start: int) -> re.Match[str] | None:
    """The words at an offset that lead in a part."""
    return LEADS.match(text, start, min(len(text), start + 400))
