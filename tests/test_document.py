"""The document: bytes to text without guesses, ids, titles."""

from __future__ import annotations

import codecs
import gc
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosul_extract import extract
from mosul_extract.errors import DecodingError
from mosul_extract.text.document import Document, decode


@given(st.text())
def test_the_same_text_in_every_unicode_encoding(text: str) -> None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    ):  # fmt: skip
        if encoding == "utf-16-le" and text.startswith("\0"):
            continue  # the same bytes as the mark of UTF-32
        assert decode(mark + text.encode(encoding)) == (text, encoding)


@given(st.binary())
def test_bytes_are_text_or_an_error_and_never_replaced(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except DecodingError as wrong:
        assert "\n" not in str(wrong)
    else:
        assert data.endswith(text.encode(encoding))


def test_errors_name_the_byte_and_what_to_do() -> None:
    with pytest.raises(DecodingError, match=r"byte 0xc7 at offset 4; .*--encoding windows-1256"):
        decode("خب".encode() + "ا".encode("windows-1256"))
    with pytest.raises(DecodingError, match="binary data: byte 0x00 at offset 1"):
        decode(b"\x89\x00PNG")
    with pytest.raises(DecodingError, match="no encoding is named 'klingon'"):
        decode(b"\xff", "klingon")
    with pytest.raises(DecodingError, match="not iso8859-6: byte 0xff at offset 0"):
        decode(b"\xff", "iso8859-6")


def test_the_given_encoding_is_for_what_is_not_utf_8() -> None:
    assert decode("قتل".encode(), "windows-1256") == ("قتل", "utf-8")
    assert decode("قتل".encode("windows-1256"), "windows-1256") == ("قتل", "cp1256")


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc\n")[0] == "a\r\nb\rc\n"


@given(st.text(), st.text(), st.integers(0, 10**6))
def test_ids_never_look_like_a_number(source: str, path: str, row: int) -> None:
    for document in (Document(source), Document(source, path=path, row=row)):
        assert document.id.startswith("d_")
        assert document.id == Document(source, path=document.path, row=document.row).id


def test_ids_are_by_path_and_row_and_of_texts_by_their_text() -> None:
    ids = {
        Document("a", path="x").id,
        Document("a", path="y").id,
        Document("a", path="x", row=1).id,
        Document("a").id,
        Document("b").id,
    }
    assert len(ids) == 5
    assert Document("a", path="x").id == Document("b", path="x").id
    assert Document("a", given_id="17").id == "17"


def test_sha256_is_of_the_text_in_utf_8() -> None:
    assert Document("قتل").sha256 == hashlib.sha256("قتل".encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("عنوان\n\nالنص هنا", "عنوان"),
        ("\n عنوان \r\n\r\nالنص", "عنوان"),
        ("عنوان\nالنص", None),
        ("سطر واحد", None),
        ("", None),
        ("ط" * 400 + "\n\nالنص", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert Document(text).headline == title
    assert Document(text, title="غيره").headline == "غيره"


def test_a_text_leaves_nothing_for_the_garbage_collector() -> None:
    text = (Path(__file__).parent / "frozen" / "airstrike.txt").read_text("utf-8")
    extract(text)
    gc.collect()
    gc.disable()
    try:
        extract(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
