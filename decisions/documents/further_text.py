"""The first text of a further proposal, in the order of the real document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisions.documents.contents import ReadItem, ReadProposal, ReadSection
from decisions.models import Audience, Organ, SectionKind
from decisions.rules.further import Figure
from decisions.rules.numbering import MOST_NESTED, numbers

LONGEST_TITLE = 200
ARGUMENTS = {
    "De gemeenten werken samen aan deze actie": "Met het aandeel van elke gemeente kan het plan "
    "worden uitgevoerd zoals het in het overleg is afgesproken.",
    "Het aandeel staat vast": "Het college besluit over precies deze versie van het plan. Vraagt "
    "een volgende versie meer, dan komt daarover een nieuw voorstel.",
}


@dataclass(frozen=True, slots=True)
class Share:
    """What the plan asks of one municipality, per year and measure."""

    municipality: str
    figures: tuple[Figure, ...]

    @property
    def in_words(self) -> str:
        """What the college agrees to, such as "in 2027 50 uur, waarvan 30 uur boven …"."""
        return "; ".join(map(_asked, self.figures))


@dataclass(frozen=True, slots=True)
class Matter:
    """The plan that it is about, and the share of each municipality that it concerns, by name."""

    number: str
    title: str
    goals: str
    result: str
    dependencies: str
    plan_number: int
    plan_sha256: str
    others_may_start: bool
    shares: tuple[Share, ...]

    @property
    def action(self) -> str:
        return f"actie {self.number} ‘{self.title}’"

    @property
    def plan(self) -> str:
        """The plan with its version and hash, so that it can never be another text."""
        return f"plan van aanpak versie {self.plan_number} (controlegetal {self.plan_sha256})"

    @property
    def names(self) -> str:
        names = [share.municipality for share in self.shares]
        return " en ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def further_text(matter: Matter) -> ReadProposal:
    """Return the proposal: the same text for every college that it concerns."""
    return ReadProposal(
        title=title_of(matter),
        items=tuple(_items(matter)),
        sections=tuple(_sections(matter)),
        near_copies=(),
    )


def title_of(matter: Matter) -> str:
    """Return what the proposal is called."""
    return f"Nader voorstel: bijdrage aan actie {matter.number} {matter.title}"[:LONGEST_TITLE]


def _items(matter: Matter) -> Iterator[ReadItem]:
    nested = len(matter.shares) <= MOST_NESTED
    texts = [
        _agree(matter),
        *(f"{share.municipality}: {share.in_words}." for share in matter.shares),
        "Wat boven de opgegeven capaciteit gaat, te dekken uit de eigen begroting.",
        "De raad met een raadsbrief over dit besluit te informeren.",
    ]
    order = [False, *[nested] * len(matter.shares), False, False]
    for number, text in zip(numbers(order), texts, strict=True):
        yield ReadItem(number, Organ.COLLEGE, text)


def _agree(matter: Matter) -> str:
    return (
        f"In te stemmen met het aandeel van de eigen gemeente in {matter.action} volgens "
        f"{matter.plan}, voor elke gemeente zoals hierna staat."
    )


def _sections(matter: Matter) -> Iterator[ReadSection]:
    yield _section(
        SectionKind.PUBLIC_EXPLANATION,
        f"In de cultuurregio voeren gemeenten samen {matter.action} uit. Het plan daarvoor vraagt "
        f"van {matter.names} meer dan zij daarvoor hadden opgegeven. Daarom besluiten hun colleges "
        "elk zelf over hun aandeel.",
    )
    yield _section(SectionKind.INTRODUCTION, _introduction(matter))
    yield _section(SectionKind.INTENDED_EFFECT, _effect(matter))
    for number, (heading, text) in enumerate(ARGUMENTS.items(), start=1):
        yield _section(SectionKind.ARGUMENT, text, heading=f"1.{number} {heading}", about_item="1")
    yield _section(SectionKind.COSTS, _costs(matter.shares))
    yield _section(SectionKind.EXECUTION, _execution(matter))
    yield _section(
        SectionKind.ANNEX,
        f"- Plan van aanpak van {matter.action}, versie {matter.plan_number}, controlegetal "
        f"{matter.plan_sha256}",
    )


def _section(
    kind: SectionKind, text: str, *, heading: str = "", about_item: str = ""
) -> ReadSection:
    return ReadSection(
        kind, Audience.PUBLIC, heading or str(kind.label), text, about_item, str(kind.label)
    )


def _introduction(matter: Matter) -> str:
    return (
        f"Het bestuurlijk overleg van de cultuurregio was akkoord met versie {matter.plan_number} "
        f"van het plan van aanpak van {matter.action}. Een bestuurlijk overleg neemt geen besluit "
        "voor een gemeente. Waar een plan meer vraagt dan een gemeente aan capaciteit heeft "
        "opgegeven, besluit het college van die gemeente zelf.\n\n"
        f"Dit voorstel gaat naar de colleges van {matter.names}. Het portaal heeft het gemaakt uit "
        "het plan en de opgegeven capaciteit; de regiocoördinator en de trekker werken het uit."
    )


def _effect(matter: Matter) -> str:
    return f"{matter.goals}\n\n{matter.result}".strip()


def _costs(shares: Sequence[Share]) -> str:
    lines = [
        f"- {share.municipality}, {figure.year}: capaciteit {figure.words_declared}; andere "
        f"plannen vragen {figure.words_before}, dit plan {figure.words_here}; te veel: "
        f"{figure.words_beyond}"
        for share in shares
        for figure in share.figures
    ]
    return "Wat dit plan vraagt, naast wat elke gemeente heeft opgegeven:\n\n" + "\n".join(lines)


def _execution(matter: Matter) -> str:
    if matter.others_may_start:
        start = "De andere gemeenten kunnen beginnen terwijl een college nog besluit."
    else:
        start = "De uitvoering begint pas als elk betrokken college heeft ingestemd."
    depends = f"\n\nAfhankelijk van: {matter.dependencies}" if matter.dependencies else ""
    return f"{start} De trekker volgt de uitvoering in het portaal.{depends}"


def _asked(figure: Figure) -> str:
    asked = f"in {figure.year} {figure.words_here}"
    if not figure.beyond:
        return asked
    if figure.declared is None:
        return f"{asked}, waar geen capaciteit voor is opgegeven"
    return f"{asked}, waarvan {figure.words_beyond} boven de opgegeven capaciteit"
