"""The texts of one stand: its profile with actions, and the proposal to the colleges."""

from dataclasses import dataclass

from actions.models import Action
from decisions.documents.contents import ReadItem, ReadProposal, ReadSection
from decisions.models import Audience, Organ, SectionKind
from examples.calendars import Calendar, filled, shown_as, words_of
from examples.facts import Example, SectionFacts, StandFacts, ThemeFacts
from examples.parties import Parties
from profiles.models import Ambition, Chapter, Milestone, Profile, Theme


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an example, with the dates that one stand gives them."""

    example: Example
    stand: StandFacts
    calendar: Calendar

    def fill(self, text: str) -> str:
        """Return the text with its braces filled."""
        words = words_of(self.example.profile, self.stand, self.calendar)
        return filled(text, words)


def add_profile(texts: Texts, parties: Parties) -> Profile:
    """Add the culture profile with everything that stands in it, and its actions."""
    facts = texts.example.profile
    first, last = texts.calendar.period(facts.first_year, facts.last_year)
    profile = Profile.objects.create(
        region=parties.region,
        title=texts.stand.title,
        first_year=first,
        last_year=last,
        addressee=facts.addressee,
        deadline=texts.calendar.day(facts.deadline),
        example_note=texts.fill(facts.example_note[texts.stand.stand]),
    )
    _add_chapters(profile, texts)
    _add_milestones(profile, texts)
    for number, theme in enumerate(texts.example.themes, start=1):
        _add_actions(_add_theme(profile, number, theme, texts), texts, parties)
    return profile


def proposal_of(texts: Texts) -> ReadProposal:
    """Return the proposal as if it had been read from a document."""
    facts = texts.example.proposal
    return ReadProposal(
        title=texts.fill(facts.title),
        items=tuple(
            ReadItem(item.number, Organ(item.organ), texts.fill(item.text)) for item in facts.dictum
        ),
        sections=tuple(_section(section, texts) for section in facts.sections),
        near_copies=(),
    )


def _section(facts: SectionFacts, texts: Texts) -> ReadSection:
    kind = SectionKind(facts.kind)
    return ReadSection(
        kind=kind,
        audience=Audience(facts.audience),
        heading=facts.heading or str(kind.label),
        text=texts.fill(facts.text),
        about_item=facts.about_item,
    )


def _add_chapters(profile: Profile, texts: Texts) -> None:
    Chapter.objects.bulk_create(
        Chapter(profile=profile, number=number, title=chapter.title, text=texts.fill(chapter.text))
        for number, chapter in enumerate(texts.example.profile.chapters, start=1)
    )


def _add_milestones(profile: Profile, texts: Texts) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            profile=profile,
            on=texts.calendar.day(milestone.on),
            shown_as=shown_as(milestone, texts.calendar),
            title=milestone.title,
        )
        for milestone in texts.example.profile.milestones
    )


def _add_theme(profile: Profile, number: int, facts: ThemeFacts, texts: Texts) -> Theme:
    theme = Theme.objects.create(
        profile=profile, number=number, title=facts.title, text=texts.fill(facts.text)
    )
    Ambition.objects.bulk_create(
        Ambition(theme=theme, number=position, title=ambition.title, text=texts.fill(ambition.text))
        for position, ambition in enumerate(facts.ambitions, start=1)
    )
    return theme


def _add_actions(theme: Theme, texts: Texts, parties: Parties) -> None:
    under_theme = [action for action in texts.example.actions if action.theme == theme.title]
    Action.objects.bulk_create(
        Action(
            theme=theme,
            number=f"{theme.number}.{position}",
            title=action.title,
            text=texts.fill(action.text),
            lead=parties.municipality(action.lead),
            position=position,
        )
        for position, action in enumerate(under_theme, start=1)
    )
