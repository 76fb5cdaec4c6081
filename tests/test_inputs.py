"""Inputs: every kind of file that is right, and every way in which one can be wrong."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import KILLED, Result, Run, spawn

TEXT = f"عنوان الخبر\n\n{KILLED}\r\nوقال المصدر إن الوضع هادئ."
PAGE = """<html><head><meta charset="{charset}"><title>عنوان الصفحة</title>
<meta property="article:published_time" content="2017-02-03T10:00:00Z"><meta property="og:site_name" content="وكالة المثال">
<link rel="canonical" href="https://example.org/news/1"></head><body><nav>الرئيسية أخبار رياضة</nav>
<article><h1>عنوان الصفحة</h1><p>قُتل 25 شخصا في الموصل، بحسب مصدر أمني.</p>
<p>وقال المصدر إن القوات أغلقت الطرق المؤدية إلى المدينة منذ ساعات الصباح، وإن السكان لزموا بيوتهم.</p></article>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def found(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what it says of its document."""
    return {key: value for key, value in record.items() if key != "document"}


@pytest.mark.parametrize(
    ("name", "data", "args", "encoding"),
    [
        ("bom.txt", b"\xef\xbb\xbf" + TEXT.encode(), [], "utf-8"),
        ("utf16.txt", TEXT.encode("utf-16"), [], "utf-16-le"),
        ("utf16be.txt", b"\xfe\xff" + TEXT.encode("utf-16-be"), [], "utf-16-be"),
        ("utf32.txt", TEXT.encode("utf-32"), [], "utf-32-le"),
        ("zipped.txt.gz", gzip.compress(TEXT.encode()), [], "utf-8"),
        ("zipped.TXT.GZ", gzip.compress(TEXT.encode("utf-16")), [], "utf-16-le"),
        ("unnamed-zip.txt", gzip.compress(TEXT.encode()), [], "utf-8"),
        ("without-ending", TEXT.encode(), [], "utf-8"),
        ("arabic.txt", TEXT.replace("ُ", "").encode("windows-1256"), ["--encoding", "windows-1256"], "cp1256"),
        ("guessed.txt", TEXT.replace("ُ", "").encode("windows-1256"), ["--encoding", "auto"], "cp1256"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_same_text_gives_the_same_record(
    run: Run, tmp_path: Path, name: str, data: bytes, args: list[str], encoding: str
) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_bytes((TEXT.replace("ُ", "") if args else TEXT).encode())
    (tmp_path / name).write_bytes(data)
    [expected], [record] = run(plain).records, run(tmp_path / name, *args).records
    assert found(record) == found(expected)
    assert record["document"]["encoding"] == encoding
    assert record["document"]["sha256"] == expected["document"]["sha256"]


ROW = {
    "text": KILLED,
    "id": 7,
    "title": "عنوان",
    "published": "2016-12-29T10:00:00",
    "outlet": "أ",
    "url": "u",
    "desk": "x",
}


def as_csv(*rows: dict[str, Any]) -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("name", "data", "row"),
    [
        ("a.json", json.dumps(ROW).encode(), 1),
        ("b.json", json.dumps([ROW]).encode("utf-16"), 1),
        ("c.jsonl", b"\n" + json.dumps(ROW).encode() + b"\n", 2),
        ("d.jsonl", "\n".join([json.dumps(ROW, ensure_ascii=False)]).encode("utf-16"), 1),
        ("e.csv", as_csv(ROW), 1),
        ("f.csv", b"\xef\xbb\xbf" + as_csv(ROW), 1),
        ("g.jsonl.gz", gzip.compress(json.dumps(ROW).encode()), 1),
        ("h.csv.gz", gzip.compress(as_csv(ROW)), 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows(run: Run, tmp_path: Path, name: str, data: bytes, row: int) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    [record] = run(path).records
    document = record["document"]
    assert document["id"] == "7"
    assert (document["title"], document["outlet"], document["url"]) == ("عنوان", "أ", "u")
    assert document["published"] == "2016-12-29"
    assert document["text"] == KILLED
    assert document["extra"] == {"desk": "x"}
    assert record["casualties"]


def test_text_field_names_the_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv({"body": KILLED, "text": "another"}))
    [record] = run(path, "--text-field", "body").records
    assert record["document"]["text"] == KILLED
    assert record["document"]["extra"] == {"text": "another"}


def test_a_row_without_the_column_is_a_failure_that_names_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{KILLED}"}}\n{{"body": "x"}}\n{{"text": null}}\n[1]\n{{"text": "', "utf-8")
    result = run(path)
    assert result.code == 1
    assert len(result.records) == 1
    assert result.err.splitlines() == [
        f"{path}:2: no column 'text'; --text-field names the column that holds the text",
        f"{path}:3: the column 'text' holds no text",
        f"{path}:4: a JSON array where an object is expected",
        f"{path}:5: broken JSON at line 1 column 10: Unterminated string starting at",
        "5 inputs: 1 record, 4 failures",
    ]


def test_a_bad_line_of_json_lines_costs_itself(run: Run, tmp_path: Path) -> None:
    good = json.dumps({"text": KILLED}, ensure_ascii=False).encode() + b"\n"
    path = tmp_path / "a.jsonl"
    path.write_bytes(good + good.replace(b"25", b"\xff\xfe") + good)
    result = run(path)
    assert (result.code, len(result.records)) == (1, 2)
    assert result.err.startswith(f"{path}:2: not UTF-8: byte 0xff at offset ")


def test_a_bad_row_of_csv_costs_itself(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,one\n2,\xc7\xe1\n3,three,more\n4,four\n")
    result = run(path)
    assert result.code == 1
    assert [record["document"]["id"] for record in result.records] == ["1", "4"]
    assert [line.split(": ")[0] for line in result.err.splitlines()[:2]] == [f"{path}:2", f"{path}:3"]


def test_csv_in_the_encoding_that_was_given(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"id,text\n1,{KILLED.replace('ُ', '')}\n".encode("windows-1256"))
    [record] = run(path, "--encoding", "windows-1256").records
    assert record["casualties"][0]["count"]["low"] == 25
    assert record["document"]["encoding"] == "cp1256"


def test_cells_with_line_ends_and_quotes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv({"id": "x", "text": 'قال "نعم"\n\nوقتل 3 جنود.'}))
    [record] = run(path).records
    assert record["document"]["text"] == 'قال "نعم"\n\nوقتل 3 جنود.'


def test_an_id_given_twice_stays_with_the_first(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "x", "text": "a"}\n{"id": "x", "text": "b"}\n', "utf-8")
    one, two = run(path).records
    assert one["document"]["id"] == "x"
    assert two["document"]["id"].startswith("d_")
    assert two["document"]["extra"] == {"id": "x"}
    assert two["warnings"][0]["code"] == "id-repeated"


def test_a_day_that_is_not_iso_is_kept_but_not_guessed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a", "published": "3/2/2017"}\n', "utf-8")
    [record] = run(path).records
    assert record["document"]["published"] is None
    assert record["document"]["extra"] == {"published": "3/2/2017"}
    assert record["warnings"][0]["code"] == "published-unread"


def test_half_a_character_is_a_failure(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        r'{"text": "\ud83d alone"}' + "\n" + r'{"text": "ok", "desk": ["\uD83D"]}' + "\n" + r'{"text": "\ud83d\ude00"}',
        "utf-8",
    )
    result = run(path)
    assert result.code == 1
    assert result.err.count("lone surrogate") == 2
    assert [record["document"]["text"] for record in result.records] == ["😀"]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_html(run: Run, tmp_path: Path, charset: str) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.format(charset=charset).replace("ُ", "").encode(charset))
    [record] = run(path).records
    document = record["document"]
    assert document["published"] == "2017-02-03"
    assert document["title"] == "عنوان الصفحة"
    assert document["outlet"] == "وكالة المثال"
    assert "الرئيسية" not in document["text"]
    assert "جميع الحقوق" not in document["text"]
    assert record["casualties"][0]["count"]["low"] == 25


def test_html_without_an_article_is_a_failure(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html"
    path.write_text("<html><body></body></html>", "utf-8")
    result = run(path)
    assert result.code == 1
    assert "no article text" in result.err


def test_html_without_its_extra_says_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(charset="utf-8"), "utf-8")
    result = run(path)
    assert result.code == 1
    assert "mosul-extract[html]" in result.err


def one_line(result: Result, path: Path, message: str, code: int = 1) -> None:
    """One failure, told in one line that names the path, quickly and without a traceback."""
    assert result.code == code
    assert result.out == ""
    [line, summary] = result.err.splitlines()
    assert line.startswith(f"{path}: ")
    assert message in line
    assert summary == "1 input: 0 records, 1 failure"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("binary.txt", bytes(range(256)) * 40, "binary data: byte 0x00"),
        ("arabic.txt", "قتل 3 أشخاص".encode("windows-1256"), "try --encoding windows-1256"),
        ("half.txt", b"\xff\xfe\x41", "not utf-16-le: byte 0x41 at offset 2"),
        ("truncated.txt.gz", gzip.compress(TEXT.encode() * 100)[:-40], "truncated gzip file"),
        ("truncated.jsonl.gz", gzip.compress(TEXT.encode() * 100)[:-40], "truncated gzip file"),
        ("broken.txt.gz", b"\x1f\x8b\x08\x00" + b"\x55" * 100, "gzip"),
        ("notzip.txt.gz", b"plain", "not a gzip file, though its name ends in .gz"),
        ("broken.json", b'{"text": ', "broken JSON at line 1"),
        ("deep.json", b"[" * 100_000, "JSON that cannot be read"),
        ("huge.txt", b"a" * 2_000_001, "more than 2,000,000 bytes; --max-bytes allows more"),
        ("bomb.txt.gz", gzip.compress(b"\0" * 300_000_000), "more than 2,000,000 bytes"),
        ("bomb.json.gz", gzip.compress(b" " * 300_000_000), "more than 2,000,000 bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_files(run: Run, tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    start = time.perf_counter()
    one_line(run(path, "--max-bytes", "2000000"), path, message)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("name", ["empty.txt", "empty.jsonl", "empty.json", "empty.csv", "empty.txt.gz"])
def test_an_empty_file_is_an_empty_record_or_none(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    result = run(path)
    assert result.code == 0
    assert len(result.records) == (name.startswith("empty.txt"))


def test_pipes_devices_and_folders_are_refused_at_once(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    one_line(run(pipe), pipe, "not a file but a named pipe")
    one_line(run("/dev/zero"), Path("/dev/zero"), "not a file but a device")
    one_line(run(tmp_path), pipe, "not a file but a named pipe")


def test_links_in_folders_are_not_followed_and_loops_do_not_matter(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    result = run(tmp_path)
    assert (result.code, len(result.records)) == (0, 1)
    assert result.err.startswith(f"{tmp_path}/self.txt: a symbolic link in a folder is not followed")
    assert run(tmp_path / "self.txt").code == 2
    (tmp_path / "named.txt").symlink_to(article)
    assert run(tmp_path / "named.txt").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files_and_folders(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    article.chmod(0)
    result = run(tmp_path)
    assert result.code == 1
    assert result.err.count("permission denied") == 2


def test_unreadable_files_as_the_system_tells(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: str, *rest: Any, **more: Any) -> int:
        if path == str(article):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *rest, **more)

    monkeypatch.setattr("mosul_extract.formats.files.os.open", refuse)
    one_line(run(article), article, "permission denied")


def test_names_that_cannot_be_shown_are_escaped(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\n\x1b[31m.txt").write_text(KILLED, "utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"\xff")
    result = run(tmp_path)
    assert result.code == 1
    assert result.records[0]["document"]["path"] == f"{tmp_path}/a\\n\\x1b[31m.txt"
    assert result.err.splitlines()[0].startswith(f"{tmp_path}/\\xff.txt: not UTF-8")


def test_a_very_long_line_is_refused_quickly_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(200):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n{"text": "short"}\n')
    start = time.perf_counter()
    result = spawn(path)
    assert time.perf_counter() - start < 20
    assert (result.code, len(result.records)) == (1, 1)
    assert f"{path}:1: more than 10,000,000 bytes" in result.err


def test_a_single_line_of_200_megabytes_is_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 200_000_000)
    start = time.perf_counter()
    one_line(spawn(path), path, "more than 10,000,000 bytes")
    assert time.perf_counter() - start < 10


def test_one_bad_file_among_a_thousand_of_each_kind(tmp_path: Path) -> None:
    """Inputs = records + failures, and each failure is one line."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number:04}.txt").write_text(KILLED.replace("25", str(number)), "utf-8")
    (folder / "0100.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "0200.txt").write_bytes("قتل 3".encode("windows-1256"))
    (folder / "0300.txt").write_bytes(KILLED.encode("utf-16"))
    (folder / "0400.txt").write_bytes(b"")
    (folder / "0500.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 50)[:-9])
    (folder / "0600.txt.gz").write_bytes(gzip.compress(bytes(500_000_000), 9))
    os.mkfifo(folder / "0700.txt.fifo.txt")
    (folder / "0800").symlink_to(folder)
    with (folder / "0900.txt").open("wb") as file:
        file.truncate(200_000_000)
    start = time.perf_counter()
    result = spawn(folder, "-j", "2")
    assert time.perf_counter() - start < 60
    assert result.code == 1
    *lines, summary = result.err.splitlines()
    assert [line.split(":")[0].removeprefix(f"{folder}/") for line in lines] == [
        "0100.txt", "0200.txt", "0500.txt.gz", "0600.txt.gz", "0700.txt.fifo.txt", "0900.txt",
    ]  # fmt: skip
    assert summary == "1,003 inputs: 997 records, 6 failures"
    assert len(result.records) == 997
