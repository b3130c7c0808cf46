"""What a person should know: one row per event and recipient, and the mail that goes out."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    """What a notice is about; people choose per kind whether it also comes by mail."""

    PROPOSAL = "proposal", "Een collegevoorstel is aangeboden of gewijzigd"
    DECISION = "decision", "Een besluit of handtekening van uw gemeente"
    BUNDLE = "bundle", "De bundel voor het ministerie"
    PEOPLE = "people", "Mensen en rollen van uw organisatie"
    REMINDER = "reminder", "Herinneringen aan wat u nog moet doen"
    ACTION = "action", "Acties, deelname en overleggen"


class Notice(models.Model):
    """
    One event for one recipient. `event` names it once and for all, such as "offered:12".

    `subject` never tells what is under embargo; `path` is the page where it can be read.
    """

    event = models.CharField("gebeurtenis", max_length=80)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.PROPOSAL)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name="ontvanger",
    )
    subject = models.CharField("onderwerp", max_length=200)
    path = models.CharField("pagina", max_length=200)
    sent_at = models.DateTimeField("verzonden op")
    read_at = models.DateTimeField("gelezen op", null=True, blank=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return self.subject


class MailChoice(models.Model):
    """Whether a person wants notices of a kind by mail; without a row the answer is yes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices", verbose_name="wie"
    )
    kind = models.CharField("soort", max_length=10, choices=Kind)
    wanted = models.BooleanField("ook per e-mail")

    class Meta:
        verbose_name = "keuze voor e-mail"
        verbose_name_plural = "keuzes voor e-mail"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {'ja' if self.wanted else 'nee'}"


class Mail(models.Model):
    """
    One mail to one address; a job sends it.

    `is_secret` says that the body gives access to something, such as a link to sign in: it is
    emptied once the mail has gone. `key` makes the same mail go once.
    """

    key = models.CharField("kenmerk", max_length=120, unique=True)
    to = models.EmailField("aan")
    subject = models.CharField("onderwerp", max_length=200)
    body = models.TextField("tekst", blank=True)
    is_secret = models.BooleanField("geeft toegang", default=False)
    written_at = models.DateTimeField("opgesteld op")
    sent_at = models.DateTimeField("verzonden op", null=True, blank=True)

    class Meta:
        verbose_name = "e-mail"
        verbose_name_plural = "e-mails"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(is_secret=False) | Q(body=""),
                name="mail_secret_emptied_once_sent",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(body=""), name="mail_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"

    @property
    def job_key(self) -> str:
        return f"mail:{self.pk}"

    @property
    def message_id(self) -> str:
        """The name that the mail carries, the same however often it is sent."""
        return f"<{self.pk}.{self.written_at:%Y%m%d%H%M%S%f}@cultuurregio>"
