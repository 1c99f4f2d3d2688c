import datetime

import pytest
from django.db.models import F

from photos.models import (
    AlikePhotos,
    PastFile,
    PhotoCreator,
    PhotoJoining,
    Portrait,
    PrivateRead,
    Rendition,
)
from tests import factories as make
from tests.constraints import insert_twin, refused_by, update

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime.date(2001, 1, 1), datetime.date(2020, 1, 1)
NOON = datetime.datetime(2026, 3, 2, 5, tzinfo=datetime.UTC)


def rendition():
    return Rendition.objects.create(
        photo=make.awaiting_photo(),
        facts_key="a" * 64,
        format="jpeg",
        width=320,
        height=200,
        file="anh/0.jpg",
    )


def portrait():
    return Portrait.objects.create(person=make.person(), photo=make.awaiting_photo())


def creator():
    return PhotoCreator.objects.create(photo=make.awaiting_photo(creators=[]), name="Thanh Vân")


def past_file():
    return PastFile.objects.create(
        photo=make.awaiting_photo(),
        original="originals/0.jpg",
        checksum="a" * 64,
        size=1,
        width=320,
        height=200,
        replaced_by=make.editor(),
        reason="Bản quét tốt hơn",
    )


def private_read():
    return PrivateRead.objects.create(
        photo=make.awaiting_photo(), user=make.editor(), copy="original"
    )


def joining():
    one, other = make.awaiting_photo(), make.awaiting_photo()
    return PhotoJoining.objects.create(kept=one, gone=other, made_by=make.editor())


def alike():
    one, other = make.awaiting_photo(), make.awaiting_photo()
    return AlikePhotos.objects.create(first=one, second=other, apart=3)


@pytest.mark.parametrize(
    ("build", "broken"),
    [
        pytest.param(
            make.awaiting_photo,
            {"is_awaiting": False},
            id="photos_photo_awaiting_has_no_file-no_file",
        ),
        pytest.param(
            make.awaiting_photo,
            {"original": "originals/0.jpg"},
            id="photos_photo_awaiting_has_no_file-file_while_awaiting",
        ),
        pytest.param(
            make.awaiting_photo, {"joined_into": F("pk")}, id="photos_photo_not_joined_to_itself"
        ),
        pytest.param(joining, {"kept": F("gone")}, id="photos_photojoining_of_two_photos"),
        pytest.param(
            joining, {"undone_at": NOON}, id="photos_photojoining_undone_has_who_and_when"
        ),
        pytest.param(alike, {"first": F("second")}, id="photos_alikephotos_older_first"),
        pytest.param(alike, {"parted_at": NOON}, id="photos_alikephotos_parted_has_who_and_when"),
        pytest.param(
            make.photo, {"is_awaiting": True}, id="photos_photo_awaiting_has_no_file-has_file"
        ),
        pytest.param(make.photo, {"width": 0}, id="photos_photo_awaiting_has_no_file-no_width"),
        pytest.param(
            make.photo, {"checksum": ""}, id="photos_photo_awaiting_has_no_file-no_checksum"
        ),
        pytest.param(
            make.awaiting_photo, {"focal_x": 1.1}, id="photos_photo_focal_point_inside-right"
        ),
        pytest.param(
            make.awaiting_photo, {"focal_y": -0.1}, id="photos_photo_focal_point_inside-above"
        ),
        pytest.param(rendition, {"crop": "2x1"}, id="photos_rendition_crop_known"),
        pytest.param(make.awaiting_photo, {"kind": "stolen"}, id="photos_photo_kind_known"),
        pytest.param(make.awaiting_photo, {"medium": "smell"}, id="photos_photo_medium_known"),
        pytest.param(
            make.awaiting_photo,
            {"rights_from": LATE, "rights_until": EARLY},
            id="photos_photo_rights_end_after_they_begin",
        ),
        pytest.param(
            make.awaiting_photo, {"taken_down_at": NOON}, id="photos_photo_taken_down_by_somebody"
        ),
        pytest.param(past_file, {"original": ""}, id="photos_pastfile_names_its_file-file"),
        pytest.param(past_file, {"checksum": ""}, id="photos_pastfile_names_its_file-checksum"),
        pytest.param(past_file, {"reason": ""}, id="photos_pastfile_names_its_file-reason"),
        pytest.param(private_read, {"copy": "all"}, id="photos_privateread_copy_known"),
        pytest.param(creator, {"name": ""}, id="photos_photocreator_person_or_name"),
        pytest.param(portrait, {"facts_key": "a" * 64}, id="photos_portrait_shown_has_credit"),
        pytest.param(rendition, {"format": "gif"}, id="photos_rendition_format_known"),
        pytest.param(rendition, {"width": 0}, id="photos_rendition_has_size_and_file-width"),
        pytest.param(rendition, {"height": 0}, id="photos_rendition_has_size_and_file-height"),
        pytest.param(rendition, {"file": ""}, id="photos_rendition_has_size_and_file-file"),
    ],
)
def test_constraint_refuses(build, broken, request):
    row = build()

    with refused_by(request.node.callspec.id):
        update(row, **broken)


def test_a_second_file_of_one_size_is_refused():
    row = rendition()

    with refused_by("photos_rendition_one_of_each_size"):
        insert_twin(row, file="anh/1.jpg")


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(joining, id="photos_photojoining_once"),
        pytest.param(alike, id="photos_alikephotos_once"),
    ],
)
def test_constraint_refuses_a_twin(build, request):
    row = build()

    with refused_by(request.node.callspec.id):
        insert_twin(row)
