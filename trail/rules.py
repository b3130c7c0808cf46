"""How the chain and the fingerprints of rows are recomputed. Pure: no queries."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dutch.moments import format_date
from trail.models import Entry

ACTS = {  # the words of the code, as a reader looks for them
    "imported_proposal": "Collegevoorstel ingelezen",
    "edited_proposal": "Collegevoorstel gewijzigd",
    "prepared_proposal": "Stap in de voorbereiding vastgelegd",
    "commented": "Opmerking of wijzigingsvoorstel gedaan",
    "answered_comment": "Opmerking beantwoord",
    "began_version": "Nieuwe versie begonnen",
    "agreed_to_replace": "Ingestemd met het vervangen van de versie",
    "froze_proposal": "Collegevoorstel vastgesteld",
    "froze_profile": "Cultuurprofiel vastgesteld",
    "offered_proposal": "Collegevoorstel aangeboden",
    "set_closing": "Sluiting gezet",
    "acknowledged_offer": "Ontvangst bevestigd",
    "wrote_local_section": "Eigen onderdeel geschreven",
    "recorded_advice": "Advies vastgelegd",
    "recorded_management_advice": "Directieadvies vastgelegd",
    "agreed_to_text": "Akkoord gegeven op de tekst",
    "placed_on_agenda": "Op de agenda geplaatst",
    "recorded_decision": "Besluit vastgelegd",
    "confirmed_decision": "Besluit bevestigd",
    "revoked_decision": "Besluit ingetrokken",
    "authorised": "Gemachtigd om te tekenen",
    "sent_council_letter": "Raadsbrief verzonden",
    "signed": "Getekend",
    "asked_to_move_embargo": "Gevraagd het embargo op te heffen of te verlengen",
    "moved_embargo": "Embargo opgeheven of verlengd",
    "instructed_publication": "Publicatie-instructie gegeven",
    "acknowledged_instruction": "Publicatie-instructie bevestigd",
    "recorded_publication": "Eigen publicatie vastgelegd",
    "kept_calendar": "Vergaderkalender bijgehouden",
    "made_feed": "Agenda-adres gemaakt",
    "ended_feed": "Agenda-adres uitgezet",
    "added_action": "Actie toegevoegd",
    "changed_action": "Actie gewijzigd",
    "wrote_plan": "Plan van aanpak geschreven",
    "froze_plan": "Plan van aanpak vastgesteld",
    "took_step": "Stap van een actie vastgelegd",
    "added_milestone": "Mijlpaal toegevoegd",
    "told_of_milestone": "Stand van een mijlpaal vastgelegd",
    "reported_progress": "Voortgang gemeld",
    "called_consultation": "Overleg uitgeschreven",
    "changed_agenda": "Agenda van een overleg gewijzigd",
    "recorded_outcome": "Uitkomst van een agendapunt vastgelegd",
    "wrote_minutes": "Verslag van een overleg geschreven",
    "called_meeting": "Bijeenkomst uitgeschreven",
    "changed_meeting": "Bijeenkomst gewijzigd",
    "invited_field": "Organisaties uitgenodigd voor een bijeenkomst",
    "replied_to_invitation": "Uitnodiging beantwoord",
    "recorded_attendance": "Aanwezigheid vastgelegd",
    "reported_meeting": "Verslag van een bijeenkomst geschreven",
    "recorded_harvest": "Opbrengst van een bijeenkomst vastgelegd",
    "asked_to_join": "Gevraagd mee te doen",
    "answered_action": "Deelname vastgelegd",
    "admitted": "Geantwoord op een verzoek om mee te doen",
    "suggested": "Aanleiding om mee te doen gezien",
    "declared_capacity": "Capaciteit opgegeven",
    "heard_college": "Antwoord van een college op een plan vastgelegd",
    "raised_proposal": "Nader voorstel gemaakt",
    "read_in": "Bestand met deelname ingelezen",
    "froze_bundle": "Bundel bevroren",
    "made_bundle": "Bundel gemaakt",
    "retried": "Mislukt werk opnieuw geprobeerd",
    "set_up_region": "Cultuurregio ingericht",
    "anchored": "Keten vastgelegd",
    "left": "Vertrokken",
    "invited": "Uitgenodigd",
    "invited_again": "Opnieuw uitgenodigd",
    "withdrew_invitation": "Uitnodiging ingetrokken",
    "accepted_invitation": "Uitnodiging aanvaard",
    "ended_role": "Rol beëindigd",
    "wiped_factor": "Tweede stap gewist",
    "registered_institution": "Instelling aangemeld",
    "edited_institution": "Gegevens van instelling gewijzigd",
    "confirmed_institution": "Instelling bevestigd",
    "refused_institution": "Instelling geweigerd",
    "seeded": "Controlegetal van bestaande gegevens genomen",
}
ROWS = "rows"  # the fact under which an entry keeps the fingerprints of the rows it wrote


@dataclass(frozen=True, slots=True)
class Head:
    """The last number and hash of the chain on a day, as `witness` (in Dutch) says it was."""

    day: date
    number: int
    hash: str
    witness: str


def entry_hash(entry: Entry) -> str:
    """
    Return the SHA-256 that this entry must carry, given the hash of the one before it.

    For whom, where and from where count only when filled, so that older entries keep their hash.
    """
    parts = [
        entry.previous_hash,
        str(entry.number),
        moment_text(entry.at),
        "" if entry.by_id is None else str(entry.by_id),
        entry.on_behalf_of,
        entry.capacity,
        entry.act,
        entry.sentence,
        entry.object_type,
        entry.object_id,
        entry.object_sha256,
        entry.facts,
        *_filled(organisation=entry.organisation_id, region=entry.region_id, origin=entry.origin),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def broken_links(entries: Iterable[Entry]) -> list[str]:
    """Return one Dutch sentence for every entry, in order of number, that breaks the chain."""
    broken = []
    number, previous = 0, ""
    for entry in entries:
        if entry.number != number + 1:
            broken.append(f"Vóór nummer {entry.number} ontbreken gebeurtenissen.")
        if entry.previous_hash != previous:
            broken.append(f"Nummer {entry.number} sluit niet aan op de vorige gebeurtenis.")
        if entry_hash(entry) != entry.hash:
            broken.append(f"Nummer {entry.number} is gewijzigd.")
        number, previous = entry.number, entry.hash
    return broken


def lost_heads(heads: Iterable[Head], hashes: Mapping[int, str]) -> Iterator[str]:
    """Give a sentence for every head that `hashes`, of the chain by number, no longer holds."""
    for head in heads:
        said = f"{head.witness} van {format_date(head.day)} noemt nummer {head.number}"
        if head.number not in hashes:
            yield f"{said}, maar de keten is korter: het einde is verwijderd."
        elif hashes[head.number] != head.hash:
            yield f"{said} met een ander controlegetal: de keten is daarna herschreven."


def fingerprints_in(entry: Entry) -> dict[str, str]:
    """Return the fingerprints that the entry keeps, by the name of the row; none if unreadable."""
    if f'"{ROWS}"' not in entry.facts:
        return {}
    try:
        rows = json.loads(entry.facts).get(ROWS, {})
    except (ValueError, AttributeError):
        return {}  # a changed entry is named by `broken_links`
    return rows if isinstance(rows, dict) else {}


def row_name(label: str, pk: object) -> str:
    """Return the name of a row, such as "decisions.decision:12"."""
    return f"{label}:{pk}"


def row_sha256(columns: Mapping[str, object]) -> str:
    """
    Return the SHA-256 over the JSON of a row, with sorted keys and without blanks.

    Empty columns and a plain "no" are left out, so that a column that is added later changes
    nothing as long as it is empty. Moments are in UTC with microseconds.
    """
    filled = {name: value for name, value in columns.items() if not _is_empty(value)}
    text = json.dumps(
        filled, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )
    return hashlib.sha256(text.encode()).hexdigest()


def moment_text(at: datetime) -> str:
    """Write a moment as it is hashed: in UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _filled(**values: object) -> list[str]:
    return [f"{name}={value}" for name, value in values.items() if not _is_empty(value)]


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", [], {})


def _plain(value: object) -> str:
    return moment_text(value) if isinstance(value, datetime) else str(value)
