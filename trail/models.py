"""The trail: acts in a chain of hashes, and the daily anchors of that chain."""

import pgtrigger
from django.conf import settings
from django.db import models

from trail.constraints import append_only
from trail.querysets import EntryQuerySet

SHA256 = r"^[0-9a-f]{64}$"

CHAIN = """
    PERFORM pg_advisory_xact_lock(hashtext('trail'));
    SELECT number, hash INTO last_number, last_hash
        FROM trail_entry ORDER BY number DESC LIMIT 1;
    NEW.number := COALESCE(last_number, 0) + 1;
    NEW.previous_hash := COALESCE(last_hash, '');
    NEW.hash := encode(sha256(convert_to(concat_ws(E'\\x1f',
        NEW.previous_hash,
        NEW.number::text,
        to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        COALESCE(NEW.by_id::text, ''),
        NEW.on_behalf_of,
        NEW.capacity,
        NEW.act,
        NEW.sentence,
        NEW.object_type,
        NEW.object_id,
        NEW.object_sha256,
        NEW.facts,
        'organisation=' || NEW.organisation_id,
        'region=' || NEW.region_id,
        'origin=' || NULLIF(NEW.origin, '')
    ), 'UTF8')), 'hex');
    RETURN NEW;
"""


class Entry(models.Model):
    """
    One act: when, who, for which organisation and in which capacity, on what, from where.

    The database numbers the rows and chains their hashes; `trail.rules` recomputes the chain.
    `organisation` is empty for what was done for the region or by the portal, `origin` is the
    network of the request and no more than that.
    """

    number = models.BigIntegerField("volgnummer", unique=True, editable=False, default=0)
    at = models.DateTimeField("moment")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="door",
    )
    on_behalf_of = models.CharField("namens", max_length=120, blank=True)
    organisation = models.ForeignKey(
        "municipalities.Organisation",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="voor organisatie",
    )
    region = models.ForeignKey(
        "municipalities.Region",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="in de regio",
    )
    capacity = models.CharField("hoedanigheid", max_length=80, blank=True)
    origin = models.CharField("herkomst", max_length=50, blank=True)
    act = models.CharField("handeling", max_length=60)
    sentence = models.CharField("in woorden", max_length=300)
    object_type = models.CharField("soort", max_length=60)
    object_id = models.CharField("kenmerk", max_length=40)
    object_sha256 = models.CharField("hash van het onderwerp", max_length=64, blank=True)
    facts = models.TextField("feiten", default="{}", help_text="JSON with sorted keys")
    previous_hash = models.CharField("vorige hash", max_length=64, editable=False, blank=True)
    hash = models.CharField("hash", max_length=64, editable=False, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="trail_of_object"),
            models.Index(fields=["organisation", "-number"], name="trail_of_organisation"),
            models.Index(fields=["region", "-number"], name="trail_of_region"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="chain",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("last_number", "bigint"), ("last_hash", "text")],
                func=CHAIN,
            ),
            *append_only(),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.sentence}"


class Anchor(models.Model):
    """
    The head of the chain on one day, to be kept outside the reach of who keeps the database.

    `day` is in Europe/Amsterdam. A chain without entries has number 0 and no hash.
    """

    day = models.DateField("dag", unique=True)
    number = models.BigIntegerField("volgnummer")
    hash = models.CharField("hash", max_length=64, blank=True)
    at = models.DateTimeField("moment")

    class Meta:
        verbose_name = "anker van het logboek"
        verbose_name_plural = "ankers van het logboek"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number=0, hash="") | models.Q(number__gt=0, hash__regex=SHA256),
                name="anchor_hashed",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.day}:{self.number}:{self.hash}"
