"""Who downloads a bundle under embargo stands in the trail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from files import store
from municipalities.models import Role
from submissions.models import Submission
from tests.factories.decisions import NOW, coordinator, offered
from tests.factories.people import person
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

PDF = b"%PDF-1.7 de bundel"


def a_bundle(embargo_at):
    version = offered(embargo_at=embargo_at)
    return Submission.objects.create(
        version=version,
        number=1,
        snapshot={},
        sha256="a" * 64,
        frozen_at=NOW,
        frozen_by=coordinator(version.proposal.profile.region).user,
        bundle_sha256=store.put(PDF),
        page_count=1,
        rendered_at=NOW,
    )


@pytest.fixture
def bundle():
    return a_bundle(timezone.now() + timedelta(days=1))


def download(client, bundle, role=Role.ALDERMAN, **headers):
    place = bundle.version.proposal.ratifications.first().municipality
    client.force_login(person(role, place).user)
    return client.get(reverse("submissions:bundle", args=[bundle.pk]), headers=headers)


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}])
def test_a_download_is_kept_with_the_hash_of_the_file(client, bundle, headers):
    assert download(client, bundle, **headers).content == PDF

    entry = Entry.objects.get(act="read")
    assert (entry.sentence, entry.object_sha256) == ("Bundel 1 gedownload", bundle.bundle_sha256)
    assert (entry.by.name, entry.capacity) == (client_name(client), "Wethouder cultuur")


def client_name(client):
    return client.get(reverse("accounts:profile")).context["user"].name


def test_twice_on_a_day_is_kept_once(client, bundle):
    download(client, bundle)
    download(client, bundle)

    assert Entry.objects.filter(act="read").count() == 1


def test_after_the_embargo_it_is_not_kept(client):
    download(client, a_bundle(NOW))

    assert not Entry.objects.filter(act="read").exists()


def test_who_is_refused_has_not_read(client, bundle):
    assert download(client, bundle, Role.CLERK).status_code == 403
    assert not Entry.objects.filter(act="read").exists()


def test_a_file_that_is_gone_was_not_read(client, bundle, files):
    client.raise_request_exception = False
    (files / bundle.bundle_sha256[:2] / bundle.bundle_sha256).unlink()

    assert download(client, bundle).status_code == 500
    assert not Entry.objects.filter(act="read").exists()
