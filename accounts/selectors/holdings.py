"""
Everything the portal holds about one person (AVG articles 15 and 20).

Nobody keeps a list: every table that refers to a person is found by its foreign keys. A table whose
rows belong to the person (they go when the person goes, or say what the person may do) is given
whole. Of any other, a record of government, it is told that the person is named there, as what and
when; what the record itself says is not about the person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import CASCADE, Field, ForeignKey, Model
from django.db.models.functions import Lower

from dutch.moments import local
from municipalities.models import Invitation, Membership, User
from notices.models import Mail
from trail.models import Entry

# What gives access is nobody's to read back, also not one's own.
SECRET = {
    "municipalities.user": {"password"},
    "municipalities.invitation": {"token_sha256"},
    "decisions.calendarfeed": {"secret_sha256"},
    "mfa.authenticator": {"data"},
    "usersessions.usersession": {"session_key", "data"},
}
ABOUT = (
    "Dit is alles wat het portaal over u bewaart. Wat toegang geeft (uw wachtwoord, sleutels en "
    "links) staat er niet in. Van stukken van de overheid staat er dat u erin bent genoemd, als "
    "wat en wanneer, en niet wat er in het stuk staat."
)
WORDS = {  # what a library names in English
    "authenticator": "tweede stap bij het inloggen",
    "user session": "browser waarin u bent ingelogd",
    "created at": "gemaakt op",
    "last used at": "laatst gebruikt op",
    "last seen at": "laatst gezien op",
    "ip": "IP-adres",
    "user agent": "browser",
}
OWN = {Membership}  # beside the tables whose rows go when the person goes

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Named:
    """One government record in which the person is named: what, as what, and when if known."""

    what: str
    number: str
    role: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """`own` holds rows by the name of their table, `searched` every column that was looked at."""

    person: Row
    own: dict[str, list[Row]]
    mails: list[Row]
    invitations: list[Row]
    named: list[Named]
    acts: list[Row]
    searched: list[str]


def holdings(user: User) -> Holdings:
    """Return everything about this person: one query for each column that may name them."""
    places = list(_places())
    owned = [place for place in places if _belongs(place)]
    named = [place for place in places if not _belongs(place) and place.model is not Entry]
    mails = Mail.objects.annotate(address=Lower("to")).filter(address=user.email.lower())
    invitations = Invitation.objects.filter(email__iexact=user.email)
    invitations = invitations.select_related("organisation", "invited_by", "accepted_by")
    return Holdings(
        person=_row(user),
        own=dict(_own_rows(owned, user)),
        mails=[_row(mail, "to", "subject", "written_at", "sent_at") for mail in mails],
        invitations=[_row(invitation) for invitation in invitations],
        named=[found for place in named for found in _named(place, user)],
        acts=[_act(entry) for entry in Entry.objects.filter(by=user).chained()],
        searched=sorted(f"{place.model._meta.db_table}.{place.column}" for place in places),
    )


def export_of(user: User, *, at: datetime) -> dict[str, object]:
    """Return the same as one JSON object with keys in Dutch."""
    held = holdings(user)
    return {
        "gemaakt op": _written(at),
        "uitleg": ABOUT,
        "account": held.person,
        "gegevens over u": held.own,
        "uitnodigingen": held.invitations,
        "e-mails aan u": held.mails,
        "genoemd in": [_named_row(named) for named in held.named],
        "wat u deed (logboek)": held.acts,
        "waar is gezocht": held.searched,
    }


def _places() -> Iterator["ForeignKey[Model, Model]"]:
    """Give every column that refers to a person."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and field.related_model is User:
                yield field


def _belongs(place: "ForeignKey[Model, Model]") -> bool:
    """Tell whether the rows are about the person: a role also names who gave or ended it."""
    if place.model in OWN:
        return place.name == "user"
    return place.remote_field.on_delete is CASCADE


def _own_rows(
    places: list["ForeignKey[Model, Model]"], user: User
) -> Iterator[tuple[str, list[Row]]]:
    for place in places:
        others = [f.name for f in place.model._meta.concrete_fields if f.is_relation]
        rows = place.model._default_manager.filter(**{place.name: user}).order_by("pk")
        rows = rows.select_related(*others)
        yield _named_by(place.model), [_row(row, without=place.name) for row in rows]


def _named(place: "ForeignKey[Model, Model]", user: User) -> Iterator[Named]:
    """Give the records that name the person in this column, with the moment that goes with it."""
    names = {field.name for field in place.model._meta.concrete_fields}
    moment = place.name.removesuffix("_by") + "_at"
    rows = place.model._default_manager.filter(**{place.name: user}).order_by("pk")
    for values in rows.values("pk", *({moment} & names)):
        yield Named(
            what=str(place.model._meta.verbose_name),
            number=str(values["pk"]),
            role=str(place.verbose_name),
            at=values.get(moment),
        )


def _row(thing: Model, *only: str, without: str = "") -> Row:
    """Return the columns of a row by their names in Dutch, what gives access left out."""
    secret = SECRET.get(thing._meta.label_lower, set()) | {without}
    fields = [field for field in thing._meta.concrete_fields if field.name not in secret]
    return {
        _label(field): _plain(field, thing) for field in fields if not only or field.name in only
    }


def _label(field: "Field[object, object]") -> str:
    """Return the name of a column: its own, or that of what it refers to."""
    is_named = str(field.verbose_name) != field.name.replace("_", " ")
    if is_named or field.related_model is None:
        return WORDS.get(str(field.verbose_name).lower(), str(field.verbose_name))
    return str(field.related_model._meta.verbose_name)


def _named_by(model: type[Model]) -> str:
    return WORDS.get(str(model._meta.verbose_name).lower(), str(model._meta.verbose_name))


def _plain(field: "Field[object, object]", thing: Model) -> object:
    """Return a value, a moment in Amsterdam; of another person or thing no more than its name."""
    value = getattr(thing, field.name)
    if isinstance(value, datetime):
        return local(value).replace(microsecond=0)
    if field.choices:
        return str(getattr(thing, f"get_{field.name}_display")())
    if value is None or isinstance(value, bool | int | float | date | dict | list):
        return value
    return str(value)


def _act(entry: Entry) -> Row:
    return {
        "nummer": entry.number,
        "moment": _written(entry.at),
        "namens": entry.on_behalf_of,
        "hoedanigheid": entry.capacity,
        "handeling": entry.sentence,
        "herkomst": entry.origin,
    }


def _named_row(named: Named) -> Row:
    return {
        "stuk": named.what,
        "kenmerk": named.number,
        "als": named.role,
        "op": _written(named.at) if named.at else None,
    }


def _written(at: datetime) -> str:
    return local(at).isoformat(timespec="seconds")
