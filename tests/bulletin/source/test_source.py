"""From a bulletin's file to its lines."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereviews.bulletin import source
from casereviews.bulletin.source import Source, decode, html_page, lines, read
from casereviews.bulletin.source.lines import Line
from casereviews.errors import DataError
from helpers import posix_only
from helpers.bulletins import refused


def texts(data: bytes, name: str = "bulletin.txt") -> list[str]:
    return [line.text for line in decode(data, name).lines]


def lines_or_problem(data: bytes) -> list[Line]:
    """The lines that are read; none where the file is refused, which must be for one problem."""
    problems = 0
    try:
        return decode(data, "a").lines
    except DataError as error:
        problems = len(error.problems)
    assert problems == 1
    return []


# --- Reading --------------------------------------------------------------------------------------


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a file.txt"
    path.write_bytes(b"one\n\n two\n")
    assert read(str(path)) == Source(str(path), [Line(1, "one"), Line(2, ""), Line(3, " two")])


def test_standard_input() -> None:
    code = "from casereviews.bulletin.source import read; print(read('-'))"
    found = subprocess.run([sys.executable, "-c", code], input=b"one\n", capture_output=True, check=True, timeout=60)
    assert found.stdout.decode().strip() == repr(Source("standard input", [Line(1, "one")]))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name, reason in ((tmp_path / "none", "no such file or directory"), (tmp_path, "it is a folder; name a file")):
        with pytest.raises(DataError) as caught:
            read(str(name))
        assert str(caught.value) == f"{name}: cannot be read: {reason}"


@posix_only
def test_a_named_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    name = str(tmp_path / "pipe")
    os.mkfifo(name)
    with pytest.raises(DataError, match=r"pipe: is empty$"):
        read(name)


@posix_only
def test_endless_input() -> None:
    with pytest.raises(DataError, match=r"^/dev/zero: is larger than 64 MiB, the most that is read; split it$"):
        read("/dev/zero")


def test_the_largest_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 1 << 20)
    path = tmp_path / "large"
    path.write_bytes(b"x" * 1023 + b"\n" + b"y" * (1 << 10) * 1023)
    assert len(read(str(path)).lines) == 2
    path.write_bytes(path.read_bytes() + b"z")
    with pytest.raises(DataError, match=r"is larger than 1 MiB, the most that is read; split it$"):
        read(str(path))


# --- Encodings ------------------------------------------------------------------------------------

TEXT = "Baby ‘R’ – café\nnaïve…\n"
LINES = ["Baby ‘R’ – café", "naïve…"]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert texts(data) == LINES


@pytest.mark.parametrize(
    ("charset", "encoded", "shown"),
    [
        ("windows-1252", "é’".encode("cp1252"), "é’"),
        ("ISO-8859-1", "é’".encode("cp1252"), "é’"),
        ("windows-1252", "é".encode(), "é"),
        ("utf-8", "é".encode(), "é"),
        ("utf-8", "é".encode() + b"\xe9", "é\ufffd"),
        ("koi8-r", "é".encode(), "é"),
        ("koi8-r", "é".encode("cp1252"), "é"),
    ],
)
def test_the_character_set_that_a_page_states(charset: str, encoded: bytes, shown: str) -> None:
    for tag in (f'<meta charset="{charset}">', f"<META http-equiv=x content='text/html; charset={charset}'>"):
        assert texts(b"<html>" + tag.encode() + b"<p>" + encoded) == [shown]


def test_a_byte_order_mark_is_believed_more_than_the_page() -> None:
    assert texts("\ufeff<html><meta charset=windows-1252><p>é".encode()) == ["é"]


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_bytes_that_stand_for_nothing(byte: int) -> None:
    data = b"caf\xe9 " + bytes([byte])
    assert refused(data) == f"is not text: byte {byte:02X} at offset 5 is not a character; save it as UTF-8"


def test_binary_files() -> None:
    assert refused(b"ab\0c") == "is not text: byte 00 at offset 2 is not a character; save it as UTF-8"
    assert refused("ab".encode("utf-16-le")).startswith("is not text: byte 00 at offset 1 ")
    assert refused(b"\xff\xfea") == "is not text: byte 61 at offset 2 is not a character; save it as UTF-8"
    assert refused(b"\xff\xfe\x00\xdca\x00").startswith("is not text: byte 00 at offset 2 ")


UNMARKED = "Baby ‘R’ – café and nobody else was at home.\n" * 2


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (UNMARKED.encode("utf-16-le"), UNMARKED),
        (UNMARKED.encode("utf-16-be"), UNMARKED),
        ("the mother’s son – café".encode("mac_roman"), "the mother’s son – café"),
        ("the mother’s son – café".encode("cp1252"), "the mother’s son – café"),
        ("Zoë’s\n".encode() + "Siân’s\n".encode("cp1252"), "Zoë’s\nSiân’s\n"),
    ],
)
def test_an_encoding_that_nothing_states(data: bytes, expected: str) -> None:
    assert texts(data) == expected.splitlines()


SPOILT = "“Nobody asked” – Zoë’s café, Llŷn, £40… • ½ ✓ \uf0b7 ﬁ 👉"


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_decoded_wrongly_is_mended_and_told(times: int) -> None:
    text = SPOILT
    for _ in range(times):
        text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    found = decode(f"{text}\n".encode(), "a.txt")
    assert [line.text for line in found.lines] == [SPOILT.replace("ﬁ", "fi")]
    assert found.remarks == ["15 characters that looked wrongly decoded were mended"]
    mac = decode(SPOILT.encode().decode("mac_roman").encode(), "a.txt")
    assert [line.text for line in mac.lines] == [SPOILT.replace("ﬁ", "fi")]


@pytest.mark.parametrize("text", ["café’… – naïve", "¬ Ä", "‘café’… ‚so’", "日本", "é’…"])
def test_what_was_decoded_rightly_stays(text: str) -> None:
    found = decode(text.encode(), "a.txt")
    assert ([line.text for line in found.lines], found.remarks) == ([text], ())


# --- Lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [(1, "a")]),
        ("a\n", [(1, "a")]),
        ("a\n\n", [(1, "a"), (2, "")]),
        ("\na\r\nb\rc\n\rd", [(1, ""), (2, "a"), (3, "b"), (4, "c"), (5, ""), (6, "d")]),
        ("a\fb\vc\x85d\u2028e\u2029f\ng", [(1, "a"), (1, "b"), (1, "c"), (1, "d"), (1, "e"), (1, "f"), (2, "g")]),
        ("a\x1cb\x1dc\x1ed\x1fe", [(1, "abcde")]),
        (" a\t\xa0b  ", [(1, " a\t\xa0b  ")]),
        ("so\xadft \u200bzero\ufeff \u202ebidi\x07\x1b[1m\x9b", [(1, "soft zero bidi[1m")]),
    ],
)
def test_lines(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(line.number, line.text) for line in decode(text.encode(), "a").lines] == expected


@given(st.text(max_size=50), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    for line in lines_or_problem(text.encode(encoding, "replace")):
        assert len(f"x{line.text}x".splitlines()) == 1
        assert line.text == lines.without_invisible(line.text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    lines_or_problem(data)


def test_nothing() -> None:
    assert refused(b"") == "is empty"
    for data in (b" ", b"\n\n", b"\xef\xbb\xbf", "\xa0\u200b\n".encode(), b"\x07", b"<html><p>&nbsp;<nav>a</nav>"):
        assert refused(data) == "contains no text"


def test_the_longest_line() -> None:
    line = "é" * lines.MAX_LINE
    assert texts(f"a\n{line}".encode()) == ["a", line]
    assert refused(f"a\n{line}x".encode()) == "line 2 is longer than 1 MiB; is it a bulletin?"
    assert texts(f"<p>{line}".encode(), "a.html") == [line]
    assert refused(f"<p>\n{line}x".encode(), "a.html") == "line 2 is longer than 1 MiB; is it a bulletin?"


def test_the_most_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_LINES", 3)
    monkeypatch.setattr(html_page, "MAX_LINES", 3)
    assert texts(b"a\nb\nc\n") == texts(b"a<br>b<br>c") == ["a", "b", "c"]
    assert refused(b"a\nb\nc\nd") == refused(b"a<br>b<br>c<br>d<br>e") == "has more than 3 lines; is it a bulletin?"


def test_the_most_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_TEXT", 6 << 20)
    line = "x" * lines.MAX_LINE
    six = "\n".join([line] * 6)
    for start in ("", "<pre>"):
        assert len(texts((start + six).encode(), "a.html" if start else "a.txt")) == 6
        assert refused(f"{start}{six}\nx".encode(), "a.html" if start else "a.txt") == (
            "has more than 6 MiB of text, the most that is read; split it"
        )


def test_the_largest_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_PAGE", 1 << 20)
    data = b"<p>one</p>".ljust(1 << 20)
    assert texts(data) == ["one"]
    message = "is larger than 1 MiB, the most that is read of a text or a page; split it"
    assert refused(data + b" ") == refused(mail(part("text/html", (data + b" ").decode()))) == message


# --- What is no text ------------------------------------------------------------------------------


def packed(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")  # of a fixed date, as it names a test
    return data.getvalue()


WORD = "is a document of Office but not of Word; save it as .docx, PDF, plain text or HTML"
DAMAGED = "is a PDF that is damaged or cut off; get it again, or open it and print it to a new PDF"
PACKED = "is a compressed file; unpack it first"
PICTURE = "is a picture; a bulletin is read from its text"


def old_office(held: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0" + held.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n%\xe2\0", DAMAGED),
        (packed("[Content_Types].xml"), WORD),
        (packed("bulletin.txt"), PACKED),
        (old_office("EncryptedPackage"), "is locked by a password; open it, save it without one, and import that"),
        (old_office("WordDocument"), "is a Word document of the old form (.doc); open it in Word or LibreOffice, and save it as .docx"),
        (old_office("__substg1.0_37001F"), "is an Outlook message (.msg); save it as .eml, HTML or plain text"),
        (old_office("Workbook"), "is a file of an old program of Office; save it as .docx, PDF, plain text or HTML"),
        (b"{\\rtf1\\ansi x}", "is rich text (RTF); save it as .docx, PDF, plain text or HTML"),
        (b"bplist00\xd1", "is a web archive; save it as .docx, PDF, plain text or HTML"),
        (b"\x1f\x8b\x08\0", PACKED),
        (b"\x89PNG\r\n\x1a\n\0", PICTURE),
        (b"\xff\xd8\xff\xe0\0", PICTURE),
        (b"GIF89a", PICTURE),
    ],
)  # fmt: skip
def test_files_of_other_kinds(data: bytes, message: str) -> None:
    assert refused(data) == message


def test_a_pdf_starts_within_the_first_kibibyte() -> None:
    assert refused(b" " * 1019 + b"%PDF-1.4") == DAMAGED
    assert texts(b" " * 1020 + b"%PDF-1.4") == [" " * 1020 + "%PDF-1.4"]


# --- E-mails --------------------------------------------------------------------------------------


def mail(*lines: str) -> bytes:
    return "\r\n".join(("From: a@example.org", "Subject: Reviews", "MIME-Version: 1.0", *lines)).encode()


def part(kind: str, text: str, *headers: str) -> str:
    return "\r\n".join((f"Content-Type: {kind}", *headers, "", text, ""))


def parts(kind: str, *held: str, boundary: str = "=b") -> str:
    body = "".join(f"--{boundary}\r\n{one}\r\n" for one in held)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{body}--{boundary}--\r\n'


PLAIN, HTML = part("text/plain", "plain"), part("text/html; charset=utf-8", "<p>page é</p>")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (part("text/plain", "one\r\n\r\ntwo <p> <p>"), ["one", "", "two <p> <p>"]),
        (part("text/plain; charset=iso-8859-1", "a=92b=\r\nc", "Content-Transfer-Encoding: quoted-printable"), ["a’bc"]),
        (part("text/html", base64.b64encode(b"<p>one<p>two").decode(), "Content-Transfer-Encoding: base64"), ["one", "", "two"]),
        (part("text/html; charset=nosuch", "é"), ["é"]),
        (part("text/plain; charset=UTF-16LE", "6QAZIA==", "Content-Transfer-Encoding: base64"), ["é’"]),
        (parts("alternative", PLAIN, HTML), ["page é"]),
        (parts("alternative", HTML, PLAIN), ["page é"]),
        (parts("alternative", PLAIN), ["plain"]),
        (parts("alternative", part("text/html", " "), PLAIN), ["plain"]),
        (parts("mixed", PLAIN, HTML), ["plain", "", "page é"]),
        (parts("mixed", PLAIN, part("text/plain", "no", "Content-Disposition: attachment; filename=a.txt")), ["plain"]),
        (parts("related", HTML, part("image/png", "no"), part("text/html", "a frame")), ["page é"]),
        (parts("related", parts("alternative", PLAIN, HTML, boundary="=c"), part("image/png", "no")), ["page é"]),
        (parts("mixed", part("message/rfc822", part("text/plain", "forwarded")), PLAIN), ["forwarded", "", "plain"]),
        (parts("alternative", PLAIN, HTML).replace("--=b--", ""), ["page é"]),
    ],
)  # fmt: skip
def test_the_text_of_an_email(body: str, expected: list[str]) -> None:
    assert texts(mail(body), "a.eml") == expected


def test_a_page_that_a_browser_saved_with_its_pictures() -> None:
    html = part("text/html", "<html><p>one=\r\n =E2=80=99</html>", "Content-Transfer-Encoding: quoted-printable")
    body = parts("related", html, part("text/css", "p {}"), part("image/png", "x"))
    data = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n{body}"
    assert texts(data.encode(), "a.mhtml") == ["one ’"]


@pytest.mark.parametrize(
    ("start", "is_mail"),
    [
        ("From a@example.org Mon May 3 2031\n", True),
        ("From a@example.org Mon May 3 2031\r\n", True),
        ("From here on\nFrom there on\n", False),
        ("Two words: ", False),
        (": ", False),
        ("Café: ", False),
        ("\n\n", True),
    ],
)
def test_an_email_begins_with_the_name_of_a_header_or_as_in_a_mailbox(start: str, is_mail: bool) -> None:
    data = f"{start}MIME-Version: 1.0\nContent-Type: text/plain\n\nChild RS"
    assert (texts(data.encode()) == ["Child RS"]) is is_mail


def test_a_text_that_was_copied_from_an_email_is_a_text() -> None:
    for data in (b"From: A\nSubject: B\n\nChild RS", b"Learning: see\n\nContent-Type: text/html\n\nMIME-Version: 1.0"):
        assert texts(data) == data.decode().split("\n")


def test_an_email_without_text() -> None:
    message = "is an e-mail without text; save the bulletin itself"
    for body in (
        part("image/png", "x"),
        part("text/plain", ""),
        parts("mixed"),
        "Content-Type: multipart/mixed\r\n\r\nx",
    ):
        assert refused(mail(body)) in (message, "contains no text")
    assert refused(mail(part("text/plain", "\ufeff"))) == "contains no text"


def attached(kind: str, name: str, data: bytes) -> str:
    headers = ("Content-Transfer-Encoding: base64", f'Content-Disposition: attachment; filename="{name}"')
    return part(kind, base64.b64encode(data).decode(), *headers)


def test_what_is_attached_is_read_as_what_it_is() -> None:
    odt = io.BytesIO()
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
        content = (
            f"<o:document-content xmlns:o='{office}' xmlns:t='{text}'><o:body><o:text><t:p>Wren</t:p></o:text></o:body>"
        )
        archive.writestr("content.xml", content + "</o:document-content>")
    held = [
        attached("application/octet-stream", "=?utf-8?q?caf=C3=A9.odt?=", odt.getvalue()),
        attached("text/html", "page.html", b"<p>one<p>two"),
        attached("text/plain", "notes.txt", "é".encode("cp1252")),
        attached(
            "application/octet-stream", "in.eml", mail(parts("mixed", PLAIN, attached("text/html", "in.html", b"<p>x")))
        ),
        attached("image/png", "logo.png", b"x"),
        attached("application/pdf", "cut.pdf", b"%PDF-1.7"),
    ]
    found = decode(mail(parts("mixed", PLAIN, *held)), "a.eml")
    assert [line.text for line in found.lines] == ["plain"]
    assert [(one.file, one.unit, [line.text for line in one.lines if line.text]) for one in found.attached] == [
        ("a.eml: café.odt", "paragraph", ["Wren"]),
        ("a.eml: page.html", "line", ["one", "two"]),
        ("a.eml: notes.txt", "line", ["é"]),
        ("a.eml: in.eml", "line", ["plain"]),
        ("a.eml: in.eml: in.html", "line", ["x"]),
    ]
    assert [aside.what for aside in found.asides] == ["the attached logo.png"]
    assert [str(problem) for problem in found.problems] == [f"a.eml: cut.pdf: {DAMAGED}"]


def test_an_email_with_nothing_but_what_is_attached() -> None:
    found = decode(mail(parts("mixed", attached("text/html", "page.html", b"<p>one"), PLAIN[:0])), "a.eml")
    assert (found.lines, [one.file for one in found.attached]) == ([], ["a.eml: page.html"])
    with pytest.raises(DataError, match=r"^a\.eml: cut\.pdf: is a PDF that is damaged"):
        decode(mail(parts("mixed", attached("application/pdf", "cut.pdf", b"%PDF-1.7"))), "a.eml")
    assert refused(mail(parts("mixed", attached("image/png", "a.png", b"x")))) == (
        "is an e-mail without text; save the bulletin itself"
    )


def test_emails_in_emails(at_once: Callable[..., Any]) -> None:
    deep = "Content-Type: message/rfc822\r\n\r\n"
    assert texts(mail(deep * 50 + PLAIN)) == ["plain"]
    message = "has more than 50 e-mails and multipart sections; save the bulletin itself"
    assert refused(mail(deep * 51 + PLAIN)) == message
    assert at_once(2, refused, mail(deep * 100_000)) == message


@pytest.mark.parametrize(
    "piece",
    ["Content-Type: text/plain; ", "a*0*=x;", "((", '";', "--=b\r\n", "=?utf-8?q?", "X: y\r\n", "\r\n", "Content-Type:multipart/mixed;boundary==b\r\n\r\n--=b\r\n"],
)  # fmt: skip
def test_a_hundred_kilobytes_of_headers_or_parts(at_once: Callable[..., Any], piece: str) -> None:
    at_once(2, lines_or_problem, mail("Content-Type: text/plain; " + piece * (100_000 // len(piece))))
    at_once(2, lines_or_problem, mail(parts("mixed", piece * (100_000 // len(piece)))))


HEADERS = st.sampled_from(
    ["Content-Type: ", "multipart/mixed", "text/html", "; charset=", "utf-8", '"', "; boundary==b", "\r\n", "\r\n\r\n", "--=b", "--=b--",
     "Content-Transfer-Encoding: ", "base64", "quoted-printable", "x-uuencode", "message/rfc822", "multipart/digest", "a*0*=x", "*=", "=", "''", "é", "\xff", "x", "%",
     "charset*0*=x'y'%z", "Content-Disposition: ", "attachment", "message/external-body", "message/delivery-status", "\n ", ";"]
)  # fmt: skip


@given(st.lists(HEADERS, max_size=40).map("".join))
def test_any_email_is_read_or_refused(text: str) -> None:
    lines_or_problem(b"From: a\r\nMIME-Version: 1.0\r\n" + text.encode("latin-1"))


def test_the_sender_and_the_subject_of_a_message_are_told_apart_from_its_text() -> None:
    mail = (
        b"From: =?utf-8?q?Northmere_Safeguarding_Board_=E2=80=93_news?= <news@example.org>\nSubject: Two\n reviews\n"
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\nText\n"
    )
    found = decode(mail, "a.eml")
    assert [line.text for line in found.lines] == ["Text"]
    assert found.heads == ["Northmere Safeguarding Board – news <news@example.org>", "Two reviews"]
