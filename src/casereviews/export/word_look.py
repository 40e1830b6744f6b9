"""How a Word document looks: A4, one column, 12 point, and styles that Word knows as headings and lists."""

from __future__ import annotations

from docx import document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Twips

from .document import LANGUAGE

_FONT = "Arial"
_GREY = "505A5F"  # 6.9:1 on white
_BLUE = "1D4F91"  # 8:1 on white

_A4 = Twips(11906), Twips(16838)
_SIDES, _ENDS, _FOOT = Mm(25), Mm(20), Mm(10)
_LABELS = 2268  # where the values of facts begin, in twentieths of a point: 4 cm


def _text(points: int = 12, bold: bool = False, color: str = "0B0C0C") -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{weight}<w:color w:val="{color}"/><w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


def _space(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"

_PARAGRAPHS = {
    "Normal": (_space(0, 120), _text()),
    "Title": (_KEEP + _space(0, 80, 250), _text(26, bold=True)),
    "Subtitle": ("<w:keepLines/>" + _space(0, 140), _text(color=_GREY)),
    "Heading 1": (_KEEP + _space(280, 60, 250) + '<w:outlineLvl w:val="0"/>', _text(18, bold=True)),
    "Heading 2": (_KEEP + _space(200, 60, 250) + '<w:outlineLvl w:val="1"/>', _text(14, bold=True)),
    "TOC Heading": (_KEEP + _space(280, 60, 250) + '<w:outlineLvl w:val="9"/>', _text(18, bold=True)),
    "List Bullet": ('<w:numPr><w:numId w:val="1"/></w:numPr>' + _space(0, 60), _text()),
    "List Continue": ("<w:keepLines/>" + _space(0, 100) + '<w:ind w:left="360"/>', _text(color=_GREY)),
    "Footer": ('<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>' + _space(0, 0), _text(color=_GREY)),
}
"""The styles of paragraphs that Word brings, each with what it is to look like."""

_FACTS = (
    f'<w:tabs><w:tab w:val="left" w:pos="{_LABELS}"/></w:tabs>{_space(0, 60)}'
    f'<w:ind w:left="{_LABELS}" w:hanging="{_LABELS}"/>'
)
_NEW_PARAGRAPHS = {
    "TOC1": ("toc 1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>' + _space(0, 60), _text()),
    "Facts": ("Facts", _FACTS, _text()),
    "Cell": ("Cell", _space(40, 40, 260), _text()),
}
"""Those that it does not, by their ids."""

_CHARACTERS = {
    "Hyperlink": f'<w:color w:val="{_BLUE}"/><w:u w:val="single"/>',
    "Id": f'<w:color w:val="{_GREY}"/><w:sz w:val="20"/><w:szCs w:val="20"/>',
}
"""Styles of characters."""

_WORDS_OWN = ("toc 1", "Hyperlink")
"""The names among these that Word knows."""

_TABLE = (
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    '<w:bottom w:val="single" w:sz="4" w:color="B1B4B6"/><w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/>'
    "</w:tblBorders></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
)
_DEFAULTS = (
    f"<w:rPrDefault {nsdecls('w')}><w:rPr>"
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}"/><w:sz w:val="24"/>'
    f'<w:szCs w:val="24"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
)


def dress(new: document.Document) -> None:
    """Give a document that python-docx made its page, its styles, and its language."""
    section = new.sections[0]
    section.page_width, section.page_height = _A4
    section.left_margin = section.right_margin = _SIDES
    section.top_margin = section.bottom_margin = _ENDS
    section.header_distance = section.footer_distance = _FOOT
    styles = new.styles.element
    (defaults,) = styles.iter(qn("w:rPrDefault"))
    defaults.getparent().replace(defaults, parse_xml(_DEFAULTS))
    for name, look in _PARAGRAPHS.items():
        _restyle(new.styles[name].element, *look)
    for identity, (name, paragraph, text) in _NEW_PARAGRAPHS.items():
        style = _new_style("paragraph", identity, name, '<w:basedOn w:val="Normal"/>')
        _restyle(style, paragraph, text)
        styles.append(style)
    for name, look_of in _CHARACTERS.items():
        styles.append(_new_style("character", name, name, f"<w:rPr>{look_of}</w:rPr>"))
    styles.append(_new_style("table", "Grid", "Grid", _TABLE))
    _set_up(new)


def _new_style(kind: str, identity: str, name: str, rest: str) -> BaseOxmlElement:
    custom = "" if name in _WORDS_OWN else ' w:customStyle="1"'
    attributes = f'{nsdecls("w")} w:type="{kind}" w:styleId="{identity}"{custom}'
    return parse_xml(f'<w:style {attributes}><w:name w:val="{name}"/>{rest}</w:style>')


def _restyle(style: BaseOxmlElement, paragraph: str, text: str) -> None:
    """Replace what a style looks like."""
    for tag in ("w:pPr", "w:rPr"):
        if (old := style.find(qn(tag))) is not None:
            style.remove(old)
    style.append(parse_xml(f"<w:pPr {nsdecls('w')}>{paragraph}</w:pPr>"))
    style.append(parse_xml(f"<w:rPr {nsdecls('w')}>{text}</w:rPr>"))


def _set_up(new: document.Document) -> None:
    """Have Word take the document for one of today, in English."""
    settings = new.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
