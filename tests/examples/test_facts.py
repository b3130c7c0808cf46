import json
import re
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from decisions.models import LegalBasis, Organ, Outcome, SectionKind
from examples.accounts import accounts_of
from examples.facts import (
    Acknowledged,
    Authorised,
    Facts,
    NoSuchExample,
    Recorded,
    example_of,
    regions,
    stand_of,
)

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
FORMER_RIJSSEN = "GM0178"
STANDS = ["afgerond", "halverwege"]
EXAMPLE = example_of("twente")


@pytest.fixture
def real():
    if not REAL.exists():
        pytest.skip("the real document lies outside the project and is not here")
    return REAL


def words(text):
    return re.findall(r"\w+", text.lower())


def texts_of(facts):
    """Every piece of text anywhere in the facts."""
    if isinstance(facts, str):
        return [facts]
    if isinstance(facts, Facts):
        facts = list(facts.__dict__.values())
    if isinstance(facts, dict):
        facts = list(facts.values())
    return [text for one in facts for text in texts_of(one)] if isinstance(facts, list) else []


def test_there_are_fourteen_municipalities_with_their_own_code_and_tile():
    municipalities = EXAMPLE.region.municipalities

    assert len({m.name for m in municipalities}) == 14
    assert len({m.code for m in municipalities}) == 14
    assert len({m.tile for m in municipalities}) == 14
    assert FORMER_RIJSSEN not in {m.code for m in municipalities}


@pytest.mark.parametrize("municipality", EXAMPLE.region.municipalities, ids=lambda m: m.name)
def test_identifier_belongs_to_the_code(municipality):
    assert re.fullmatch(r"GM\d{4}", municipality.code)
    assert municipality.tooi == (
        f"https://identifier.overheid.nl/tooi/id/gemeente/{municipality.code.lower()}"
    )


def test_known_facts_are_those_of_the_source(real):
    known = json.loads((real / "twente-2018.json").read_text())
    profile = EXAMPLE.profile

    assert [
        {"name": m.name, "code": m.code, "tooi": m.tooi, "tile": list(m.tile)}
        for m in EXAMPLE.region.municipalities
    ] == known["municipalities"]
    assert EXAMPLE.region.organisations[0].tooi == known["region"]["province_tooi"]
    assert profile.title == known["profile"]["title"]
    assert [profile.first_year, profile.last_year] == known["profile"]["period"]
    assert profile.addressee == known["profile"]["addressee"]
    assert profile.deadline.isoformat() == known["profile"]["deadline"]
    assert [theme.title for theme in EXAMPLE.themes] == known["themes"]
    assert [m.title for m in profile.milestones] == [title for _, title in known["milestones"]]


def test_profile_has_the_chapters_the_ministry_asks_for():
    lengths = [len(words(chapter.text)) for chapter in EXAMPLE.profile.chapters]

    assert len(lengths) >= 7
    assert all(150 <= length <= 350 for length in lengths)


def test_every_theme_has_ambitions_and_actions():
    under = Counter(action.theme for action in EXAMPLE.actions)

    assert all(2 <= len(theme.ambitions) <= 4 for theme in EXAMPLE.themes)
    assert set(under) == {theme.title for theme in EXAMPLE.themes}
    assert under.total() >= 12
    assert {action.lead for action in EXAMPLE.actions} == {
        municipality.name for municipality in EXAMPLE.region.municipalities
    }


def test_dictum_has_five_items_and_the_last_is_the_mayors():
    dictum = EXAMPLE.proposal.dictum

    assert " ".join(i.number for i in dictum) == "1 2 2a 2b 2c 3 3a 3b 3c 4 5"
    assert [i.number for i in dictum if i.organ == Organ.MAYOR] == ["5"]
    assert {i.organ for i in dictum} == set(Organ)


def test_proposal_has_every_kind_of_section():
    sections = EXAMPLE.proposal.sections
    about = {section.about_item for section in sections if section.kind == SectionKind.ARGUMENT}

    assert {s.kind for s in sections} == set(SectionKind) - {SectionKind.UNPLACED}
    assert about <= {item.number for item in EXAMPLE.proposal.dictum}
    assert [s.audience for s in sections if s.kind == SectionKind.PROCESS] == ["own"]


def test_accounts_are_named_by_function():
    accounts = accounts_of(EXAMPLE)
    addresses = {account.email for account in accounts}

    assert len(accounts) == len(addresses) == 14 * 5 + 6
    assert {
        "ambtenaar.almelo@voorbeeld.example",
        "bestuurssecretaris.rijssen-holten@voorbeeld.example",
        "wethouder.hof-van-twente@voorbeeld.example",
        "burgemeester.losser@voorbeeld.example",
        "griffie.wierden@voorbeeld.example",
        "coordinator.enschede@voorbeeld.example",
        "coordinator.hengelo@voorbeeld.example",
        "provincie@voorbeeld.example",
        "beheerder@voorbeeld.example",
    } <= addresses
    assert "Ambtenaar cultuur Almelo" in {account.name for account in accounts}


def test_tour_only_names_accounts_that_exist():
    addresses = {account.email.partition("@")[0] for account in accounts_of(EXAMPLE)}

    assert {stop.address for stop in EXAMPLE.accounts.tour} <= addresses


@pytest.mark.parametrize("name", STANDS)
def test_every_municipality_has_one_road(name):
    stand = stand_of("twente", name)

    assert [road.municipality for road in stand.ratifications] == [
        municipality.name for municipality in EXAMPLE.region.municipalities
    ]


@pytest.mark.parametrize("name", STANDS)
def test_colleges_decide_on_their_own_weekday_before_closing(name):
    stand = stand_of("twente", name)
    weekdays = {m.name: m.college_weekday for m in EXAMPLE.region.municipalities}

    for road in stand.ratifications:
        for act in road.acts:
            if isinstance(act, Recorded):
                assert act.on.isoweekday() == weekdays[road.municipality], road.municipality
                assert stand.offered_at < act.at < stand.closes_at
                assert act.on <= act.at.date()


@pytest.mark.parametrize("name", STANDS)
def test_whatever_is_invented_says_so(name):
    stand = stand_of("twente", name)
    recorded = [a for road in stand.ratifications for a in road.acts if isinstance(a, Recorded)]

    assert recorded
    assert all(act.evidence.endswith("(voorbeeld)") for act in recorded)
    assert EXAMPLE.profile.example_note[name].startswith("Voorbeeldgegevens: ")
    assert "Ingevuld is" in EXAMPLE.profile.example_note[name]


@pytest.mark.parametrize("name", STANDS)
def test_words_of_the_domain_are_those_of_the_models(name):
    acts = [act for road in stand_of("twente", name).ratifications for act in road.acts]

    assert {a.outcome for a in acts if isinstance(a, Recorded)} <= set(Outcome)
    assert {a.organ for a in acts if isinstance(a, Recorded)} <= set(Organ)
    assert {a.basis for a in acts if isinstance(a, Authorised)} <= set(LegalBasis)


def test_all_colleges_agreed_in_the_finished_stand():
    stand = stand_of("twente", "afgerond")
    outcomes = Counter(
        (act.organ, act.outcome)
        for road in stand.ratifications
        for act in road.acts
        if isinstance(act, Recorded)
    )

    assert outcomes == {("college", "agreed"): 14, ("mayor", "agreed"): 14}


def test_stand_halfway_has_every_outcome():
    stand = stand_of("twente", "halverwege")
    acts = [act for road in stand.ratifications for act in road.acts]

    assert {a.outcome for a in acts if isinstance(a, Recorded)} == set(Outcome)
    assert not stand.ratifications[11].acts, "Tubbergen has only received it"
    assert isinstance(stand.ratifications[0].acts[-1], Acknowledged)


def test_no_run_of_eight_words_is_that_of_the_real_document(real):
    facts = [EXAMPLE.profile.title, *(theme.title for theme in EXAMPLE.themes)]

    def runs(text):
        for fact in facts:
            text = re.sub(re.escape(fact).replace(r"\ ", r"\s+"), "·", text, flags=re.IGNORECASE)
        every = words(text)
        return {" ".join(every[i : i + 8]) for i in range(len(every) - 7)}

    document = runs((real / "almelo-2018.txt").read_text())
    stands = [stand_of("twente", name) for name in STANDS]
    ours = [text for facts in [EXAMPLE, *stands] for text in texts_of(facts)]

    assert len(document) > 1000
    assert len(ours) > 200
    assert [run for text in ours for run in runs(text) & document] == []


def test_misspelt_key_is_refused():
    with pytest.raises(ValidationError, match="besloten"):
        Acknowledged.model_validate(
            {"act": "acknowledged", "at": "2018-10-09T10:00:00", "by": "official", "besloten": "ja"}
        )


def test_unknown_region_is_one_sentence():
    with pytest.raises(NoSuchExample, match=r"geen voorbeeldgegevens van “drenthe”. Wel van: twe"):
        example_of("drenthe")


def test_unknown_stand_is_one_sentence():
    with pytest.raises(NoSuchExample, match=r"De regio “twente” heeft geen stand “../geheim”"):
        stand_of("twente", "../geheim")


def test_regions_are_the_folders_of_data():
    assert regions() == ["twente"]
