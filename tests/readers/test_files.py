"""Files: what is read, what is refused, and the one line that says so."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinreview.errors import ClinReviewError, ReadError
from clinreview.readers import article_files, article_from_text, formats, read_article
from clinreview.readers.parts import files


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_article(path, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path))
    return message


def test_formats_are_the_extensions() -> None:
    assert formats() == (".txt", ".md", ".markdown", ".html", ".htm", ".docx")


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_encodings(tmp_path: Path, encoding: str, bom: bytes) -> None:
    text = "It’s safe.\r\n\r\nRest."
    path = written(tmp_path, "a.txt", bom + text.encode(encoding))
    article = read_article(path)
    assert article.source == text
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert article.path == path.as_posix()
    assert article.name == "a"


def test_same_text_from_a_string_has_the_hash_of_its_utf8() -> None:
    assert article_from_text("It’s.").sha256 == hashlib.sha256("It’s.".encode()).hexdigest()


@pytest.mark.parametrize(
    ("format", "unused"),
    [("text", {"markdown_it", "lxml", "docx", "zipfile"}), ("html", {"markdown_it", "lxml", "docx"})],
)
def test_heavy_libraries_are_imported_for_the_formats_that_need_them(format: str, unused: set[str]) -> None:
    script = (
        "import sys; from clinreview.readers import article_from_text, formats; formats();"
        f"article_from_text('It works.', format={format!r}); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not unused & set(run.stdout.split())


def test_missing(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none.txt")


def test_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize("data", ["", " \n\t\r\n ", "\ufeff", "\u200b\n"])
def test_nothing_to_read(tmp_path: Path, data: str) -> None:
    assert "holds no text" in refusal(written(tmp_path, "a.txt", data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "!!! ---"),
        ("a.html", "<div id=root></div><script>draw()</script>"),
        ("a.md", "![](pill.png)"),
        ("a.md", "---\ntitle: x\n---\n"),
    ],
)
def test_no_word_a_reader_can_see(tmp_path: Path, name: str, data: str) -> None:
    assert "no words a reader can see" in refusal(written(tmp_path, name, data))


def test_undecodable_names_the_byte(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "a.txt", b"caf\xe9 au lait"))
    assert "byte 3" in message
    assert "save the file as UTF-8" in message


def test_binary(tmp_path: Path) -> None:
    assert "NUL" in refusal(written(tmp_path, "a.md", b"\x00\x01PNG"))


def test_unknown_extension(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "a.pdf", "x"))
    assert ".docx" in message
    assert "'.pdf'" in message


def test_no_extension(tmp_path: Path) -> None:
    assert "no extension" in refusal(written(tmp_path, "README", "x"))


def test_unknown_format_argument(tmp_path: Path) -> None:
    assert "'pdf'" in refusal(written(tmp_path, "a.txt", "x"), format="pdf")


def test_format_argument_wins_over_the_extension(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, "a.txt", "# Head\n\nText."), format="markdown")
    assert (article.format, article.title) == ("markdown", "Head")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 3)
    assert "more than the limit" in refusal(written(tmp_path, "a.txt", "four"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "not a regular file" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "x")
    path.chmod(0)
    assert "cannot be opened" in refusal(path)


def test_a_path_no_system_takes() -> None:
    with pytest.raises(ReadError, match=r"cannot be opened|does not exist"):
        read_article("a\0b.txt")


def test_a_name_that_is_too_long() -> None:
    with pytest.raises(ReadError, match=r"cannot be opened|does not exist"):
        read_article("x" * 5000 + ".txt")


@given(data=st.binary(max_size=200), name=st.sampled_from(formats()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, name: str) -> None:
    try:
        article = read_article(written(tmp_path, "a" + name, data))
    except ClinReviewError:
        return
    assert article.sections


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"word/document.xml": b"<w:document"},
        {"word/document.xml": b"plain"},
        {"other.txt": b"x"},
        {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'},
    ],
)
def test_damaged_docx(tmp_path: Path, members: dict[str, bytes]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    assert "save it again as .docx" in refusal(written(tmp_path, "a.docx", buffer.getvalue()))


def test_text_with_the_name_of_a_docx(tmp_path: Path) -> None:
    assert "not a readable Word file" in refusal(written(tmp_path, "a.docx", "just text"))


def test_a_docx_that_expands_without_end(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("word/document.xml", "w") as member,
    ):
        for _ in range(201):
            member.write(b" " * 1024 * 1024)
    assert "expands to more than" in refusal(written(tmp_path, "bomb.docx", buffer.getvalue()))


def test_docx_is_no_string_format() -> None:
    with pytest.raises(ReadError, match="read_article"):
        article_from_text("x", format="docx")


def test_a_walk_takes_articles_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in ["b.md", "a.txt", "sub/c.HTML", "sub/a.docx"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, name, "x")
    for name in [
        "a.txt.reviews/x.md",
        ".git/x.txt",
        ".hidden.txt",
        "~$a.docx",
        "notes.csv",
        "claims-library.yaml",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, name, "x")
    written(tmp_path, "reviewers.toml", "x")
    found = [path.relative_to(tmp_path).as_posix() for path in article_files(tmp_path)]
    assert found == ["a.txt", "b.md", "sub/a.docx", "sub/c.HTML"]


def test_a_walk_of_an_empty_folder_finds_nothing(tmp_path: Path) -> None:
    assert article_files(tmp_path) == []


def test_a_walk_from_a_file_is_that_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.pdf", "x")
    assert article_files(path) == [path]


def test_a_walk_from_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        article_files(tmp_path / "none")


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "a.txt", "x")
    (tmp_path / "shut").mkdir()
    listed = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(ReadError, match=r"shut: cannot be listed \(Permission denied\)"):
        article_files(tmp_path)
