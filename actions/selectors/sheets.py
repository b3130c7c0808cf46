"""What a municipality takes along in a spreadsheet, and which files it read in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from actions.documents.tables import Sheet, Value
from actions.models import Action, Contribution, Participation, ReadIn
from actions.rules.sheets import NO, WORDS, YES, Column
from municipalities.models import Membership, Municipality
from profiles.models import Profile

_OWN = "Vul niets anders in: u leest alleen regels van uw eigen gemeente in."
_DAY = "Een dag, zoals 1-1-2027."
_YEAR = "Een jaar, zoals 2027."
EXPLANATIONS = {
    Column.CODE: _OWN,
    Column.MUNICIPALITY: _OWN,
    Column.ACTION: "Het nummer van de actie, als tekst.",
    Column.TITLE: "De titel van de actie. U mag deze leeg laten.",
    Column.ANSWER: "Wat uw gemeente antwoordt. Zonder antwoord laat u de hele rij leeg.",
    Column.VALID_FROM: _DAY,
    Column.PACE: "Alleen als uw gemeente meedoet.",
    Column.REASON_KIND: "Verplicht bij “Nu niet” en “Nee”.",
    Column.REASON: "Vrije tekst van ten hoogste 4.000 tekens.",
    Column.AUDIENCE: "Leeg betekent: alleen de eigen gemeente.",
    Column.KIND: "Alleen als uw gemeente meedoet. Elke bijdrage heeft een eigen rij, met hetzelfde "
    "antwoord.",
    Column.UNIT: "Budget is in euro of omschrijving, en euro is alleen voor budget.",
    Column.AMOUNT: "Een getal met ten hoogste 2 cijfers achter de komma. Het geldt voor elk jaar "
    "van de periode. Leeg bij “omschrijving”.",
    Column.DESCRIPTION: "Ten hoogste 500 tekens. Verplicht bij de eenheid “omschrijving”.",
    Column.FIRST_YEAR: _YEAR,
    Column.LAST_YEAR: _YEAR,
    Column.WITHIN: "Gaat de bijdrage boven de bestaande capaciteit, vul dan nee in.",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of files knows before anything is handed in."""

    profile: Profile | None
    actions: int
    read_in: list[ReadIn]


def desk(viewer: Membership) -> Desk:
    """Return for which profile files are read, and which were."""
    own = ReadIn.objects.filter(municipality=viewer.organisation_id)
    return Desk(
        profile=_profiles(viewer).first(),
        actions=_actions(viewer).count(),
        read_in=list(own.select_related("read_by").order_by("-read_at", "-pk")),
    )


def template(viewer: Membership) -> list[Sheet]:
    """Return the own answers as a table to fill in, and beside it what may stand where."""
    municipality = Municipality.objects.get(pk=viewer.organisation_id)
    answers = {
        row.action_id: row
        for row in Participation.objects.filter(municipality=municipality)
        .order_by("action_id", "-answered_at", "-pk")
        .distinct("action_id")
        .prefetch_related("contributions")
    }
    rows = [
        [municipality.code, municipality.name, action.number, action.title, *cells]
        for action in _actions(viewer)
        for cells in _rows(answers.get(action.pk))
    ]
    return [
        Sheet("Deelname", list(Column), rows),
        Sheet("Uitleg", ("Kolom", "Wat u invult", "Kies uit"), list(_explained())),
    ]


def _profiles(viewer: Membership) -> QuerySet[Profile]:
    return Profile.objects.filter(region=viewer.region_id).order_by("-first_year", "-pk")


def _actions(viewer: Membership) -> QuerySet[Action]:
    """Return the actions of the newest profile of the region."""
    return Action.objects.filter(theme__profile__in=_profiles(viewer)[:1])


def _rows(answer: Participation | None) -> Iterator[list[Value]]:
    """Return a row for each contribution; without any there is one row still."""
    if answer is None:
        yield [None] * (len(Column) - 4)
        return
    contributions: Iterable[Contribution | None] = answer.contributions.all() or [None]
    for contribution in contributions:
        yield [*_answer(answer), *_contribution(contribution)]


def _answer(answer: Participation) -> list[Value]:
    return [
        answer.get_answer_display(),
        answer.valid_from,
        answer.get_pace_display(),
        answer.get_reason_kind_display(),
        answer.reason,
        answer.get_reason_audience_display(),
    ]


def _contribution(contribution: Contribution | None) -> list[Value]:
    if contribution is None:
        return [None] * 7
    return [
        contribution.get_kind_display(),
        contribution.get_unit_display(),
        contribution.amount,
        contribution.description,
        contribution.first_year,
        contribution.last_year,
        YES if contribution.is_within_capacity else NO,
    ]


def _explained() -> Iterator[tuple[str, str, str]]:
    for column, explanation in EXPLANATIONS.items():
        words = [str(each.label) for each in WORDS.get(column, ())]
        if column is Column.WITHIN:
            words = [YES, NO]
        yield column, explanation, "; ".join(words)
