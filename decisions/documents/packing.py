"""All papers of a municipality in one file."""

import io
import zipfile
from collections.abc import Mapping

from decisions.documents.papers import Copy, Paper
from decisions.documents.writing import PaperFormat, Press

OWN_FOLDER = "niet delen buiten de gemeente"
_ANY_DAY = (1980, 1, 1, 0, 0, 0)  # the same papers are the same file


def pack(papers: Mapping[str, Paper]) -> bytes:
    """
    Return every paper in every format as a .zip; each is called by its name.

    What is of the municipality alone lies in a folder that says so.

    :raises RenderingFailed: if a PDF could not be made.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, Press() as press:
        for name, paper in papers.items():
            folder = f"{OWN_FOLDER}/" if paper.copy is Copy.OWN else ""
            for kind in PaperFormat:
                entry = zipfile.ZipInfo(f"{folder}{name}.{kind}", _ANY_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, press.write(paper, kind))
    return content.getvalue()
