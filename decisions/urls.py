from django.urls import path, register_converter

from decisions.documents.writing import OfficeKind
from decisions.models import Organ
from decisions.selectors.papers import PaperKind
from decisions.views import papers, proposals, ratifications, readers


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


class OfficeConverter:
    """A kind of document by the end of its file's name."""

    regex = "|".join(OfficeKind)

    def to_python(self, value: str) -> OfficeKind:
        return OfficeKind(value)

    def to_url(self, value: str) -> str:
        return value


class CodeConverter:
    """The CBS code of a municipality."""

    regex = "GM[0-9]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(OrganConverter, "organ")
register_converter(CodeConverter, "code")
register_converter(PaperConverter, "paper")
register_converter(OfficeConverter, "office")

app_name = "decisions"

ROAD = "voorstellen/<int:proposal>/besluitvorming/<code:code>/"

urlpatterns = [
    path("overzicht/", proposals.overview, name="overview"),
    path("profielen/<int:profile>/inlezen/", proposals.import_proposal, name="import"),
    path("voorstellen/<int:proposal>/", proposals.proposal, name="proposal"),
    path("voorstellen/<int:proposal>/versies/<int:number>/", proposals.proposal, name="version"),
    path("voorstellen/<int:proposal>/vaststellen/", proposals.freeze, name="freeze"),
    path(
        "voorstellen/<int:proposal>/versies/<int:number>/aanbieden/", proposals.offer, name="offer"
    ),
    path("voorstellen/<int:proposal>/bord/", proposals.board, name="board"),
    path("voorstellen/<int:proposal>/inzage/", readers.readers, name="readers"),
    path("voorstellen/<int:proposal>/inzage/csv/", readers.readers_csv, name="readers_csv"),
    path(ROAD, ratifications.ratification, name="ratification"),
    path(f"{ROAD}stukken/", papers.papers, name="papers"),
    path(f"{ROAD}stukken/<paper:kind>/<office:office>/", papers.paper, name="paper"),
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
    path(f"{ROAD}machtigen/", ratifications.authorise, name="authorise"),
    path(f"{ROAD}raadsbrief/", ratifications.record_council_letter, name="letter"),
    path(f"{ROAD}tekenen/", ratifications.sign, name="sign"),
]
