"""The region, its parties, and the people who act for them."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from municipalities.querysets import MembershipQuerySet


class Region(models.Model):
    """A group of municipalities that makes one culture profile; it has no legal person."""

    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField("adresnaam", unique=True)

    class Meta:
        verbose_name = "cultuurregio"
        verbose_name_plural = "cultuurregio's"

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", "Gemeente"
    PROVINCE = "province", "Provincie"
    PARTNER = "partner", "Partner"
    INSTITUTION = "institution", "Culturele instelling"


class Organisation(models.Model):
    """A party in one region; a province that works in two regions is listed in each."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations")
    kind = models.CharField("soort", max_length=12, choices=OrganisationKind)
    name = models.CharField("naam", max_length=80)
    slug = models.SlugField("adresnaam", max_length=80)
    tooi = models.URLField("TOOI-identificatie", blank=True)

    class Meta:
        verbose_name = "organisatie"
        constraints = [
            models.UniqueConstraint("region", Lower("name"), name="organisation_named_once"),
            models.UniqueConstraint("region", "slug", name="organisation_addressed_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """The name as it stands in a letter, such as "gemeente Almelo"."""
        if self.kind in {OrganisationKind.MUNICIPALITY, OrganisationKind.PROVINCE}:
            return f"{self.get_kind_display().lower()} {self.name}"
        return self.name


class Weekday(models.IntegerChoices):
    """Days as ISO counts them."""

    MONDAY = 1, "maandag"
    TUESDAY = 2, "dinsdag"
    WEDNESDAY = 3, "woensdag"
    THURSDAY = 4, "donderdag"
    FRIDAY = 5, "vrijdag"


class Municipality(Organisation):
    """A party with a college. `code` is the CBS code as text, such as "GM0141"."""

    code = models.CharField(
        "CBS-code", max_length=6, unique=True, validators=[RegexValidator(r"^GM\d{4}$")]
    )
    college_weekday = models.PositiveSmallIntegerField(
        "collegedag", choices=Weekday, default=Weekday.TUESDAY
    )
    tile_column = models.PositiveSmallIntegerField("kolom op de tegelkaart", null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField("rij op de tegelkaart", null=True, blank=True)

    class Meta:
        verbose_name = "gemeente"
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM[0-9]{4}$"), name="municipality_code_of_cbs"
            ),
            models.CheckConstraint(
                condition=Q(tile_column__isnull=True, tile_row__isnull=True)
                | Q(tile_column__isnull=False, tile_row__isnull=False),
                name="municipality_tile_whole",
            ),
        ]


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
    ADMINISTRATOR = "administrator", "Beheerder"


class Membership(models.Model):
    """
    The role of one person at one organisation, from a day until and including a day.

    A coordinator is employed by an organisation but acts for its region.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("rol", max_length=14, choices=Role)
    valid_from = models.DateField("vanaf")
    valid_until = models.DateField("tot en met", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rol van een persoon"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.capacity}, {self.on_behalf_of})"

    @property
    def on_behalf_of(self) -> str:
        """For whom this person acts: the region for a coordinator, else the organisation."""
        if self.role == Role.COORDINATOR:
            return f"Cultuurregio {self.organisation.region.name}"
        return self.organisation.name

    @property
    def capacity(self) -> str:
        return self.get_role_display()

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
