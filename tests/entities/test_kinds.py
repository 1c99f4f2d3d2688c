"""People hold offices of organisations, and nothing the other way round, on every way in."""

import pytest
from django.core.exceptions import ValidationError

from entities.models import Entity, Organisation, Person, Post, Tenure
from tests import factories as make

pytestmark = pytest.mark.django_db

ROWS = [
    (lambda who, _body: Post(organisation=who, label="Giám đốc"), "“Lê Văn Đạo” không phải"),
    (
        lambda _who, body: Tenure(
            person=body, post=Post.objects.create(organisation=body, label="Giám đốc")
        ),
        "“Sở Y tế” không phải",
    ),
    (lambda _who, body: Person(entity=body), "“Sở Y tế” không phải"),
    (lambda who, _body: Organisation(entity=who), "“Lê Văn Đạo” không phải"),
]


def people_and_bodies():
    return make.person("Lê Văn Đạo"), make.organisation("Sở Y tế")


@pytest.mark.parametrize("way", ["save", "full_clean"])
@pytest.mark.parametrize(("row", "sentence"), ROWS, ids=["post", "tenure", "person", "body"])
def test_a_row_on_the_wrong_kind_is_refused_with_a_sentence(row, sentence, way):
    row = row(*people_and_bodies())
    before = type(row).objects.count()

    with pytest.raises(ValidationError) as refusal:
        getattr(row, way)()

    assert any(told.startswith(sentence) for told in refusal.value.messages)
    assert type(row).objects.count() == before


@pytest.mark.parametrize("way", ["save", "full_clean"])
def test_a_person_is_not_merged_into_an_organisation(way):
    who, body = people_and_bodies()
    who.page, who.merged_into = "none", body

    with pytest.raises(ValidationError) as refusal:
        getattr(who, way)()

    assert refusal.value.messages == [
        "“Lê Văn Đạo” và “Sở Y tế” không cùng loại: một bên là người."
    ]
    assert Entity.objects.get(pk=who.pk).merged_into is None


def test_rows_of_their_kind_are_taken():
    who, body = people_and_bodies()

    tenure = make.tenure(who, at=body)
    tenure.full_clean()
    other = make.person("Lê Văn Đạt", page="none")
    other.merged_into = who
    other.save()

    assert Entity.objects.get(pk=other.pk).merged_into == who
