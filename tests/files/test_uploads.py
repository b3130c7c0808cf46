"""A file is what its bytes are, whatever it is called; nothing of it is opened."""

import io
import struct
import time
import zipfile

import pytest

from files.uploads import (
    LARGEST_UPLOAD,
    FileKind,
    NotAccepted,
    kind_of,
    read_upload,
)

PDF = b"%PDF-1.7\n%\xe2\xe3\nbesluitenlijst"


def a_png(width=1200, height=800):
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"rest"


def a_jpeg(width=1200, height=800):
    size = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + size + bytes(20)


def a_zip(*names, first=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "x" * 1000)
    return file.getvalue()


def a_docx(*more):
    return a_zip("[Content_Types].xml", "word/document.xml", *more)


def an_odt():
    media_type = "application/vnd.oasis.opendocument.text"
    return a_zip("content.xml", first=("mimetype", media_type))


KINDS = [
    (PDF, FileKind.PDF),
    (a_png(), FileKind.PNG),
    (a_jpeg(), FileKind.JPEG),
    (a_docx(), FileKind.DOCX),
    (an_odt(), FileKind.ODT),
    ("Besluitenlijst, punt 7: één besluit.\r\n".encode(), FileKind.TXT),
    (b"\xef\xbb\xbfMet een merkteken vooraan", FileKind.TXT),
    (a_docx("word/vbaProject.bin"), None),
    (a_zip("readme.txt"), None),
    (a_zip("xl/workbook.xml", "[Content_Types].xml"), None),
    (b"<!doctype html><script>alert(1)</script>", None),
    (b"  <svg xmlns='http://www.w3.org/2000/svg'/>", None),
    (b"GIF89a\x01\x00", None),
    (b"MZ\x90\x00\x03", None),
    (b"tekst met \x00 erin", None),
    (b"latin: \xe9\xe9n", None),
    (b"junk %PDF-1.7", FileKind.TXT),
]


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_a_file_is_what_its_bytes_are(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize(("content", "kind"), [each for each in KINDS if each[1]])
def test_what_is_kept_is_kept_as_it_came(content, kind):
    found = read_upload("uittreksel.exe", content)

    assert (found.content, found.name) == (content, f"uittreksel.{kind}")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"%PDF-" + b"x" * LARGEST_UPLOAD, "Dit bestand is groter dan 10 MB."),
        (b"GIF89a\x01\x00", "Dit is geen PDF, PNG, JPEG, Word"),
        (a_png(60_000, 60_000), "Deze afbeelding is te groot"),
        (a_png(0, 100), "Deze afbeelding is te groot"),
        (a_jpeg(65_000, 65_000), "Deze afbeelding is te groot"),
        (a_png()[:20], "Deze afbeelding is beschadigd"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "Deze afbeelding is beschadigd"),
        (b"\xff\xd8\xff\xe0\x00\x00" * 1000, "Deze afbeelding is beschadigd"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(content, sentence):
    with pytest.raises(NotAccepted, match=sentence.replace("(", r"\(")):
        read_upload("uittreksel.pdf", content)


def test_a_zip_that_unfolds_into_gigabytes_is_not_unfolded():
    bomb = a_zip(*(f"word/{number}.xml" for number in range(20_000)))
    began = time.perf_counter()

    assert kind_of(bomb) is None
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Besluitenlijst week 41.PDF", "Besluitenlijst week 41.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("besluit\u202efdp.exe", "besluitfdp.pdf"),
        ("regel\r\nSet-Cookie: x.pdf", "regelSet-Cookie: x.pdf"),
        ("", "bestand.pdf"),
        (".pdf", ".pdf.pdf"),
        ("x" * 400 + ".pdf", "x" * 195 + ".pdf"),
    ],
)
def test_a_name_is_for_people_and_cannot_mislead(name, shown):
    assert read_upload(name, PDF).name == shown
