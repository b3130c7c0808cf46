"""Looking at a row of any table, and nothing more."""

from http import HTTPStatus
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from accounts.selectors.holdings import SECRET
from municipalities.access import acting_membership
from trail.services import record

# What gives access is not for the administration either; the body of a mail may hold a link.
HIDDEN = SECRET | {"notices.mail": {"body"}, "socialaccount.socialaccount": {"extra_data"}}


class ReadOnly(ModelAdmin):  # type: ignore[type-arg]  # Django cannot at run time
    """Shows every column but the secret ones. Who opened a row or a list stands in the trail."""

    actions = None
    list_select_related = True
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # the site guards the door
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  # see above
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  # Django's
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  # Django's
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:  # noqa: ARG002  # Django's
        hidden = HIDDEN.get(self.model._meta.label_lower, set())
        names = [field.name for field in self.model._meta.concrete_fields]
        return [name for name in names if name not in hidden]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002  # Django's
        """Select on no column: one that is not shown could be guessed, letter by letter."""
        return False

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note the list too: it names every row."""
        answer = super().changelist_view(request, *args, **kwargs)
        if answer.status_code == HTTPStatus.OK:
            sentence = f"Lijst geopend in het beheer: {self.opts.verbose_name_plural}"
            self.note(request, "opened_in_admin", sentence, self.model(pk=""))
        return answer

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "GET" and (thing := self.get_object(request, unquote(object_id))):
            self.note(request, "opened_in_admin", f"Geopend in het beheer: {_name(thing)}", thing)
        return super().change_view(request, object_id, *args, **kwargs)

    def history_view(self, *_: Any, **__: Any) -> HttpResponse:
        """Stay away: what happened to a row is in the trail."""
        raise Http404

    def note(self, request: HttpRequest, act: str, sentence: str, thing: Model) -> None:
        """Add to the trail what was done here."""
        by = acting_membership(request)
        record(act=act, sentence=sentence[:300], of=thing, by=by, at=timezone.now())

    # Django keeps a log of its own, that anybody with the database could change.
    def log_addition(self, *_: Any, **__: Any) -> None: ...  # type: ignore[override]
    def log_change(self, *_: Any, **__: Any) -> None: ...  # type: ignore[override]
    def log_deletions(self, *_: Any, **__: Any) -> None: ...  # type: ignore[override]


def _name(thing: Model) -> str:
    return f"{thing._meta.verbose_name} {thing.pk}"
