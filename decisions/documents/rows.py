"""From what was read or written as values to rows of a version; nothing is saved here."""

from collections.abc import Iterable

from decisions.documents.contents import ReadItem, ReadSection
from decisions.models import Audience, DictumItem, ProposalVersion, Section
from municipalities.models import Organisation


def item_rows(version: ProposalVersion, items: Iterable[ReadItem]) -> list[DictumItem]:
    """Return the items of the dictum in their order."""
    return [
        DictumItem(
            version=version, number=item.number, organ=item.organ, text=item.text, position=position
        )
        for position, item in enumerate(items, start=1)
    ]


def section_rows(
    version: ProposalVersion, sections: Iterable[ReadSection], *, owner: Organisation | None = None
) -> list[Section]:
    """Return the sections in their order; what is of one municipality alone is of `owner`."""
    return [
        Section(
            version=version,
            kind=section.kind,
            audience=section.audience,
            under=section.under,
            heading=section.heading,
            text=section.text,
            about_item=section.about_item,
            organisation=owner if section.audience == Audience.OWN else None,
            position=position,
        )
        for position, section in enumerate(sections, start=1)
    ]
