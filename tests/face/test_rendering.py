"""What each component says, also to who cannot see it."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from trail.selectors import Line


def rendered(source, **context):
    template = Template(CottonCompiler().process(source))
    return " ".join(template.render(Context(context)).split())


class DecisionForm(forms.Form):
    place = forms.CharField(label="Plaats", help_text="Waar het college vergadert.")
    remarks = forms.CharField(label="Toelichting", required=False)
    route = forms.ChoiceField(
        label="Route", widget=forms.RadioSelect, choices=[("a", "Agenda"), ("c", "Conform")]
    )
    informed = forms.BooleanField(label="De raad is geïnformeerd", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="verborgen")


@pytest.mark.parametrize(
    ("kind", "role", "look"),
    [
        ("success", "status", "utrecht-alert--ok"),
        ("warning", "status", "utrecht-alert--warning"),
        ("error", "alert", "utrecht-alert--error"),
        ("debug", "status", "utrecht-alert--info"),
    ],
)
def test_live_notice_is_announced_as_urgently_as_it_is(kind, role, look):
    html = rendered(f'<c-notice kind="{kind}" live>Let op</c-notice>')

    assert f'role="{role}"' in html
    assert look in html


def test_notice_that_was_always_there_is_not_announced():
    assert "role=" not in rendered('<c-notice heading="Kop">Tekst</c-notice>')


def test_status_is_a_word_and_a_shape():
    shapes = {
        kind: rendered(f'<c-status kind="{kind}">Instemmen</c-status>').partition("<path")[2]
        for kind in ("success", "warning", "error", "info")
    }

    assert all(shape.endswith("<span>Instemmen</span></span>") for shape in shapes.values())
    assert len(set(shapes.values())) == 4


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("done", "Gedaan"),
        ("current", "Nu aan de beurt"),
        ("blocked", "Kan nog niet"),
        ("open", "Komt nog"),
    ],
)
def test_step_says_how_it_stands(state, words):
    html = rendered(f'<c-step heading="Besluit" state="{state}" who="College" />')

    assert words in html
    assert ('aria-current="step"' in html) == (state == "current")
    assert "<span>College</span></p>" in html


def test_progress_says_parts_of_parts():
    html = rendered('<c-progress label="Bundel" :done="3" :of="7" />')

    assert "3 van 7 onderdelen klaar" in html
    assert 'max="7" value="3"' in html


def test_progress_of_nothing_yet_has_not_begun():
    assert "nog niet begonnen" in rendered('<c-progress label="Bundel" :done="0" :of="0" />')


def test_hash_is_short_and_whole():
    html = rendered('<c-hash :value="value" />', value="0123456789abcdef" * 4)

    assert "<code>01234567…cdef</code>" in html
    assert "0123456789abcdef" * 4 in html


@pytest.mark.parametrize("value", ["", None])
def test_missing_hash_is_unknown(value):
    assert rendered('<c-hash :value="value" />', value=value).endswith(">onbekend</span>")


def test_trail_says_who_did_what_when_for_whom():
    line = Line(
        number=1,
        at=datetime(2018, 10, 30, 14, 20, tzinfo=UTC),
        who="Secretaris",
        on_behalf_of="Almelo",
        capacity="Bestuurssecretaris",
        sentence="Het besluit is vastgelegd.",
        object_sha256="",
    )

    html = rendered('<c-trail :lines="lines" />', lines=[line])

    assert "Het besluit is vastgelegd." in html
    assert "30 oktober 2018 om 15.20 uur" in html
    assert "Secretaris, namens Almelo (Bestuurssecretaris)" in html
    assert "hash" not in html


def test_trail_of_nothing_says_so():
    assert "Er is nog niets gebeurd." in rendered('<c-trail :lines="lines" />', lines=[])


def test_button_with_address_is_a_link():
    html = rendered('<c-button kind="secondary" href="/x/">Bekijk</c-button>')

    assert 'href="/x/"' in html
    assert "<button" not in html


def test_button_sends_its_name():
    html = rendered('<c-button name="act" value="sign">Teken</c-button>')

    assert 'type="submit" name="act" value="sign"' in html


def test_field_ties_explanation_and_fault_to_the_input():
    form = DecisionForm({"place": ""})

    html = rendered('<c-field :field="field" />', field=form["place"])

    assert '<label for="id_place">Plaats</label>' in html
    assert 'id="id_place_helptext"' in html
    assert 'id="id_place_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_place_helptext id_place_error"' in html


def test_only_a_field_that_may_stay_empty_says_so():
    form = DecisionForm()

    required = rendered('<c-field :field="field" />', field=form["place"])
    optional = rendered('<c-field :field="field" />', field=form["remarks"])

    assert "(niet verplicht)" not in required
    assert "(niet verplicht)" in optional


def test_choices_are_a_group_with_a_legend():
    html = rendered('<c-field :field="field" />', field=DecisionForm({})["route"])

    assert "<legend>Route</legend>" in html
    assert '<fieldset id="id_route"' in html
    assert 'aria-describedby="id_route_error"' in html


def test_tick_box_stands_before_its_label():
    html = rendered('<c-field :field="field" />', field=DecisionForm()["informed"])

    assert html.index('type="checkbox"') < html.index('<label for="id_informed">')


def test_form_sums_up_its_faults_with_links_to_the_fields():
    form = DecisionForm({"token": "x"})

    html = rendered('<c-form :form="form" submit="Vastleggen" />', form=form)

    assert 'role="alert"' in html
    assert '<a href="#id_place">Plaats: Dit veld is verplicht.</a>' in html
    assert '<a href="#id_route">Route: Dit veld is verplicht.</a>' in html
    assert html.count('name="token"') == 1


def test_form_without_faults_sums_up_nothing():
    html = rendered('<c-form :form="form" submit="Vastleggen" />', form=DecisionForm())

    assert "role=" not in html
    assert "enctype" not in html


def test_form_shows_its_slot_instead_of_the_fields():
    html = rendered('<c-form :form="form"><p>Eigen</p></c-form>', form=DecisionForm())

    assert "<p>Eigen</p>" in html
    assert "Plaats" not in html


def test_table_is_a_region_that_the_keyboard_can_scroll():
    html = rendered('<c-table name="bord" caption="Stand">x</c-table>')

    assert 'role="region" tabindex="0" aria-labelledby="bord"' in html
    assert '<caption id="bord" >Stand</caption>' in html
