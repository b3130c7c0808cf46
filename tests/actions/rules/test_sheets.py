"""One cell, one row and the whole table: what is read, and what is said where it is not."""

from datetime import date
from decimal import Decimal

import pytest

from actions.models import Answer, ContributionKind, ReasonKind, TriggerKind, Unit
from actions.rules import sheet_cells
from actions.rules.participation import AnswerDraft, ContributionDraft, TriggerDraft
from actions.rules.sheet_answers import Said, outcome_of
from actions.rules.sheet_lines import Known, Own
from actions.rules.sheets import Column, NoValue, Oddity, Row, holds_bsn
from tests.actions.documents.workbooks import JOINS

TODAY = date(2026, 11, 23)
OWN = Own(
    "GM9141",
    "Almelo",
    [
        Known(1, "1.3", "Makers aan het werk"),
        Known(2, "1.1", "Een"),
        Known(3, "1.10", "Tien"),
        Known(4, "2.1", "Voorbij", is_over=True),
        Known(5, "3.1", "Hier"),
        Known(6, "3.1", "Daar"),
    ],
)
LETTERS = {column: chr(ord("A") + place) for place, column in enumerate(Column)}
ASIDE = dict.fromkeys(
    ("PACE", "KIND", "UNIT", "AMOUNT", "DESCRIPTION", "FIRST_YEAR", "LAST_YEAR", "WITHIN")
)
PEOPLE = ContributionDraft(
    ContributionKind.PEOPLE,
    Unit.HOURS,
    Decimal("120.50"),
    2027,
    2028,
    description="Een projectleider",
)
JOINED = AnswerDraft(Answer.JOINS, date(2027, 1, 1), "ahead", contributions=(PEOPLE,))


def row(number=2, oddities=None, **changed) -> Row:
    cells = JOINS | {Column[name.upper()]: value for name, value in changed.items()}
    cells = {key: float(cell) if type(cell) is Decimal else cell for key, cell in cells.items()}
    return Row(number, cells, {Column[key]: value for key, value in (oddities or {}).items()})


def outcome(*rows, said=None):
    return outcome_of(rows, LETTERS, own=OWN, said=said or {}, today=TODAY)


def said(*rows) -> list[str]:
    return [f"{each.place}: {each.sentence}" for each in outcome(*rows).faults]


@pytest.mark.parametrize(
    ("cell", "is_money", "expected"),
    [
        (0.1 + 0.2, False, "0.30"),
        (1234567.89, False, "1234567.89"),
        (9999999999.99, True, "9999999999.99"),
        (0.0, False, "0.00"),
        ("1.000,5", False, "1000.50"),
        ("€ 5,-", True, "5.00"),
        ("", False, None),
        (None, False, None),
    ],
)
def test_an_amount_is_read_to_the_cent(cell, is_money, expected):
    assert sheet_cells.amount(cell, is_money=is_money) == (expected and Decimal(expected))


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        (0.125, "ten hoogste 2 cijfers achter de komma"),
        (-0.01, "van 0 tot en met"),
        (10_000_000_000.0, "van 0 tot en met"),
        (float("inf"), "te groot"),
        (float("nan"), "te groot"),
        (True, "een WAAR of ONWAAR"),
        (date(2027, 1, 1), "een datum"),
        (NoValue("een tijd"), "een tijd"),
        ("1.5", "punt"),
        ("1e5", "getal"),
        ("€ 5", "getal"),  # not of what is counted in hours
        ("٣٤", "getal"),
    ],
)
def test_an_amount_that_is_none_says_why(cell, part):
    with pytest.raises(ValueError, match=part):
        sheet_cells.amount(cell, is_money=False)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("123456782", True),
        ("bsn 1234.56.782.", True),
        ("111222333", True),
        (123456782.0, True),
        (10000007.0, False),
        ("123456781", False),
        ("000000000", False),
        ("1234567820", False),
        ("€ 123.456.782,00", False),
        (2027.0, False),
        (True, False),
        (None, False),
    ],
)
def test_a_citizen_service_number_is_known_by_its_test(value, found):
    assert holds_bsn(value) is found


@pytest.mark.parametrize(
    ("changed", "pk"),
    [
        ({"action": "1.10", "title": None}, 3),
        ({"action": "1,10", "title": None}, 3),
        ({"action": 1.1, "title": "Tien"}, 3),
        ({"action": 1.1, "title": " EEN "}, 2),
        ({"action": "3.1", "title": "Daar"}, 6),
    ],
)
def test_a_row_is_about_the_action_that_is_meant(changed, pk):
    (change,) = outcome(row(**changed)).changes

    assert change.about.pk == pk


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"action": 1.1, "title": None}, "cel C2: Dit kan actie 1.1 of 1.10 zijn. Vul ook de tit"),
        ({"action": "3.1", "title": None}, "cel C2: Dit kan actie 3.1 of 3.1 zijn."),
        ({"action": "1.3", "title": "Tien"}, "cel C2: De titel hoort niet bij actie 1.3: die heet"),
        ({"action": "9.9"}, "cel C2: Actie “9.9” staat niet in het cultuurprofiel."),
        ({"action": date(2026, 3, 1)}, "cel C2: Hier staat een datum. Typ het nummer"),
        ({"action": None}, "cel C2: Vul het nummer van de actie in."),
        ({"code": None}, "cel A2: Deze regel is zonder gemeentecode."),
        ({"code": "gm0153"}, "cel A2: Deze regel is van een andere gemeente (GM0153)."),
        ({"municipality": "Borne"}, "cel B2: Deze regel noemt een andere gemeente dan Almelo."),
        ({"answer": None}, "cel E2: Vul hier iets in. Kies uit: Doet mee, Volgt, Nu niet of Nee."),
        ({"valid_from": None}, "cel F2: Vul een datum in, zoals 1-1-2027."),
        ({"valid_from": date(1999, 12, 31)}, "cel F2: Kies een dag van 2000 tot en met 2100."),
        ({"pace": None}, "cel G2: Kies in welk tempo de gemeente meedoet."),
        ({"reason": "x" * 4001}, "cel I2: Gebruik ten hoogste 4.000 tekens."),
        ({"kind": None}, "cel K2: Vul hier iets in. Kies uit: Menskracht"),
        ({"unit": "euro"}, "cel L2: Budget is in euro of in woorden"),
        ({"amount": None}, "cel M2: Vul een hoeveelheid in; 0 mag."),
        ({"unit": "omschrijving"}, "cel M2: Wat in woorden staat, heeft geen hoeveelheid."),
        ({"first_year": None}, "cel O2: Vul een jaar in, zoals 2027."),
        ({"first_year": 2027.5}, "cel O2: Vul een jaar in, zoals 2027."),
        ({"last_year": 2026}, "cel P2: Het laatste jaar ligt niet vóór het eerste"),
        ({"within": None}, "cel Q2: Vul in: ja of nee."),
        ({"within": "misschien"}, "cel Q2: Vul in: ja of nee."),
        ({"answer": "Volgt", "pace": None}, "cel K2: Alleen wie meedoet, legt bijdragen vast."),
        ({"answer": "Nee"} | {k.lower(): None for k in ASIDE}, "cel H2: Kies een reden."),
        ({"action": "2.1", "title": None}, "cel E2: Deze actie is afgerond of gestopt"),
        ({"oddities": {"AMOUNT": "#N/A"}}, "cel M2: Hier staat de fout #N/A."),
        ({"oddities": {"AMOUNT": Oddity.UNWORKED}}, "cel M2: Hier staat een formule zonder"),
        (
            {"amount": 0.5, "oddities": {"AMOUNT": Oddity.PERCENT}},
            "cel M2: Dit staat er als percentage.",
        ),
        ({"amount": 1.0, "oddities": {"AMOUNT": Oddity.SCALED}}, "cel M2: Dit getal wordt in duiz"),
    ],
)
def test_a_fault_names_its_cell_and_what_to_do(changed, message):
    (fault,) = said(row(**changed))

    assert fault.startswith(message)


def test_a_row_that_says_nothing_is_no_answer():
    blank = {column.name: None for column in Column if column not in list(Column)[:4]}

    found = outcome(row(**blank))

    assert (found.rows, found.unanswered, found.changes, found.faults) == (1, 1, [], [])


def test_rows_of_one_action_are_one_answer_with_all_contributions():
    found = outcome(row(), row(3, description="Nog een", within="nee"))

    (change,) = found.changes
    assert [each.is_within_capacity for each in change.after.contributions] == [True, False]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"pace": "In eigen tempo"}, "cel G3"),
        ({"valid_from": date(2028, 1, 1)}, "cel F3"),
        ({"audience": "Alle partijen in de regio"}, "cel J3"),
    ],
)
def test_rows_of_one_action_may_not_disagree(changed, place):
    (fault,) = said(row(), row(3, description="Nog een", **changed))

    assert fault.startswith(f"{place}: Dit is anders dan in rij 2.")


def test_more_contributions_than_an_answer_holds_are_refused():
    rows = [row(number, description=f"Deel {number}") for number in range(2, 23)]

    assert said(*rows) == ["cel K2: Leg ten hoogste 20 bijdragen vast."]


@pytest.mark.parametrize(
    ("draft", "changes"),
    [
        (JOINED, 0),
        (AnswerDraft(Answer.JOINS, date(2027, 1, 1), "along", contributions=(PEOPLE,)), 1),
        (AnswerDraft(Answer.JOINS, date(2027, 1, 1), "ahead"), 1),
    ],
)
def test_only_what_differs_is_a_change(draft, changes):
    found = outcome(row(), said={1: Said(7, draft)})

    assert (len(found.changes), found.unchanged) == (changes, 1 - changes)


def test_the_order_of_contributions_says_nothing():
    other = ContributionDraft(
        ContributionKind.BUDGET, Unit.EURO, Decimal("5.00"), 2027, 2027, description="Geld"
    )
    draft = AnswerDraft(Answer.JOINS, date(2027, 1, 1), "ahead", contributions=(other, PEOPLE))
    budget = {"kind": "Budget", "unit": "euro", "amount": 5.0, "description": "Geld"}

    found = outcome(row(), row(3, last_year=2027.0, **budget), said={1: Said(7, draft)})

    assert not found.changes


@pytest.mark.parametrize(("has_joined", "left"), [(True, 1), (False, 0)])
def test_who_stops_leaves_what_was_promised(has_joined, left):
    aside = {"answer": "Nee", "reason_kind": "Geen budget", **{k.lower(): None for k in ASIDE}}

    (change,) = outcome(row(**aside), said={1: Said(7, JOINED, has_joined=has_joined)}).changes

    assert len(change.left) == left


def test_a_file_leaves_triggers_alone():
    triggers = (TriggerDraft(TriggerKind.RUNNING),)
    draft = AnswerDraft(
        Answer.NO, date(2027, 1, 1), reason_kind=ReasonKind.BUDGET, triggers=triggers
    )
    aside = {"reason_kind": "Geen budget", **{k.lower(): None for k in ASIDE}}
    before = {1: Said(7, draft)}

    assert not outcome(row(answer="Nee", **aside), said=before).changes
    assert outcome(row(answer="Nu niet", **aside), said=before).changes[0].after.triggers
    assert not outcome(row(), said=before).changes[0].after.triggers


def test_totals_are_per_kind_unit_and_year():
    first, second = row(), row(3, action="1.1", title="Een", last_year=2027.0, amount=0.5)
    words = row(4, action="1.1", title="Een", unit="omschrijving", amount=None, last_year=2027.0)

    assert [
        (each.kind, each.unit, each.year, each.amount, each.times)
        for each in outcome(first, second, words).totals
    ] == [
        ("people", "hours", 2027, Decimal("121.00"), 2),
        ("people", "hours", 2028, Decimal("120.50"), 1),
        ("people", "description", 2027, None, 1),
    ]
