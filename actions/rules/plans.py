"""
The plan of approach: what stands in it, its hash, what it asks together, and what it waits for.

Pure. The hash is over JSON in UTF-8 with sorted keys and without blanks; see `canonical_plan`.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from django.db.models import TextChoices

from actions.models import Need, Plan, Unit
from dutch.numbers import format_euro, format_number

WORDS = {
    "goals": "doelen",
    "result": "beoogd resultaat",
    "dependencies": "afhankelijkheden",
    "minimum_partners": "minimaal aantal gemeenten",
    "others_may_start": "anderen mogen al beginnen",
}
FIELDS = tuple(WORDS)
NEED_FIELDS = ("party_id", "year", "kind", "unit", "amount", "description")
CENT = Decimal("0.01")
MOST_NEEDS = 2_000  # a region of 60 asks less, for each of ten years


class PlanBlocker(TextChoices):
    """What stands between somebody and an act on the plan, as they read it."""

    NO_CONCEPT = "no_concept", "Er is geen concept. Begin eerst een nieuwe versie van het plan."
    HAS_CONCEPT = "has_concept", "Er is al een concept van het plan. Schrijf daarin verder."
    ENDED = "ended", "De actie is afgerond of gestopt: het plan verandert niet meer."
    NO_LEAD = "no_lead", "Er is nog geen trekker. De regiocoördinator wijst die aan."
    NO_GOALS = "no_goals", "Het plan noemt nog geen doelen."
    NO_RESULT = "no_result", "Het plan noemt nog geen beoogd resultaat."
    NOTHING_NEW = "nothing_new", "Het concept zegt precies hetzelfde als de vorige versie."
    TOO_MANY = "too_many", "Een plan heeft ten hoogste 2.000 regels met behoeften."


def blockers_to_begin(plans: Iterable[Plan], *, is_ended: bool) -> list[PlanBlocker]:
    """Return why no new version of the plan can be begun."""
    checks = {
        PlanBlocker.ENDED: is_ended,
        PlanBlocker.HAS_CONCEPT: any(plan.frozen_at is None for plan in plans),
    }
    return [blocker for blocker, applies in checks.items() if applies]


def blockers_to_freeze(
    plan: Plan, needs: Sequence[Need], *, last_sha256: str, has_lead: bool, is_ended: bool
) -> list[PlanBlocker]:
    """Return why this concept cannot be frozen; `last_sha256` is of the version before, or ""."""
    checks = {
        PlanBlocker.ENDED: is_ended,
        PlanBlocker.NO_LEAD: not has_lead,
        PlanBlocker.NO_GOALS: not plan.goals,
        PlanBlocker.NO_RESULT: not plan.result,
        PlanBlocker.NOTHING_NEW: plan_sha256(plan, needs) == last_sha256,
    }
    return [blocker for blocker, applies in checks.items() if applies]


def canonical_plan(plan: Plan, needs: Iterable[Need]) -> str:
    """
    Return the JSON over which the hash is taken.

    A party is named by its number in this portal, which never changes; amounts have two decimals
    and a point. Needs stand in the order of their own JSON, for their order says nothing.
    """
    said = {name: getattr(plan, name) for name in FIELDS}
    return _json(said | {"needs": sorted((_need(need) for need in needs), key=_json)})


def plan_sha256(plan: Plan, needs: Iterable[Need]) -> str:
    """Return the hash of a plan with all that it asks; the version number is not in it."""
    return _sha256(canonical_plan(plan, needs))


def seen_plan(plan: Plan) -> str:
    """Return the SHA-256 of the text of the plan as a writer has it on the screen."""
    return _sha256(_json({name: getattr(plan, name) for name in FIELDS}))


def seen_need(need: Need) -> str:
    """Return the SHA-256 of one line of needs as a writer has it on the screen."""
    return _sha256(_json(_need(need)))


@dataclass(frozen=True, slots=True)
class PartyTotal:
    """What a plan asks of one party: per year, and all years together."""

    name: str
    years: list[tuple[str, str]]
    together: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan asks: of each party, in each year as `(year, sum)`, and in all."""

    parties: list[PartyTotal]
    per_year: list[tuple[str, str]]
    all: str

    @property
    def years(self) -> list[str]:
        return [year for year, _ in self.per_year]


def totals(needs: Sequence[Need]) -> Totals:
    """Return sums such as "0,5 fte en € 10.000"; what is said in words is counted, not summed."""
    years = sorted({need.year for need in needs})
    parties = defaultdict(list)
    for need in needs:
        parties[str(need.party)].append(need)
    return Totals(
        parties=[
            PartyTotal(name, _per_year(own, years), said_together(own))
            for name, own in sorted(parties.items())
        ],
        per_year=_per_year(needs, years),
        all=said_together(needs),
    )


def _per_year(needs: Iterable[Need], years: Iterable[int]) -> list[tuple[str, str]]:
    of = defaultdict(list)
    for need in needs:
        of[need.year].append(need)
    return [(str(year), said_together(of[year])) for year in years]


def sums(needs: Iterable[Need]) -> dict[Unit, Decimal]:
    """Return the amount in each unit; units that nobody is asked for are left out."""
    found: dict[Unit, Decimal] = {}
    for need in needs:
        if need.amount is not None:
            unit = Unit(need.unit)
            found[unit] = found.get(unit, Decimal(0)) + need.amount
    return {unit: found[unit] for unit in Unit if unit in found}


def said_together(needs: Sequence[Need]) -> str:
    """Return what these needs come to in words, "" for none."""
    counted = [said_amount(unit, amount) for unit, amount in sums(needs).items()]
    in_words = sum(need.amount is None for need in needs)
    if in_words:
        counted.append("1 omschrijving" if in_words == 1 else f"{in_words} omschrijvingen")
    return _enumerated(counted)


def said_amount(unit: Unit, amount: Decimal) -> str:
    """Return an amount as people write it, such as "0,5 fte", "120 uren" or "€ 10.000"."""
    if unit is Unit.EURO:
        return format_euro(amount)
    short = format_number(amount.quantize(CENT)).rstrip("0").rstrip(",")
    return f"{short}\N{NO-BREAK SPACE}{unit.label}"


def said_need(need: Need) -> str:
    """Return what one line asks, without the party."""
    amount = "" if need.amount is None else said_amount(Unit(need.unit), need.amount)
    said = ", ".join(part for part in (amount, need.description) if part)
    return f"{need.get_kind_display()} in {need.year}: {said}"


class Happened(StrEnum):
    """What became of a line between two versions."""

    SAME = "gebleven"
    GONE = "vervallen"
    NEW = "nieuw"


@dataclass(frozen=True, slots=True)
class Line:
    happened: Happened
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs between two versions, line by line."""

    name: str
    lines: list[Line]


def differences(
    before: Plan, asked_before: Sequence[Need], after: Plan, asked_after: Sequence[Need]
) -> list[Changed]:
    """Return what differs: first the text field by field, then what is asked of each party."""
    said = [(word, _said(before, name), _said(after, name)) for name, word in WORDS.items()]
    was, now = _asked(asked_before), _asked(asked_after)
    asked = [(f"gevraagd van {p}", was.get(p, ""), now.get(p, "")) for p in sorted({*was, *now})]
    return [Changed(name, _lines(old, new)) for name, old, new in [*said, *asked] if old != new]


def _lines(before: str, after: str) -> list[Line]:
    """Return the lines of both in their order, each with what became of it."""
    old, new = before.splitlines(), after.splitlines()
    lines = []
    for _, start, end, from_, to in SequenceMatcher(None, old, new).get_opcodes():
        is_same = old[start:end] == new[from_:to]
        lines += [Line(Happened.SAME if is_same else Happened.GONE, t) for t in old[start:end]]
        lines += [] if is_same else [Line(Happened.NEW, text) for text in new[from_:to]]
    return [line for line in lines if line.text]


def _asked(needs: Iterable[Need]) -> dict[str, str]:
    """Return per party the lines of what is asked, in a fixed order."""
    lines = defaultdict(list)
    for need in needs:
        lines[str(need.party)].append((need.year, said_need(need)))
    return {party: "\n".join(line for _, line in sorted(said)) for party, said in lines.items()}


def _said(plan: Plan, name: str) -> str:
    value = getattr(plan, name)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else str(value)


def _need(need: Need) -> dict[str, object]:
    amount = None if need.amount is None else str(need.amount.quantize(CENT))
    said = {name.removesuffix("_id"): getattr(need, name) for name in NEED_FIELDS}
    return {**said, "amount": amount}


def _enumerated(said: Sequence[str]) -> str:
    return " en ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _json(said: object) -> str:
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
