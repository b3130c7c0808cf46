"""The page "Wie mag wat": the table of roles and permissions, and how many people it is about."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from municipalities.access import FRESH, GRANTS, STRONG, Permission
from municipalities.models import Membership, Role


@dataclass(frozen=True, slots=True)
class RoleLine:
    """What one role may, and how many people of the region have it now."""

    role: Role
    permissions: list[Permission]
    needs_second_factor: bool
    people: int


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """Which roles have one permission, what it asks of them, and how many people have it now."""

    permission: Permission
    roles: list[Role]
    needs_second_factor: bool
    is_fresh: bool
    people: int


@dataclass(frozen=True, slots=True)
class GrantsPage:
    roles: list[RoleLine]
    permissions: list[PermissionLine]


def grants_page(region_id: int, *, on: date) -> GrantsPage:
    """Return the whole table, with who holds a role in the region on that day."""
    people = _people(region_id, on=on)
    return GrantsPage(
        roles=[_role_line(role, people[role]) for role in Role],
        permissions=[_permission_line(permission, people) for permission in Permission],
    )


def _people(region_id: int, *, on: date) -> dict[Role, set[int]]:
    """Return the people (ids of users) who can sign in, by role."""
    found = Membership.objects.current(on).filter(
        organisation__region=region_id, user__is_active=True
    )
    people: dict[Role, set[int]] = defaultdict(set)
    for role, user in found.values_list("role", "user"):
        people[Role(role)].add(user)
    return people


def _role_line(role: Role, people: set[int]) -> RoleLine:
    granted = GRANTS[role]
    return RoleLine(
        role=role,
        permissions=[permission for permission in Permission if permission in granted],
        needs_second_factor=not STRONG.isdisjoint(granted),
        people=len(people),
    )


def _permission_line(permission: Permission, people: dict[Role, set[int]]) -> PermissionLine:
    roles = [role for role in Role if permission in GRANTS[role]]
    return PermissionLine(
        permission=permission,
        roles=roles,
        needs_second_factor=permission in STRONG,
        is_fresh=permission in FRESH,
        people=len(set().union(*(people[role] for role in roles))),
    )
