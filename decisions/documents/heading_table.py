"""
The headings of a proposal, in the words that municipalities use for them.

One table: a municipality that calls a part otherwise needs a line here and nothing else. Each line
is a pattern of a whole heading, without its number and colon; capitals do not matter.
"""

from dataclasses import dataclass

from decisions.models import Audience, SectionKind


@dataclass(frozen=True, slots=True)
class Heading:
    """
    A kind of part and its headings. `kind` is None for the dictum.

    `leaves_process` tells that it ends the process information. Other headings there stay inside:
    the "Kanttekeningen" of the process information are internal remarks.
    """

    kind: SectionKind | None
    patterns: str
    audience: Audience = Audience.PARTIES
    leaves_process: bool = False


HEADINGS = (
    Heading(
        SectionKind.PUBLIC_EXPLANATION,
        r"""
        (korte )?(toelichting|tekst|samenvatting) (voor|op|bij|ten behoeve van|t\.?b\.?v\.?) (de |het )?(openbare )?(besluitenlijst|publicatie)
        voor (de )?openbare besluitenlijst
        openbare (toelichting|samenvatting|tekst)
        publiekssamenvatting
        publieksvriendelijke samenvatting
        """,  # noqa: E501
        audience=Audience.PUBLIC,
        leaves_process=True,
    ),
    Heading(
        None,
        r"""
        ((het|wij) )?(voorgestelde?|gevraagde?|concept-?|ontwerp-?|te nemen) ?(college)?(besluit|beslissing)(en)?
        (voorstel tot )?(college)?besluit(en)?
        (voorgestelde |gevraagde )?(beslispunt|besluitpunt)(en)?
        (het )?dictum
        (het )?college( van (burgemeester en wethouders|b ?(&|en) ?w))? (besluit|wordt (gevraagd|voorgesteld))( om| te besluiten)?
        (de )?burgemeester (besluit|wordt (gevraagd|voorgesteld))( om| te besluiten)?
        besluit(en)? van (het college|de burgemeester)
        (wij stellen (u )?voor|voorgesteld wordt)( om| te besluiten( om)?)?
        """,  # noqa: E501
        leaves_process=True,
    ),
    Heading(
        SectionKind.INTRODUCTION,
        r"""
        (inleiding|aanleiding|achtergrond|context|probleemstelling)( en (aanleiding|achtergrond|context|probleemstelling))?
        ((bestuurlijke|ambtelijke) )?samenvatting
        wat is (er aan de hand|de aanleiding)
        """,  # noqa: E501
        leaves_process=True,
    ),
    Heading(
        SectionKind.INTENDED_EFFECT,
        r"""
        ((het|de) )?(beoogde?|gewenste?|maatschappelijke?) (effect|doel)(en)?
        ((het|de) )?(beoogde?|gewenste?) (resultaat|resultaten)
        doel|doelen|doelstelling(en)?
        wat willen (we|wij) bereiken
        """,
    ),
    Heading(
        SectionKind.ARGUMENT,
        r"""
        argument(en)?( voor| pro)?
        argumentatie|motivering|onderbouwing|overweging(en)?
        waarom dit (voorstel|besluit)
        """,
    ),
    Heading(
        SectionKind.CAVEAT,
        r"""
        kanttekening(en)?( en risico[’']?s)?
        risico[’']?s( en kanttekeningen)?
        (argumenten )?(tegen|contra)|tegenargumenten|aandachtspunten
        """,
    ),
    Heading(
        SectionKind.ALTERNATIVE,
        r"""
        (mogelijke |overwogen )?(alternatie(f|ven)|varianten|opties)( en (varianten|opties))?
        """,
    ),
    Heading(
        SectionKind.COSTS,
        r"""
        (kosten|baten|opbrengsten|dekking|middelen|budget)((,| en|, en) ?(kosten|baten|opbrengsten|dekking|middelen|risico[’']?s|financiering|preventief toezicht))*
        financi(ën|en|ering)( en (dekking|risico[’']?s))?
        financiële (gevolgen|consequenties|aspecten|paragraaf|toelichting|onderbouwing)( en dekking)?
        """,  # noqa: E501
    ),
    Heading(
        SectionKind.EXECUTION,
        r"""
        (uitvoering|planning|vervolg|vervolgstappen|vervolgproces|vervolgtraject|aanpak|evaluatie|participatie|communicatie)((,| en|, en) ?(uitvoering|planning|vervolg|evaluatie|participatie|communicatie))*
        communicatie over het besluit
        hoe nu verder|wat gaan (we|wij) doen
        """,  # noqa: E501
    ),
    Heading(
        SectionKind.ANNEX,
        r"""
        (overzicht (van )?(de )?)?bijlage(n|\(n\))?( bij (dit|het) voorstel)?
        (bijgevoegde|meegezonden|bijbehorende|onderliggende) (stukken|documenten|bijlagen)
        """,
    ),
    Heading(
        SectionKind.PROCESS,
        r"""
        procesinformatie|informatie over het proces|(bestuurlijk )?proces
        interne? (overleg|afstemming|toelichting|informatie|advie(s|zen)|memo|notitie)
        interne opmerking(en)?
        intern|vertrouwelijke?( deel| informatie)?|geheim
        niet[- ]openbaar( deel| gedeelte)?
        (ambtelijke |bestuurlijke )?afstemming( met .{1,60})?
        (directie|management)[- ]?(advies|overleg)
        (ambtelijk|juridisch|financieel|communicatie)[- ]?advies
        advies (van )?(de )?directie
        persbericht|portefeuillehouder|route|besluitvormingstraject
        """,
        audience=Audience.OWN,
    ),
)
