"""The rows of who is in a photo of an edition, and what became of those that were there before."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import EditionPhoto, EditionPhotoSubject
from tests import factories as make

BEFORE, AFTER = "0021_when_a_fix_moved", "0025_public_pages"


@pytest.mark.django_db
def test_who_is_in_a_photo_stands_with_the_moment_of_its_story():
    who = make.person("Lê Văn Đạo")

    edition = make.published(lead="Ông Lê Văn Đạo.", shown=[make.photo("Ông Lê Văn Đạo tại bến")])

    rows = EditionPhotoSubject.objects.values_list("editionphoto", "entity", "first_published_at")
    assert list(rows) == [(edition.photos.get().pk, who.pk, edition.first_published_at)]
    assert list(EditionPhoto.objects.filter(subjects=who)) == [edition.photos.get()]


@pytest.mark.django_db(transaction=True)
def test_rows_from_before_take_the_moment_of_their_edition():
    make.person("Lê Văn Đạo")
    edition = make.published(lead="Ông Lê Văn Đạo.", shown=[make.photo("Ông Lê Văn Đạo tại bến")])
    kept = list(EditionPhotoSubject.objects.values_list("pk", "editionphoto", "entity"))
    targets = [
        key
        for key in MigrationExecutor(connection).loader.graph.leaf_nodes()
        if key[0] != "articles"
    ]

    def migrate(name):
        MigrationExecutor(connection).migrate([*targets, ("articles", name)])

    try:
        migrate(BEFORE)
    finally:
        migrate(AFTER)
        leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
        MigrationExecutor(connection).migrate(leaves)

    rows = EditionPhotoSubject.objects.values_list("pk", "editionphoto", "entity")
    assert list(rows) == kept
    moments = EditionPhotoSubject.objects.values_list("first_published_at", flat=True)
    assert list(moments) == [edition.first_published_at]
