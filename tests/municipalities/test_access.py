"""Who may do what, and for whom somebody acts."""

import time
from datetime import date, timedelta

import pytest
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from municipalities import access
from municipalities.access import (
    FRESH,
    GRANTS,
    Permission,
    acting,
    acting_membership,
    invitable,
    may,
    may_help,
    needs_second_factor,
    roles_with,
)
from municipalities.models import Membership, OrganisationKind, Role
from tests.factories.people import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
)

# A copy on purpose: a permission that is given or taken away must be changed in two places.
ALLOWED = {
    "coordinator": "read read_trail read_outcomes read_ratifications import_proposal "
    "edit_proposal freeze_proposal offer_proposal instruct_publication read_reminders "
    "keep_actions write_plan hold_consultation invite_field ask_participation "
    "freeze_bundle read_bundle manage_people manage_region "
    "confirm_institution read_region_trail read_readers read_grants",
    "official": "read read_trail comment acknowledge_offer prepare_decision record_decision "
    "confirm_decision revoke_decision record_council_letter record_publication keep_calendar "
    "write_plan ask_participation answer_action admit declare_capacity",
    "secretary": "read read_trail comment acknowledge_offer prepare_decision record_decision "
    "confirm_decision revoke_decision record_council_letter record_publication keep_calendar "
    "keep_anchor",
    "alderman": "read read_trail comment agree_text read_outcomes confirm_decision sign "
    "move_embargo read_bundle",
    "mayor": "read read_trail record_decision confirm_decision authorise move_embargo",
    "clerk": "read read_trail record_council_letter",
    "province": "read read_trail comment reply_invitation",
    "institution": "manage_institution read_trail comment reply_invitation",
    "auditor": "read read_trail read_outcomes read_ratifications read_bundle read_region_trail "
    "read_readers read_grants",
    "administrator": "read read_trail manage_people read_grants keep_calendar",
    "maintainer": "open_admin read_grants",
}
TODAY = date(2018, 10, 20)
DAY = timedelta(days=1)


def a_request(user, *, chosen=None, post=False, proved_at=None):
    request = RequestFactory().post("/") if post else RequestFactory().get("/")
    request.user = user
    request.session = {access.ACTING: chosen} if chosen else {}
    if proved_at:
        request.session |= {
            "account_authentication_methods": [{"method": "password", "at": proved_at}],
            "account_authentication_methods_user": str(user.pk),
        }
    return request


def test_each_role_may_do_exactly_this():
    granted = {role.value: {p.value for p in permissions} for role, permissions in GRANTS.items()}

    assert granted == {role: set(words.split()) for role, words in ALLOWED.items()}


def test_every_role_and_every_permission_is_in_the_table():
    assert set(ALLOWED) == set(Role.values)
    assert {word for words in ALLOWED.values() for word in words.split()} == set(Permission)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (Permission.SIGN, [Role.ALDERMAN]),
        (Permission.AUTHORISE, [Role.MAYOR]),
        (Permission.FREEZE_BUNDLE, [Role.COORDINATOR]),
        (Permission.MANAGE_PEOPLE, [Role.COORDINATOR, Role.ADMINISTRATOR]),
    ],
)
def test_roles_are_found_by_what_they_may_do(permission, roles):
    assert roles_with(permission) == roles
    assert [role for role in Role if may(Membership(role=role), permission)] == roles


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "counts"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY + DAY, True),
    ],
)
@pytest.mark.django_db
def test_a_role_counts_from_its_first_day_until_and_including_its_last(
    valid_from, valid_until, counts
):
    membership = MembershipFactory(valid_from=valid_from, valid_until=valid_until)

    assert Membership.objects.current(TODAY).contains(membership) is counts
    assert membership.is_valid_on(TODAY) is counts


@pytest.mark.django_db
def test_without_a_choice_somebody_acts_in_the_first_by_name():
    user = UserFactory()
    last, first = (
        MembershipFactory(user=user, organisation=MunicipalityFactory(name=name))
        for name in ("Zuid", "Aa")
    )

    assert acting_membership(a_request(user)) == first
    assert acting_membership(a_request(user, chosen=last.pk)) == last


@pytest.mark.django_db
def test_a_choice_that_no_longer_counts_falls_back_to_one_that_does():
    user = UserFactory()
    kept = MembershipFactory(user=user)
    ended = MembershipFactory(user=user, valid_until=timezone.localdate() - DAY)
    strange = MembershipFactory()

    assert acting_membership(a_request(user, chosen=ended.pk)) == kept
    assert acting_membership(a_request(user, chosen=strange.pk)) == kept


@pytest.mark.django_db
def test_who_has_no_role_today_acts_for_nobody():
    ended = MembershipFactory(valid_until=timezone.localdate() - DAY)

    assert acting_membership(a_request(ended.user)) is None
    assert acting(a_request(ended.user)) == {
        "acting": None,
        "memberships": [],
        "may": frozenset(),
    }


def test_a_stranger_acts_for_nobody():
    assert acting(a_request(AnonymousUser())) == {
        "acting": None,
        "memberships": [],
        "may": frozenset(),
    }


@pytest.mark.django_db
def test_memberships_are_asked_once_a_request(django_assert_num_queries):
    request = a_request(MembershipFactory().user)

    with django_assert_num_queries(1):
        acting_membership(request)
        acting(request)
        str(acting_membership(request).organisation.region)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_page_opens_for_who_has_its_permission(role):
    view = access.requires(Permission.SIGN)(lambda request: HttpResponse(request.membership.role))
    request = a_request(MembershipFactory(role=role).user)

    if role is Role.ALDERMAN:
        assert view(request).content == b"alderman"
    else:
        with pytest.raises(PermissionDenied):
            view(request)


@pytest.mark.django_db
def test_a_page_asks_the_chosen_role_and_not_another_that_the_person_has():
    alderman = MembershipFactory(role=Role.ALDERMAN)
    clerk = MembershipFactory(
        user=alderman.user, organisation=alderman.organisation, role=Role.CLERK
    )
    view = access.requires(Permission.SIGN)(lambda _: HttpResponse())

    with pytest.raises(PermissionDenied):
        view(a_request(alderman.user, chosen=clerk.pk))


@pytest.mark.parametrize("role", Role)
def test_who_decides_confirms_signs_freezes_or_administers_proves_it_twice(role):
    free = {Role.CLERK, Role.PROVINCE, Role.INSTITUTION}

    assert needs_second_factor(Membership(role=role)) is (role not in free)


@pytest.mark.django_db
@pytest.mark.parametrize("permission", sorted(FRESH))
def test_what_cannot_be_taken_back_asks_once_more_who_it_is(permission):
    view = access.requires(permission)(lambda _: HttpResponse())
    user = MembershipFactory(role=roles_with(permission)[0]).user
    long_ago = a_request(user, post=True, proved_at=time.time() - 301)
    just_now = a_request(user, post=True, proved_at=time.time() - 290)

    with pytest.raises(ReauthenticationRequired):
        view(long_ago)
    with pytest.raises(ReauthenticationRequired):
        view(a_request(user, post=True))
    assert view(just_now).status_code == 200
    assert view(a_request(user)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "own", "roles"),
    [
        (
            OrganisationKind.MUNICIPALITY,
            True,
            "official secretary alderman mayor clerk administrator",
        ),
        (OrganisationKind.PROVINCE, True, "province administrator"),
        (OrganisationKind.INSTITUTION, True, "institution"),
        (OrganisationKind.PARTNER, True, "administrator"),
        (OrganisationKind.MUNICIPALITY, False, ""),
    ],
)
def test_an_administrator_invites_to_the_own_organisation_alone(kind, own, roles):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR)
    place = administrator.organisation if own else MunicipalityFactory()
    place.kind = kind

    assert [role.value for role in invitable(administrator, place)] == roles.split()


@pytest.mark.django_db
def test_a_coordinator_brings_in_nobody_who_decides_for_a_municipality():
    coordinator = MembershipFactory(role=Role.COORDINATOR)
    there = MunicipalityFactory(region=coordinator.organisation.region)
    expected = [Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR]

    assert invitable(coordinator, there) == expected
    assert invitable(coordinator, coordinator.organisation) == expected
    assert invitable(coordinator, MunicipalityFactory()) == []


@pytest.mark.django_db
def test_nobody_of_an_institution_reads_along_by_becoming_its_administrator():
    theater = InstitutionFactory()
    coordinator = MembershipFactory(
        role=Role.COORDINATOR, organisation__region=theater.region, organisation__name="Aa"
    )
    colleague = MembershipFactory(role=Role.INSTITUTION, organisation=theater)

    assert invitable(coordinator, theater) == [Role.COORDINATOR, Role.AUDITOR]
    assert invitable(colleague, theater) == [Role.INSTITUTION]
    assert invitable(colleague, theater.seat) == []


@pytest.mark.django_db
def test_the_command_line_gives_every_role_that_fits():
    assert invitable(None, MunicipalityFactory()) == [
        role for role in Role if role not in {Role.PROVINCE, Role.INSTITUTION}
    ]


HELP = [  # who lost their second factor, who is asked for help, whether they may
    (Role.SECRETARY, Role.ADMINISTRATOR, True),
    (Role.SECRETARY, Role.COORDINATOR, False),
    (Role.SECRETARY, Role.MAYOR, False),
    (Role.ADMINISTRATOR, Role.ADMINISTRATOR, False),
    (Role.ADMINISTRATOR, Role.COORDINATOR, True),
    (Role.AUDITOR, Role.ADMINISTRATOR, False),
    (Role.AUDITOR, Role.COORDINATOR, True),
    (Role.COORDINATOR, Role.COORDINATOR, True),
    (Role.MAINTAINER, Role.COORDINATOR, False),
    (Role.MAINTAINER, Role.ADMINISTRATOR, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("lost", "asked", "helps"), HELP)
def test_who_helps_somebody_who_lost_a_second_factor(lost, asked, helps):
    place = MunicipalityFactory()
    theirs = MembershipFactory(role=lost, organisation=place)
    own = MembershipFactory(role=asked, organisation=place)
    elsewhere = MembershipFactory(role=asked)

    assert may_help(own, [theirs]) is helps
    assert not may_help(elsewhere, [theirs])


@pytest.mark.django_db
def test_an_administrator_helps_nobody_who_is_also_a_coordinator():
    administrator = MembershipFactory(role=Role.ADMINISTRATOR)
    place = administrator.organisation
    roles = [
        MembershipFactory(role=role, organisation=place)
        for role in (Role.SECRETARY, Role.COORDINATOR)
    ]

    assert not may_help(administrator, roles)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.COORDINATOR, Role.ADMINISTRATOR, Role.INSTITUTION})
)
def test_nobody_else_invites(role):
    somebody = MembershipFactory(role=role)

    assert invitable(somebody, somebody.organisation) == []


def act_for(user, value):
    client = Client()
    client.force_login(user)
    response = client.post(reverse("municipalities:act_for"), {"membership": value})
    return client, response


@pytest.mark.django_db
def test_somebody_chooses_for_whom_to_act():
    user = UserFactory()
    MembershipFactory(user=user, organisation=MunicipalityFactory(name="Aa"))
    chosen = MembershipFactory(user=user, organisation=MunicipalityFactory(name="Zuid"))

    client, response = act_for(user, chosen.pk)

    assert (response.status_code, response.url) == (302, "/")
    assert client.session[access.ACTING] == chosen.pk


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "x", "-1", "987654", "1.5", "9" * 30])
def test_a_choice_that_is_none_changes_nothing(value):
    client, response = act_for(MembershipFactory().user, value)

    assert response.status_code == 404
    assert access.ACTING not in client.session


@pytest.mark.django_db
def test_a_role_that_has_ended_cannot_be_chosen():
    user = UserFactory()
    MembershipFactory(user=user)
    ended = MembershipFactory(user=user, valid_until=timezone.localdate() - DAY)

    client, response = act_for(user, ended.pk)

    assert response.status_code == 404
    assert access.ACTING not in client.session
