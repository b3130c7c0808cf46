"""What is kept of the choices on a page: what the page knows, and nothing else."""

from actions.rules.saved_views import LONGEST_VALUE, PAGES, known_choices


def test_only_keys_that_the_page_knows_are_kept():
    chosen = {"thema": "3", "blad": "2", "next": "https://elders.example", "op": "1-3-2019"}

    assert known_choices("matrix", 7, chosen) == "profiel=7&thema=3&op=1-3-2019"


def test_what_is_empty_or_too_long_is_not_a_choice():
    chosen = {"thema": "", "trekker": "9" * (LONGEST_VALUE + 1)}

    assert known_choices("matrix", 7, chosen) == "profiel=7"


def test_a_choice_cannot_smuggle_another_in():
    assert known_choices("matrix", 7, {"op": "1&profiel=8"}) == "profiel=7&op=1%26profiel%3D8"


def test_the_longest_choices_fit_where_they_are_kept():
    for name, page in PAGES.items():
        chosen = dict.fromkeys(page.keys, "x" * LONGEST_VALUE)
        assert len(known_choices(name, 2**63 - 1, chosen)) <= 1000
