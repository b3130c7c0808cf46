"""The region and its parties."""

import hashlib
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from municipalities.querysets import MunicipalityQuerySet
from trail.constraints import who_and_when


class Region(models.Model):
    """A group of municipalities that makes one culture profile; it has no legal person."""

    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField("adresnaam", unique=True)
    borders_from = models.CharField("herkomst van de grenzen", max_length=200, blank=True)

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


BORDER = r"^(M-?[0-9]{1,7} -?[0-9]{1,7}(L-?[0-9]{1,7} -?[0-9]{1,7}){2,}Z)*$"


class Municipality(Organisation):
    """
    A party with a college. `code` is the CBS code as text, such as "GM0141".

    `border` is the path of an SVG in whole numbers, such as "M0 0L9 0L9 9Z"; all municipalities of
    a region share one system of coordinates, whose y runs down.
    """

    code = models.CharField(
        "CBS-code", max_length=6, unique=True, validators=[RegexValidator(r"^GM\d{4}$")]
    )
    college_weekday = models.PositiveSmallIntegerField(
        "collegedag", choices=Weekday, default=Weekday.TUESDAY
    )
    tile_column = models.PositiveSmallIntegerField("kolom op de tegelkaart", null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField("rij op de tegelkaart", null=True, blank=True)
    border = models.TextField("grens", blank=True, validators=[RegexValidator(BORDER)])

    objects: ClassVar = MunicipalityQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(border__regex=BORDER), name="municipality_border_of_corners"
            ),
        ]


class Discipline(models.TextChoices):
    """The disciplines in which the national basic infrastructure is divided, and what is left."""

    THEATRE = "theatre", "Theater"
    DANCE = "dance", "Dans"
    MUSIC = "music", "Muziek en muziektheater"
    VISUAL_ARTS = "visual_arts", "Beeldende kunst"
    HERITAGE = "heritage", "Musea en erfgoed"
    LETTERS = "letters", "Letteren en bibliotheken"
    FILM = "film", "Film"
    DESIGN = "design", "Ontwerp en digitale cultuur"
    EDUCATION = "education", "Cultuureducatie en participatie"
    OTHER = "other", "Anders of meer disciplines"


class Institution(Organisation):
    """
    A cultural institution that registered itself; a coordinator confirms that it is who it says.

    `seat` is the municipality where it is established: the decision of that college counts for it.
    """

    seat = models.ForeignKey(
        Municipality, models.PROTECT, related_name="institutions", verbose_name="vestigingsgemeente"
    )
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    discipline = models.CharField("discipline", max_length=12, choices=Discipline)
    is_bis = models.BooleanField(
        "valt onder de landelijke basisinfrastructuur (BIS)", default=False
    )
    registered_at = models.DateTimeField("aangemeld op")
    registered_by = models.ForeignKey(
        "municipalities.User", models.PROTECT, related_name="+", verbose_name="aangemeld door"
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "municipalities.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="bevestigd door",
    )
    refused_at = models.DateTimeField("geweigerd op", null=True, blank=True)
    refused_by = models.ForeignKey(
        "municipalities.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="geweigerd door",
    )
    refusal = models.CharField("reden van weigering", max_length=500, blank=True)

    class Meta:
        verbose_name = "culturele instelling"
        verbose_name_plural = "culturele instellingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(kvk="") | Q(kvk__regex=r"^[0-9]{8}$"),
                name="institution_kvk_of_8_digits",
            ),
            models.UniqueConstraint(
                fields=["kvk"], condition=~Q(kvk=""), name="institution_kvk_once"
            ),
            who_and_when("confirmed", prefix="institution"),
            who_and_when("refused", prefix="institution"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(refused_at__isnull=True),
                name="institution_confirmed_or_refused_not_both",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | ~Q(refusal=""),
                name="institution_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("registered_by")),
                name="institution_confirmed_by_another",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("municipalities:institution_check", args=[self.pk])

    @property
    def version(self) -> str:
        """The hash of what the institution says about itself: what a coordinator confirms."""
        facts = [self.name, str(self.seat_id), self.kvk, self.discipline, str(self.is_bis)]
        return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()

    @property
    def is_answered(self) -> bool:
        """Whether a coordinator has confirmed or refused it."""
        return self.confirmed_at is not None or self.refused_at is not None
