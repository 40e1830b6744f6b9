r"""The words that lead in the parts of a review, in the forms that bulletins have used.

Each pattern matches the lead-in with what parts it from the text: `Learning includes: `, `Makes recommendations for `.
"""

from __future__ import annotations

import re

_FOCUS = (
    r"(?:includ(?:es?|ed|ing)|focus(?:s?es|s?ed|s?ing)? (?:up)?on|relat(?:es?|ed|ing) to"
    r"|(?:is|are|was|were) (?:made |centred |based |grouped |structured )?(?:around|on|about)"
    r"|centres? (?:on|around)|covers?|covering|concerns?|highlights?|emphasi[sz]es?|looks? at|points? to|considers?"
    r"|address(?:es)?|identified)(?!\w)"
)
_AFTER = r"(?: the (?:following|need(?= for:)))?(?: (?:areas|points|themes|issues))? ?[:;]? ?"

_OF_LEARNING = r"(?:[Ll]earning|[Ll]essons|[Ff]indings?|[Ii]ssues|[Tt]hemes)"
_REVIEWS = (
    r"(?:(?:the|this|a) )?(?:(?:serious|case|child|local|safeguarding|practice|rapid|thematic|learning|overview) )*"
    r"(?:review|case|report)"
)
_WHOSE = (
    r"(?: (?:identified|raised|highlighted|arising|learned|learnt|emerging|made|noted|found|drawn|to be learn(?:ed|t)"
    r"|points|themes|areas|outcomes|opportunities"
    r"|for (?:practice|professionals|practitioners|the future|agencies)"
    rf"|(?:from|in|by|of) {_REVIEWS}|(?:in|by) the (?:author|reviewers?)))*(?!\w)"
)
_LEARNING = (
    r"(?:(?:(?:Key|Main|The|Other|Additional|Further|Wider|Practice|Common|Review|Overall|General|Significant) )+"
    rf"{_OF_LEARNING}|(?:The|This) {_REVIEWS}['’]s (?:key |main )?{_OF_LEARNING}|What (?:can be|was|we) learn(?:ed|t)"
    rf"|Learning|Lessons|Findings?|Issues|Themes){_WHOSE}"
    rf"(?: ?: ?| (?:are|is|were) ?: ?| {_FOCUS}{_AFTER})"
)
_SUBJECT = rf"(?:The|This) {_REVIEWS}"
_IDENTIFIES = (
    rf"(?:(?:{_SUBJECT}|It) (?:also )?(?:identifie[sd]|finds|found|highlight(?:s|ed))|Identifie[sd]|Highlights)"
    rf"(?:(?: that)? ?: ?| (?:(?:the|following|key|several|a number of) )*{_OF_LEARNING.lower()}{_WHOSE}"
    r",? ?(?::|includ(?:ing|e)|which includes?|such as|relating to|around|in relation to|covering|on)(?!\w) ?:? ?)"
)

_NUMBER = r"\d{1,2}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve"
_MADE = r"(?: (?:are |were )?made)?"
_RECOMMENDATIONS = (
    rf"(?:(?:(?:Key|Main|The|Other|Its|Report|Overview|Review|{_NUMBER}) )+[Rr]ecommendations?{_MADE}"
    rf"|Recommendations?{_MADE})(?: (?:to|for|of) (?P<addressee>(?:the )?[^:;.]{{2,70}}?))?"
    rf"(?: ?: ?| (?:are|were|for|on|about|around) ?: ?| (?:are|were) that |(?<=made) for "
    rf"| {_FOCUS}{_AFTER})"
)
_REVIEW = r"(?:(?:The |This )?(?:[Rr]eview|[Rr]eport|It|Also) )?"
_MAKES = (
    rf"{_REVIEW}[Mm]ak(?:es|ing) (?:a (?:number|series|set) of |several |various |the following |(?:\w+ ){{0,3}}?)"
    r"recommendations?"
    r"(?:(?P<makes_to> (?:to|for) (?:the )?[^:;.,]{2,60}?)"
    r"(?: ?: ?|,? (?:(?:that|which) includes?|including|covering|focus(?:s?ed|s?ing) on)(?!\w) ?:? ?)"
    r"| ?: ?|,? ?(?:(?:that|which) includes?|includ(?:e|es|ing)|covering|for|that|to|on|about|around|regarding"
    r"|relating to|concerning|in relation to|with a focus on|focus(?:s?ed|s?ing)? on|addressing)(?!\w)"
    r"(?: the following)?(?: areas| themes)?(?:: ?| ))"
)
_RECOMMENDS = rf"(?:{_SUBJECT}|It) (?:also )?recommends(?: that)? ?: ?|Recommends(?: that)? ?:? "
_NONE = (
    rf"{_REVIEW}[Mm](?:akes?|ade) no (?:(?:new|formal|specific|further|separate|additional|single agency) )*"
    r"recommendations\b"
    r"|No (?:(?:new|formal|specific|further) )?recommendations (?:are|were|have been|is|was)? ?"
    r"(?:made|given|identified)\b"
    r"|There (?:are|were) no (?:(?:new|formal|specific|further) )?recommendations\b"
    rf"|{_REVIEW}[Dd](?:oes|id) not make (?:any )?(?:(?:new|formal|specific|further) )?recommendations\b"
    r"|Recommendations: (?:[Nn]one|[Nn]o recommendations)(?: (?:are |were )?(?:made|stated|given))?\b"
)
_ACTIONS = (
    r"(?:(?:Key|The) )?Actions(?: (?:taken|already|since|initiated|completed|underway|begun|as a result|to date))*"
    r" ?(?::|(?:include[sd]?|are)(?!\w):?) ?"
)
_OTHER = r"(?:Other [Rr]esources?|Further [Rr]eading|Resources|Links?)(?!\w)"
_DOCUMENT = (
    r"(?i:(?:(?:domestic|homicide|management|significant|single|unified|full|practice|overview|executive|serious|case|child|safeguarding|learning|rapid|thematic|final|published|practitioners?|local"
    r"|whole|complete|extended|concise|national|easy-read|[Ll][Cc]?[Ss][Pp][Rr]) )*"
    r"(?:overview|report|review|summary|briefing|document|pdf|study|version|L?CSPR|SCR|CPR))\b"
)
_RESOURCES = (
    rf"{_OTHER} ?(?:: ?)?(?=$|Read\b|[A-Z>])"
    rf"|(?:> ?)?(?:Read|Download|View|See|Access) (?:the |an? )?{_DOCUMENT}"
)

LEADS = re.compile(
    rf"(?P<none>{_NONE})|(?P<makes>{_MAKES})|(?P<recommends>{_RECOMMENDS})|(?P<recommendations>{_RECOMMENDATIONS})|(?P<learning>{_LEARNING})"
    rf"|(?P<identifies>{_IDENTIFIES})|(?P<actions>{_ACTIONS})"
    r"|(?P<background>(?:Background|What happened|Summary|Case summary|The case|Synopsis|Overview) ?: ?)"
    r"|(?P<model>(?:Model|Methodology|Review model|Method) ?: ?)"
    r"|(?P<keywords>(?:> ?)?(?:Key ?[Ww]ords?|Subjects|Index terms) ?: ?)"
    rf"|(?P<resources>{_RESOURCES})"
)
"""The group that matches names the part; `addressee` and `makes_to` are those to whom recommendations are made."""

ORPHAN = re.compile(r"(?P<orphan>[Ii]nclud(?:es?|ing) ?: ?)")
"""What is left where a page lost the word before it."""

HEADING = re.compile(
    r"(?:(?P<learning>(?:Key |Main |The )?(?:[Ll]earning|[Ll]essons|[Ff]indings|[Ii]ssues)"
    r"(?: (?:points|themes|learned|learnt|identified|for practice))?)"
    r"|(?P<recommendations>(?:Key |The )?[Rr]ecommendations)|(?P<actions>Actions(?: taken)?)"
    r"|(?P<background>Background|What happened|Summary|Case summary|The case|Overview)"
    r"|(?P<model>Model|Methodology)|(?P<keywords>Key ?words)"
    r"|(?P<resources>Other resources|Resources|Further reading|Read more|Links)) ?:?"
)
"""A line that is the heading of a part, and nothing else."""

NOT_A_LABEL = re.compile(
    rf"^{_OTHER}\s*:?\s*|^(?:and )?>\s*|^(?:and )?(?:[Rr]ead|[Dd]ownload|[Vv]iew|See|Access)\s+(?:the\s+|an?\s+)?"
)
"""What stands before the name of a document."""

LONGEST_RESOURCE = 160


def begins_section(text: str) -> bool:
    """Whether a line begins with words that lead in a part, or is the heading of one."""
    return (lead_in(text, 0) or ORPHAN.match(text) or HEADING.fullmatch(text)) is not None


def is_resource(text: str) -> bool:
    """Whether a line only says what to read."""
    found = lead_in(text, 0)
    return found is not None and found.lastgroup == "resources" and len(text) <= LONGEST_RESOURCE


def lead_in(text: str, start: int) -> re.Match[str] | None:
    """The words at a place that lead in a part."""
    return LEADS.match(text, start, min(len(text), start + 400))
