from itertools import product

import pytest
from django.utils.translation import override

from photos import services
from photos.captions import parse
from photos.credits import Credit, credit_of
from photos.models import SPEAKS_FOR_ITSELF, CreditKind, Medium, Photo, PhotoCreator
from tests import factories as make

LABELS = {
    CreditKind.ARCHIVE: "Ảnh tư liệu",
    CreditKind.ILLUSTRATION: "Ảnh minh họa",
    CreditKind.SCREENSHOT: "Ảnh chụp màn hình",
    CreditKind.READER: "Ảnh bạn đọc",
    CreditKind.AI: "Ảnh do AI tạo",
}
MEDIA = {Medium.PHOTO: "Ảnh", Medium.VIDEO: "Video", Medium.GRAPHIC: "Đồ họa"}


def credit(creators=(), provider="", kind=CreditKind.UNKNOWN, medium=Medium.PHOTO):
    return Credit(tuple(creators), provider, kind, medium)


@pytest.mark.parametrize(
    ("creators", "provider", "line"),
    [
        ([], "QMG", "QMG"),
        (["Thanh Vân"], "QMG", "Thanh Vân/QMG"),
        (["Thanh Vân"], "", "Thanh Vân"),
        (["Thanh Vân", "Đỗ Mây"], "QMG", "Thanh Vân - Đỗ Mây/QMG"),
        ([], "", ""),
    ],
)
def test_line_is_for_machines(creators, provider, line):
    assert credit(creators, provider).line == line


@pytest.mark.parametrize(("kind", "medium"), list(product(CreditKind, Medium)))
def test_printed_has_the_label_of_kind_or_medium(kind, medium):
    label = LABELS.get(kind, MEDIA[medium])

    assert credit(["Thanh Vân"], "QMG", kind, medium).printed == f"{label}: Thanh Vân/QMG"


@pytest.mark.parametrize("kind", CreditKind)
def test_only_some_kinds_speak_for_themselves(kind):
    nameless = credit(kind=kind)

    assert LABELS.keys() == SPEAKS_FOR_ITSELF
    assert nameless.printed == LABELS.get(kind, "")
    assert nameless.machine_line == nameless.printed
    assert nameless.is_known == (kind in LABELS)


def test_readers_see_vietnamese_whatever_the_desk_speaks():
    with override("en"):
        printed = credit(["Thanh Vân"], kind=CreditKind.ARCHIVE).printed

    assert printed == "Ảnh tư liệu: Thanh Vân"


def test_machine_line_carries_no_label_where_there_are_names():
    assert credit(["Thanh Vân"], "QMG", CreditKind.ARCHIVE).machine_line == "Thanh Vân/QMG"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "printed"),
    [
        ({"code": "QMG", "short_name": "Báo QM"}, "QMG"),
        ({"short_name": "Báo QM"}, "Báo QM"),
        ({}, "Báo Quảng Mây"),
    ],
)
def test_provider_is_printed_as_short_as_it_is_known(details, printed):
    photo = Photo.objects.create(provider=make.organisation("Báo Quảng Mây", **details))

    assert credit_of(photo).line == printed


@pytest.mark.django_db
def test_creators_stand_in_their_order_under_the_name_as_printed():
    photo, person = Photo.objects.create(), make.person("Lê Thanh Vân")
    PhotoCreator.objects.create(photo=photo, name="Đỗ Mây", position=2)
    PhotoCreator.objects.create(photo=photo, entity=person, position=1)
    PhotoCreator.objects.create(photo=photo, entity=person, name="Thanh Vân", position=3)

    assert credit_of(photo).creators == ("Lê Thanh Vân", "Đỗ Mây", "Thanh Vân")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_credits_of_many_photos_are_few_queries(django_assert_num_queries, count):
    for number in range(count):
        make.awaiting_photo(provider=make.organisation(f"Báo {number}"))

    with django_assert_num_queries(2):  # photos with providers, creators
        credits = [credit_of(photo).line for photo in Photo.objects.with_credit()]

    assert len(credits) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        "Ảnh: QMG",
        "Ảnh: Thanh Vân",
        "Ảnh: Thanh Vân/QMG",
        "Ảnh: Thanh Vân - Đỗ Mây",
        "Ảnh: Thanh Vân - Đỗ Mây/QMG",
        "Ảnh: Thanh Vân/TTXVN",
        "Ảnh tư liệu",
        "Ảnh tư liệu: Thanh Vân",
        "Ảnh minh họa",
        "Ảnh minh họa: Thanh Vân",
        "Ảnh chụp màn hình",
        "Ảnh do AI tạo",
        "Video: Thanh Vân",
        "Đồ họa: Thanh Vân/QMG",
    ],
)
def test_what_is_written_is_what_is_printed(written):
    parsed = parse(f"Mùa gặt. ({written})", own_codes=["QMG"])

    photo = services.create_awaiting(parsed, by=None)

    assert photo.caption == "Mùa gặt."
    assert credit_of(Photo.objects.with_credit().get(pk=photo.pk)).printed == written
    # And once more: what we print is read back as the same.
    assert parse(f"({written})", own_codes=["QMG"]).kind == photo.kind
