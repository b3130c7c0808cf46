import pgtrigger
from django.conf import settings
from django.db import models

from trail.constraints import append_only

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
        NEW.facts
    ), 'UTF8')), 'hex');
    RETURN NEW;
"""


class Entry(models.Model):
    """
    One act: when, who, for which organisation and in which capacity, on what.

    The database numbers the rows and chains their hashes; `trail.rules` recomputes the chain.
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
    capacity = models.CharField("hoedanigheid", max_length=80, blank=True)
    act = models.CharField("handeling", max_length=60)
    sentence = models.CharField("in woorden", max_length=300)
    object_type = models.CharField("soort", max_length=60)
    object_id = models.CharField("kenmerk", max_length=40)
    object_sha256 = models.CharField("hash van het onderwerp", max_length=64, blank=True)
    facts = models.TextField("feiten", default="{}", help_text="JSON with sorted keys")
    previous_hash = models.CharField("vorige hash", max_length=64, editable=False, blank=True)
    hash = models.CharField("hash", max_length=64, editable=False, blank=True)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["number"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="trail_of_object")]
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
