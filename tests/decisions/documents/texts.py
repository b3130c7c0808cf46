"""Proposals in our own words, in the shapes in which municipalities write them."""

import re
import subprocess
from pathlib import Path

import pypandoc
from django.conf import settings

REAL = Path(settings.BASE_DIR).parent / "shared" / "real" / "almelo-2018.txt"

# Broken lines, an own dictum that drifts in the arguments, internal remarks at the end.
WRAPPED = """\
Toelichting voor de openbare besluitenlijst:
De gemeenten in Waterland willen samen met de makers en de podia een plan voor
cultuur maken. Het college doet mee aan dat plan.

Voorgesteld besluit
1. Kennis te nemen van het plan Licht op het water, dat voor de periode
2021-2024 de grondslag is van de samenwerking.
2. In te stemmen met de richting van het plan en met de volgende lijnen als
houvast voor de samenwerking:
a. Licht en Donker
b. Hout en Steen
3. De acties te steunen onder de voorwaarde dat voor de uitwerking ervan het
volgende geldt:
a. elke gemeente blijft binnen de eigen mensen en het eigen geld.
b. als voor een actie meer mensen of meer geld nodig is, komt er een nieuw
voorstel voor de colleges die het aangaat.
4. De gemeenteraad met een brief over dit besluit te informeren.
5. De burgemeester besluit: De wethouder te machtigen om de brief aan de
minister te tekenen.

Inleiding
Al jaren werken de gemeenten samen aan muziek en theater. Dat gaat goed, maar
het kan beter als er één plan is.

Met dat plan gaan wij in co-
creatie aan de slag, samen met kunst- en
cultuurinstellingen.1

1 Verkenning van de cultuur in Waterland, bureau De Kade, mei
2018

Beoogd effect
Meer mensen doen mee aan cultuur.

Argumenten
1. Kennis nemen van het plan Licht op het water, dat voor de periode 2021-2024
de grondslag is van alle samenwerking.
Het plan past bij wat de raad eerder vond.

2. In te stemmen met de richting van het plan en met de volgende lijnen als
houvast voor de samenwerking:
De lijnen zijn met de makers bedacht.

a. Licht en Donker.
Deze lijn gaat over de winter.

Als voor een actie meer mensen of meer geld nodig is, komt er een nieuw
voorstel voor de colleges die het aangaat.
De raad beslist dan over het geld.

Kanttekeningen
1. Het plan is nog niet precies.
Daarom volgt er een agenda.

2. Het kost tijd.
Ook van de kleine gemeenten.

Alternatieven
Niet meedoen kan ook.

Kosten, opbrengsten, dekking en preventief toezicht
Er zijn geen kosten.

Uitvoering
Na het besluit gaat het plan naar de minister.

Bijlagen
1. Plan Licht op het water – ZK 4711
2. Brief aan de raad - 12 Raad 34

-----------------------------------------------------------------

Procesinformatie
Intern overleg
Er is nu niemand beschikbaar om mee te doen.

Directie-advies

Communicatie over het besluit
Persbericht
Samen met de buren naar buiten.
"""

# The internal part first, numbered headings, arguments that point at an item as 1.1 and 2.1.
NUMBERED = """\
Onderwerp: Samen één plan voor cultuur

Interne afstemming
De directie heeft twijfels over de uren die dit kost, en over wie ze gaat maken.

1. Aanleiding
De provincie vroeg ons en de buren om een plan dat past bij de wensen van de streek.

2. Beslispunten
1. In te stemmen met het plan;
2a. De raad te informeren;
2b. De pers te informeren.

3. Argumenten
1.1 Het plan past bij ons beleid
Dat staat in de cultuurnota, die de raad in het voorjaar met ruime steun vaststelde.
1.2 Het plan is goedkoop
De provincie betaalt.
2.1 De raad wil dit weten
Dat bleek in mei.

4. Risico’s
Het kan mislukken.

5. Financiële gevolgen
Geen.

6. Communicatie en planning
Op de site.
"""

# A form without broken lines, two organs on lines of their own, a heading that nobody knows.
FORM = """\
Voorstel aan het college over cultuur

Zaaknummer 2018-441, steller team Vrije Tijd

SAMENVATTING

Wij doen mee aan het plan. Dat is goed voor de stad en voor de dorpen eromheen.

BESLUIT

Het college besluit:

1) Mee te doen aan het plan.

2) De raad te informeren, en daarbij te noemen:

   - wat het kost;

   - wat het brengt.

De burgemeester besluit:

1) De wethouder te machtigen.

Duurzaamheid

Dit plan spaart papier en stroom.

BIJLAGEN

- Het plan

- De brief

VERTROUWELIJK

De buren doen misschien niet mee.

Kanttekeningen

Dit mag niemand weten.
"""


def double_spaced(text: str) -> str:
    """Return the text as it comes out of many a PDF: an empty line after every line."""
    return "".join(f"{line or ' '} \n\n" for line in text.splitlines())


def to_office(text: str, path: Path) -> bytes:
    """Return the text as a .docx or .odt, by the suffix of the path, made by pandoc."""
    subprocess.run(  # our own words
        [pypandoc.get_pandoc_path(), "--from=markdown+fancy_lists-smart", f"--output={path}"],
        input=text.encode(),
        check=True,
    )
    return path.read_bytes()


def word_counts(text: str) -> dict[str, int]:
    """Return how often each word occurs; a word that a line end broke counts as its halves."""
    found = re.findall(r"\w+", text)
    return {word: found.count(word) for word in set(found)}


def missing_words(text: str, read) -> set[str]:
    """Return the words of the text that are fewer times in what was read."""
    said = [read.title, read.dictum_heading]
    said += [f"{item.number} {_last_mark(item.number)} {item.text}" for item in read.items]
    above = None
    for section in read.sections:
        is_part = section.heading == section.under or section.under != above
        said += [section.under if is_part else "", section.text]
        said += [section.heading if section.heading != section.under else ""]
        above = section.under
    counts = word_counts(" ".join(said))
    return {word for word, count in word_counts(text).items() if counts.get(word, 0) < count}


def _last_mark(number: str) -> str:
    return number.lstrip("0123456789") or number
