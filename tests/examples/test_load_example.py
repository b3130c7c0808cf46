import pytest
from django.core.management import CommandError, call_command

from decisions.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("demo")
def test_command_says_what_it_loaded_and_the_password(capsys):
    call_command("load_example", "--stand", "halverwege", "--today", "2026-11-24")

    assert capsys.readouterr().out == (
        "Geladen: Cultuurprofiel Ruimte voor verbeelding in Twente: oefenronde, 14 gemeenten, "
        "sluit op 3 december 2026 om 09.00 uur.\n"
        "Wachtwoord van alle voorbeeldaccounts: verbeelding in twente\n"
    )

    call_command("load_example", "--stand", "halverwege")

    assert capsys.readouterr().out == (
        "Twente, stand “halverwege”, is al geladen; er is niets veranderd.\n"
    )
    assert Proposal.objects.of_profile().count() == 1


@pytest.mark.usefixtures("no_demo")
def test_command_refuses_outside_demo_mode():
    with pytest.raises(CommandError, match=r"^Voorbeeldgegevens laden kan alleen in de demostand"):
        call_command("load_example")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--region", "drenthe"], "Er zijn geen voorbeeldgegevens van “drenthe”. Wel van: twente."),
        (["--stand", "begin"], "De regio “twente” heeft geen stand “begin”."),
        (["--today", "morgen"], "invalid fromisoformat value: 'morgen'"),
    ],
)
def test_command_refuses_in_one_sentence(arguments, sentence):
    with pytest.raises(CommandError) as refusal:
        call_command("load_example", *arguments)

    assert sentence in str(refusal.value)


@pytest.mark.slow
@pytest.mark.usefixtures("demo")
def test_prepare_loads_every_stand_and_makes_the_bundle(settings, tmp_path, capsys):
    settings.VAR_DIR = tmp_path

    call_command("prepare_example", "twente")

    assert Proposal.objects.of_profile().count() == 2
    assert (tmp_path / "bundels" / "twente.pdf").read_bytes().startswith(b"%PDF")
    assert str(tmp_path / "bundels" / "twente.pdf") in capsys.readouterr().out
