"""People, their roles, and how they are invited."""

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from municipalities.models.parties import Organisation
from municipalities.querysets import InvitationQuerySet, MembershipQuerySet
from trail.constraints import who_and_when


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, *, email: str, name: str, password: str | None = None) -> "User":
        """Create a person who signs in with this address; without a password nobody can."""
        user = self.model(email=email.lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person; the e-mail address is the login. What one may do follows from memberships."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    joined_at = models.DateTimeField("aangemeld op", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "gebruiker"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "Regiocoördinator"
    OFFICIAL = "official", "Ambtenaar"
    SECRETARY = "secretary", "Bestuurssecretaris"
    ALDERMAN = "alderman", "Wethouder cultuur"
    MAYOR = "mayor", "Burgemeester"
    CLERK = "clerk", "Griffie"
    PROVINCE = "province", "Ambtenaar provincie"
    INSTITUTION = "institution", "Medewerker culturele instelling"
    AUDITOR = "auditor", "Controleur"
    ADMINISTRATOR = "administrator", "Beheerder"
    MAINTAINER = "maintainer", "Functioneel beheerder"


REGIONAL_ROLES = frozenset({Role.COORDINATOR, Role.AUDITOR})


class Membership(models.Model):
    """
    The role of one person at one organisation, from a day until and including a day.

    A coordinator is employed by an organisation but acts for its region; so does an auditor.
    `origin` is from where this person acts now: filled per request, kept in the trail alone.
    `given_by` is who invited them, nobody for the first people of an installation.
    """

    origin = ""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("rol", max_length=14, choices=Role)
    valid_from = models.DateField("vanaf")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    given_at = models.DateTimeField("gegeven op", null=True, blank=True)
    given_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="gegeven door"
    )
    ended_at = models.DateTimeField("beëindigd op", null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="beëindigd door"
    )
    ending = models.CharField("reden van het einde", max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rol van een persoon"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"],
                condition=Q(ended_at__isnull=True),
                name="membership_once",
            ),
            # A role that ends on its first day, at once, ends on the day before it began.
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from") - timedelta(days=1)),
                name="membership_ends_after_start",
            ),
            who_and_when("given", prefix="membership"),
            who_and_when("ended", prefix="membership"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(valid_until__isnull=False) & ~Q(ending=""),
                name="membership_ended_on_a_day_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.capacity}, {self.on_behalf_of})"

    @property
    def on_behalf_of(self) -> str:
        """For whom this person acts: the region or the organisation."""
        if self.acts_for_region:
            return f"Cultuurregio {self.organisation.region.name}"
        return self.organisation.name

    @property
    def acts_for_region(self) -> bool:
        return self.role in REGIONAL_ROLES

    @property
    def acting_organisation_id(self) -> int | None:
        """The organisation for which this person acts; none for who acts for the region."""
        return None if self.acts_for_region else self.organisation_id

    @property
    def region_id(self) -> int:
        return self.organisation.region_id

    @property
    def capacity(self) -> str:
        return self.get_role_display()

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Invitation(models.Model):
    """
    The offer of a role to whoever reads mail at an address. Only the hash of its secret is kept.

    It lapses at `expires_at`, or when it is accepted or withdrawn.
    """

    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name="organisatie"
    )
    role = models.CharField("rol", max_length=14, choices=Role)
    token_sha256 = models.CharField(
        "hash van het geheim", max_length=64, unique=True, editable=False
    )
    invited_at = models.DateTimeField("uitgenodigd op")
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="uitgenodigd door"
    )
    expires_at = models.DateTimeField("geldig tot")
    accepted_at = models.DateTimeField("aanvaard op", null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="aanvaard door"
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="ingetrokken door",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                "role",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
            ),
            who_and_when("accepted", prefix="invitation"),
            who_and_when("withdrawn", prefix="invitation"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn_not_both",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_lapses_later"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__lt=F("expires_at")),
                name="invitation_accepted_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()}, {self.organisation})"
