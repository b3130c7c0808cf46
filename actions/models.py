"""What the region will do: the actions of the execution agenda."""

from django.db import models

from municipalities.models import Municipality
from profiles.models import Theme


class Action(models.Model):
    """An action under a theme. `number` is what people call it, such as "1.3"."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="actions")
    number = models.CharField("nummer", max_length=10)
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst")
    lead = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="led_actions",
        null=True,
        blank=True,
        verbose_name="trekker",
    )
    position = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        verbose_name = "actie"
        ordering = ["theme__number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "number"], name="action_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
