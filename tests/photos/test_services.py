import pytest
from PIL import Image

from entities.models import Entity, EntityPage
from photos import services
from photos.captions import ParsedCaption, parse
from photos.credits import credit_of
from photos.models import CreditKind, Photo
from photos.pictures import take
from tests import factories as make

pytestmark = pytest.mark.django_db


def facts_of(entity):
    return entity.name, entity.organisation.code, entity.is_confirmed, entity.page


def test_create_awaiting_keeps_caption_and_credit():
    user, provider = make.UserFactory(), make.organisation("Báo Quảng Mây", code="QMG")

    photo = services.create_awaiting(
        ParsedCaption(
            "Mùa gặt.", ("Thanh Vân", "Đỗ Mây"), "QMG", "archive", "graphic", "(Đồ họa: …)"
        ),
        by=user,
    )

    photo = Photo.objects.get(pk=photo.pk)
    assert (
        photo.is_awaiting,
        photo.caption,
        photo.provider,
        photo.kind,
        photo.medium,
        photo.credit_as_written,
        photo.uploaded_by,
        [creator.printed_name for creator in photo.creators.all()],
    ) == (
        True,
        "Mùa gặt.",
        provider,
        "archive",
        "graphic",
        "(Đồ họa: …)",
        user,
        ["Thanh Vân", "Đỗ Mây"],
    )


def test_caption_without_a_credit_makes_no_provider():
    photo = services.create_awaiting(ParsedCaption("Mùa gặt."), by=None)

    assert (photo.provider, photo.kind, photo.creators.count()) == (None, CreditKind.UNKNOWN, 0)
    assert not Entity.objects.exists()


@pytest.mark.parametrize(
    "name", ["QMG", "qmg", "Qmg", "Báo Quảng Mây", "Báo quảng mây", "Quảng Mây Báo"]
)
def test_provider_is_found_by_code_name_or_alias(name):
    provider = make.organisation("Báo Quảng Mây", code="QMG")
    make.alias(provider, "Quảng Mây Báo")
    make.organisation("Báo Ngân Hải", code="BNH")

    assert services.provider_named(name) == (provider, False)
    assert services.is_provider(name)


def test_code_in_vietnamese_letters_is_found_in_either_case():
    provider = make.organisation("Đài Ngân Hải", code="ĐNH")

    assert services.find_provider("đnh") == provider


@pytest.mark.parametrize(("own", "names"), [("Ngân Hải", {"Ngân Hải"}), ("Bến Mây", set())])
def test_a_local_name_is_the_own_provinces(settings, own, names):
    settings.NEWSROOM_PROVINCE = own
    for name in ["Quảng Minh", "Ngân Hải"]:
        body = make.organisation(f"Công an tỉnh {name}", province=make.province(name))
        make.alias(body, "Công an tỉnh", is_local=True)

    found = services.find_provider("Công an tỉnh")

    assert {found.name} if found else set() == {f"Công an tỉnh {name}" for name in names}


def test_an_alias_of_two_is_nobodys_and_a_provider_still():
    for name in ["Hội Nhà báo", "Hội Nhà văn"]:
        make.alias(make.organisation(name), "Hoa Biển")

    assert services.find_provider("Hoa Biển") is None
    assert services.is_provider("Hoa Biển")


def test_person_is_no_provider():
    make.person("Thanh Vân")

    assert services.find_provider("Thanh Vân") is None


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("KTX", ("KTX", "KTX", False, EntityPage.NONE)),
        ("Hội Nhiếp ảnh", ("Hội Nhiếp ảnh", "", False, EntityPage.NONE)),
    ],
)
def test_unknown_provider_becomes_an_unconfirmed_record(name, facts):
    new = []

    photo = services.create_awaiting(
        ParsedCaption("Mùa gặt.", provider=name), by=None, new_providers=new
    )

    assert new == [photo.provider]
    assert facts_of(photo.provider) == facts


def test_unknown_provider_of_two_photos_is_one_record():
    new = []
    for _ in range(2):
        services.create_awaiting(
            ParsedCaption("Mùa gặt.", provider="KTX"), by=None, new_providers=new
        )

    assert len(new) == Entity.objects.count() == 1


def test_code_of_a_merged_provider_gives_the_survivor():
    survivor = make.organisation("Báo Quảng Mây")
    gone = make.organisation("QMG", code="QMG", page=EntityPage.NONE)
    Entity.objects.filter(pk=gone.pk).update(merged_into=survivor)

    assert services.provider_named("QMG") == (survivor, False)


def test_fill_keeps_the_original_as_it_came():
    file = make.jpeg(1200, 800)
    data = file.getvalue()
    photo = make.awaiting_photo()

    services.fill(photo, take(file, name="C:\\anh/DSC 01.jpg"))

    photo = Photo.objects.get()
    with photo.original.open("rb") as original:
        assert original.read() == data
    assert (photo.is_awaiting, photo.width, photo.height, photo.source_file_name) == (
        False,
        1200,
        800,
        "DSC 01.jpg",
    )


def test_fill_makes_a_small_preview():
    photo = make.photo()

    with photo.preview.open("rb") as file, Image.open(file) as preview:
        assert (preview.format, preview.size) == ("JPEG", (640, 448))


def test_original_lies_where_no_web_server_looks(settings):
    photo = make.photo()

    for file in [photo.original, photo.preview]:
        assert file.storage.location == str(settings.PRIVATE_ROOT)
    # 128 random bits, and nothing of the name that the file had.
    assert len(photo.original.name) == len(f"originals/{'0' * 32}.jpg")


def test_original_and_preview_have_no_public_address(client):
    photo = make.photo()
    tries = [
        f"/{root}{name}"
        for name in [photo.original.name, photo.preview.name]
        for root in ["media/", "private/", "media/anh/../../private/", "media/anh/%2e%2e/"]
    ]

    # 400: what climbs out of the folder is not even looked for.
    assert {client.get(address).status_code for address in tries} <= {400, 404}


@pytest.mark.parametrize("text", ["Mùa gặt (Ảnh: Bạn đọc cung cấp)", "Mùa gặt (Ảnh: độc giả)"])
def test_a_reader_without_a_name_is_printed_once_and_is_no_organisation(text):
    photo = services.create_awaiting(parse(text), by=None)

    assert (credit_of(photo).printed, Entity.objects.count()) == ("Ảnh bạn đọc", 0)
