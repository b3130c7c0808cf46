"""
When two texts are the same: the hash recipe of the dictum.

A reader of the bundle recomputes it without the portal, so a change here breaks every bundle that
was ever sent. `RECIPE` says the same in Dutch and is printed in the bundle.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNIT_SEPARATOR = "\x1f"

RECIPE = """\
1. Neem per beslispunt de tekst, zonder nummer, zonder bestuursorgaan en zonder opmaak.
2. Verwijder de onzichtbare tekens U+00AD (zacht afbreekstreepje), U+200B, U+200C, U+200D, \
U+2060 en U+FEFF.
3. Zet de tekst om naar de Unicode-normalisatievorm NFC.
4. Vervang elke reeks witruimte (spaties, tabs, regeleinden, harde spaties: alle tekens met de \
Unicode-eigenschap White_Space) door één spatie (U+0020) en verwijder de spatie aan het begin \
en aan het eind.
5. Zet achter elkaar, zonder iets ertussen: het bestuursorgaan, het teken U+001F, het nummer, \
het teken U+001F en de tekst van stap 4. Schrijf als bestuursorgaan "college" voor het college \
van burgemeester en wethouders en "mayor" voor de burgemeester. Schrijf het nummer zonder punt, \
met een kleine letter als die er is, bijvoorbeeld "1" of "2a".
6. Het controlegetal van het beslispunt is de SHA-256 van het resultaat in UTF-8, geschreven als \
64 hexadecimale cijfers met kleine letters.
7. Het controlegetal van het hele dictum is de SHA-256 van de controlegetallen van alle \
beslispunten, in de volgorde van het dictum, met één regeleinde (U+000A) tussen twee getallen en \
geen regeleinde aan het eind.
"""


def canonical(text: str) -> str:
    """Return the text as it is compared: NFC, nothing invisible, single blanks, trimmed."""
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _WHITE_SPACE.sub(" ", visible).strip(" ")


def item_sha256(*, organ: str, number: str, text: str) -> str:
    """Return the SHA-256 of one dictum item as lower-case hexadecimal digits."""
    return _sha256(_UNIT_SEPARATOR.join([organ, number, canonical(text)]))


def dictum_sha256(hashes: Iterable[str]) -> str:
    """Return the SHA-256 of the whole dictum from the hashes of its items, in their order."""
    return _sha256("\n".join(hashes))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
