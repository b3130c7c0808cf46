from typing import ClassVar

from django.urls import path, register_converter

from decisions.documents.writing import PaperFormat
from decisions.models import AdviceKind, DictumItem, LocalKind, Organ, Section
from decisions.selectors.papers import PaperKind
from decisions.views import (
    coalition,
    cocreation,
    drafting,
    embargo,
    evidence,
    feeds,
    further,
    offers,
    papers,
    planning,
    preparation,
    proposals,
    publication,
    ratifications,
    readers,
    versions,
)


class OrganConverter:
    """The organ by its Dutch word."""

    regex = "college|burgemeester"

    def to_python(self, value: str) -> Organ:
        return next(organ for organ in Organ if organ.label == value)

    def to_url(self, value: Organ) -> str:
        return str(Organ(value).label)


class PaperConverter:
    """A paper by its Dutch name."""

    regex = "|".join(PaperKind)

    def to_python(self, value: str) -> PaperKind:
        return PaperKind(value)

    def to_url(self, value: str) -> str:
        return value


class FormatConverter:
    """A kind of document by the end of its file's name."""

    regex = "|".join(PaperFormat)

    def to_python(self, value: str) -> PaperFormat:
        return PaperFormat(value)

    def to_url(self, value: str) -> str:
        return value


class SectionConverter:
    """A kind of own part by a Dutch word."""

    words = {
        LocalKind.OWN_POLICY: "eigen-beleid",
        LocalKind.CAVEAT: "kanttekeningen",
        LocalKind.FINANCES: "kosten",
        LocalKind.COMMUNICATION: "communicatie",
        LocalKind.INTERNAL: "intern",
    }
    regex = "|".join(words.values())

    def to_python(self, value: str) -> LocalKind:
        return next(kind for kind, word in self.words.items() if word == value)

    def to_url(self, value: LocalKind) -> str:
        return self.words[value]


class AdviceConverter:
    """A department that advises, by a Dutch word."""

    words = {
        AdviceKind.FINANCE: "financien",
        AdviceKind.LEGAL: "juridisch",
        AdviceKind.COMMUNICATION: "communicatie",
    }
    regex = "|".join(words.values())

    def to_python(self, value: str) -> AdviceKind:
        return next(kind for kind, word in self.words.items() if word == value)

    def to_url(self, value: AdviceKind) -> str:
        return self.words[value]


class CodeConverter:
    """The CBS code of a municipality."""

    regex = "GM[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PartConverter:
    """What the text of a proposal is made of; an address is made of the Dutch word."""

    models: ClassVar[dict[str, type[DictumItem | Section]]] = {
        "beslispunten": DictumItem,
        "onderdelen": Section,
    }
    regex = "|".join(models)

    def to_python(self, value: str) -> type[DictumItem | Section]:
        return self.models[value]

    def to_url(self, value: str) -> str:
        return value


register_converter(PartConverter, "part")
register_converter(OrganConverter, "organ")
register_converter(CodeConverter, "code")
register_converter(SectionConverter, "section")
register_converter(AdviceConverter, "advice")
register_converter(PaperConverter, "paper")
register_converter(FormatConverter, "format")

app_name = "decisions"

WRITING = "voorstellen/<int:proposal>/schrijven/"
COCREATION = "voorstellen/<int:proposal>/cocreatie/"
ROAD = "voorstellen/<int:proposal>/besluitvorming/<code:code>/"
PREPARATION = f"{ROAD}voorbereiding/"

urlpatterns = [
    path("acties/<int:action>/nader-voorstel/", further.further, name="further"),
    path("overzicht/", proposals.overview, name="overview"),
    path("profielen/<int:profile>/inlezen/", proposals.import_proposal, name="import"),
    path("voorstellen/<int:proposal>/", proposals.proposal, name="proposal"),
    path("voorstellen/<int:proposal>/versies/<int:number>/", proposals.proposal, name="version"),
    path("voorstellen/<int:proposal>/vaststellen/", proposals.freeze, name="freeze"),
    path(
        "voorstellen/<int:proposal>/versies/<int:number>/aanbieden/", proposals.offer, name="offer"
    ),
    path(WRITING, drafting.writing, name="writing"),
    path(f"{WRITING}<part:part>/nieuw/", drafting.add_part, name="add_part"),
    path(f"{WRITING}<part:part>/<uuid:key>/", drafting.change_part, name="change_part"),
    path(f"{WRITING}<part:part>/<uuid:key>/weg/", drafting.remove_part, name="remove_part"),
    path(f"{WRITING}<part:part>/<uuid:key>/plaats/", drafting.place_part, name="place_part"),
    path(f"{WRITING}<uuid:key>/inspringen/", drafting.nest_item, name="nest_item"),
    path("voorstellen/<int:proposal>/stap/", cocreation.record_step, name="record_step"),
    path(COCREATION, cocreation.cocreation, name="cocreation"),
    path(f"{COCREATION}opmerking/", cocreation.comment, name="comment"),
    path(f"{COCREATION}opmerking/<uuid:key>/", cocreation.comment, name="comment_part"),
    path(f"{COCREATION}antwoorden/", cocreation.answers, name="answers"),
    path(f"{COCREATION}antwoorden/<int:amendment>/", cocreation.answer, name="answer"),
    path("voorstellen/<int:proposal>/verschil/", versions.difference, name="difference"),
    path("voorstellen/<int:proposal>/versies/nieuw/", versions.begin_version, name="begin_version"),
    path(
        "voorstellen/<int:proposal>/versies/<int:number>/instemmen/",
        versions.agree_to_replace,
        name="agree_to_replace",
    ),
    path("voorstellen/<int:proposal>/bord/", proposals.board, name="board"),
    path("voorstellen/<int:proposal>/coalitie/", coalition.coalition, name="coalition"),
    path("voorstellen/<int:proposal>/planning/", planning.planning, name="planning"),
    path("voorstellen/<int:proposal>/herinneringen/", planning.reminders, name="reminders"),
    path("meeschrijven/", cocreation.cocreations, name="cocreations"),
    path("agenda/", feeds.agenda, name="agenda"),
    path("agenda/maken/", feeds.make_feed, name="make_feed"),
    path("agenda/uitzetten/", feeds.end_feed, name="end_feed"),
    path("agenda/<str:secret>.ics", feeds.feed, name="feed"),
    path("voorstellen/<int:proposal>/inzage/", readers.readers, name="readers"),
    path("voorstellen/<int:proposal>/inzage/csv/", readers.readers_csv, name="readers_csv"),
    path("voorstellen/<int:proposal>/aanbod/", offers.offers, name="offers"),
    path("voorstellen/<int:proposal>/aanbod/csv/", offers.offers_csv, name="offers_csv"),
    path("voorstellen/<int:proposal>/embargo/", embargo.embargo, name="embargo"),
    path("voorstellen/<int:proposal>/embargo/opheffen/", embargo.ask_to_lift, name="lift_embargo"),
    path(
        "voorstellen/<int:proposal>/embargo/verlengen/",
        embargo.ask_to_extend,
        name="extend_embargo",
    ),
    path(
        "voorstellen/<int:proposal>/embargo/verzoeken/<int:change>/instemmen/",
        embargo.agree_to_move,
        name="agree_to_move",
    ),
    path("voorstellen/<int:proposal>/embargo/instructie/", embargo.instruct, name="instruct"),
    path(f"{ROAD}publicatie/", publication.publication, name="publication"),
    path(f"{ROAD}publicatie/vastleggen/", publication.record_publication, name="publish"),
    path(
        f"{ROAD}publicatie/instructies/<int:instruction>/bevestigen/",
        publication.acknowledge_instruction,
        name="acknowledge_instruction",
    ),
    path(ROAD, ratifications.ratification, name="ratification"),
    path(f"{ROAD}stukken/", papers.papers, name="papers"),
    path(f"{ROAD}stukken/alles/", papers.all_papers, name="all_papers"),
    path(f"{ROAD}stukken/<paper:kind>/<format:file_format>/", papers.paper, name="paper"),
    path(f"{ROAD}ontvangen/", ratifications.acknowledge, name="acknowledge"),
    path(f"{ROAD}besluit/<organ:organ>/", ratifications.record_decision, name="record"),
    path(
        f"{ROAD}besluiten/<int:decision>/bevestigen/",
        ratifications.confirm_decision,
        name="confirm",
    ),
    path(
        f"{ROAD}besluiten/<int:decision>/intrekken/", ratifications.revoke_decision, name="revoke"
    ),
    path(f"{ROAD}besluiten/<int:decision>/bewijs/", evidence.evidence, name="evidence"),
    path(PREPARATION, preparation.preparation, name="preparation"),
    path(
        f"{PREPARATION}onderdelen/<section:section>/",
        preparation.write_section,
        name="write_section",
    ),
    path(f"{PREPARATION}adviezen/<advice:advice>/", preparation.record_advice, name="advice"),
    path(
        f"{PREPARATION}directieadvies/",
        preparation.record_management_advice,
        name="management_advice",
    ),
    path(f"{PREPARATION}akkoord/", preparation.agree, name="agree"),
    path(f"{PREPARATION}agenda/", preparation.place, name="place"),
    path(f"{ROAD}machtigen/", ratifications.authorise, name="authorise"),
    path(f"{ROAD}raadsbrief/", ratifications.record_council_letter, name="letter"),
    path(f"{ROAD}tekenen/", ratifications.sign, name="sign"),
]
