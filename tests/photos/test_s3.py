"""The product on S3-compatible storage, by HTTP against a server on this machine."""

import io
import re
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from accounts.roles import Role
from articles import files
from articles.models import Article, Fix
from photos import portraits, renditions, tasks
from photos.models import PastFile, Photo, Portrait, PrivateRead, Rendition
from tests import factories as make
from tests import s3_server
from tests.articles.photo_pages import live, page, run, sign_in
from tests.forms import values_of
from tests.s3_server import asked

pytestmark = pytest.mark.django_db(transaction=True)

FOR_EVER = "public, max-age=31536000, immutable"
RANDOM = "[0-9a-f]{32}"


def upload(colour="steelblue", size=(1000, 700)):
    return SimpleUploadedFile("BNH 17.jpg", make.jpeg(*size, colour).read(), "image/jpeg")


def upload_in_admin(client, file):
    """Fill in the form of a new photo, as a photo editor would."""
    form = values_of(client.get(page("add")))
    return client.post(page("add"), form | {"file": file, "caption": "Bến cá buổi sớm"})


def address(s3, bucket, name):
    return f"{s3.client.meta.endpoint_url}/{bucket}/{name}"


def public_names(photo):
    return [row.file.name for row in Rendition.objects.filter(photo=photo)]


def test_an_upload_lies_in_the_private_bucket_as_it_came(client, s3, requests):
    sign_in(client, Role.PHOTO_EDITOR)
    file = upload()
    sent = file.read()
    file.seek(0)

    response = upload_in_admin(client, file)

    assert response.status_code == 302
    photo = Photo.objects.get()
    assert s3.bytes_of(s3.private, photo.original.name) == sent
    assert s3.names(s3.private) == [photo.original.name, photo.preview.name]
    assert s3.names(s3.public) == []
    assert requests == ["private PutObject", "private PutObject"]


def test_nobody_reads_an_original_without_the_key(s3):
    photo = make.photo()

    for file in [photo.original, photo.preview]:
        grants = s3.client.get_object_acl(Bucket=s3.private, Key=file.name)["Grants"]
        assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]
        assert asked(address(s3, s3.private, file.name))[0] == 403
        with pytest.raises(ValueError, match="private and has no address"):
            file.url  # noqa: B018  asking is the test


@pytest.mark.skipif(s3_server.IS_MOTO, reason="moto lists for everybody, and checks no signature")
def test_nobody_lists_a_bucket_or_writes_to_it(s3):
    renditions.public_files(make.photo())
    stranger = replace(s3.given, secret_key="doan-bua")

    for bucket in [s3.public, s3.private]:
        assert asked(address(s3, bucket, ""))[0] == 403
        assert asked(address(s3, bucket, "?list-type=2&prefix=anh/"))[0] == 403
        with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
            s3_server.Keeper(stranger).names(bucket)


def test_no_name_can_be_guessed(s3):
    photo = make.photo()
    renditions.public_files(photo)

    assert re.fullmatch(rf"originals/{RANDOM}\.jpg", photo.original.name)
    assert re.fullmatch(rf"previews/{RANDOM}\.jpg", photo.preview.name)
    names = public_names(photo)
    assert all(re.fullmatch(rf"anh/{RANDOM}\.(jpg|webp|avif)", name) for name in names)
    assert len(set(names)) == len(names) > 10


def test_who_may_reads_the_original_through_the_product(client, s3, requests):
    user = sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    sent = s3.bytes_of(s3.private, photo.original.name)
    requests.clear()

    answer = client.get(page("original", photo.pk))

    assert b"".join(answer.streaming_content) == sent
    assert (answer["Content-Type"], answer["Content-Length"]) == (
        "application/octet-stream",
        str(len(sent)),
    )
    assert requests == ["private GetObject"]
    assert list(PrivateRead.objects.values_list("photo", "user")) == [(photo.pk, user.pk)]


def test_renditions_are_public_with_their_types_and_for_ever(s3, requests):
    photo = make.photo()
    requests.clear()

    tasks.prepare.call(photo.pk)

    names = public_names(photo)
    assert requests == ["private GetObject", *["default PutObject"] * len(names)]
    types = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
    for name in names:
        status, headers, data = asked(address(s3, s3.public, name))
        assert (status, headers["Content-Type"], headers["Cache-Control"]) == (
            200,
            types[name.rpartition(".")[2]],
            FOR_EVER,
        )
        assert data == s3.bytes_of(s3.public, name)


def test_a_storys_page_names_addresses_that_answer_and_asks_the_storage_nothing(
    client, s3, requests, settings
):
    edition = make.published(shown=[make.photo()])
    requests.clear()

    html = client.get(edition.path).content.decode()
    client.get("/")

    assert requests == []
    found = set(re.findall(r'https?://[^\s",]+/anh/[^\s",]+', html))
    assert found == {f"{settings.S3.public_url}/{name}" for name in found_names(edition)}
    assert {asked(one)[0] for one in found} == {200}
    assert "X-Amz" not in html
    assert "/media/" not in html


def found_names(edition):
    """The files that the page of a story names: all but the crops as WebP."""
    shown = edition.facts["photos"][0]["files"]
    return [file["path"] for file in shown if not file["crop"] or file["format"] == "jpeg"]


def test_taken_down_its_files_are_gone_within_the_request_and_kept(client, s3, requests):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = make.photo("Cháu bé")
    edition = make.published(shown=[photo])
    before = {name: s3.bytes_of(s3.public, name) for name in public_names(photo)}
    requests.clear()

    client.post(page("take_down", photo.pk), {"reason": "Lộ mặt"})

    assert s3.names(s3.public) == []
    assert {asked(address(s3, s3.public, name))[0] for name in before} <= {403, 404}
    kept = {name: s3.bytes_of(s3.private, f"published/{name}") for name in before}
    assert kept == before
    assert s3.bytes_of(s3.private, photo.original.name)
    assert {asked(address(s3, s3.private, f"published/{name}"))[0] for name in before} == {403}
    each = [
        "private HeadObject",
        "default GetObject",
        "private PutObject",
        "default DeleteObject",
    ]
    assert requests == each * len(before)

    run(Fix.objects.get())
    shown = client.get(live(edition.article).path).content.decode()
    assert [name for name in before if name in shown] == []


def test_another_file_keeps_the_one_before(client, s3, requests):
    sign_in(client, Role.EDITOR)
    photo = make.photo()
    edition = make.published(shown=[photo])
    old = public_names(photo)
    requests.clear()

    client.post(page("replace", photo.pk), {"file": upload("red"), "reason": "Bản quét tốt hơn"})
    assert requests == ["private HeadObject", "private PutObject", "private PutObject"]
    run(Fix.objects.get())

    before, now = PastFile.objects.get(), Photo.objects.get()
    assert (before.original.name, before.size) == (photo.original.name, before.original.size)
    assert s3.bytes_of(s3.private, before.original.name)
    assert s3.bytes_of(s3.private, now.original.name) == make.jpeg(colour="red").read()
    shown = [file["path"] for file in live(edition.article).facts["photos"][0]["files"]]
    assert not set(shown) & set(old)
    assert {asked(address(s3, s3.public, name))[0] for name in shown} == {200}


def test_what_no_reader_is_shown_any_more_is_retired(s3, time_machine):
    photo = make.photo()
    names = [file["path"] for file in renditions.public_files(photo)]
    row = Rendition.objects.filter(photo=photo)
    row.update(created_at=row[0].created_at - files.PREPARED - files.GRACE)

    assert files.retire_unused_files.call() == len(names)

    assert s3.names(s3.public) == []
    # No edition ever showed them: there is nothing to keep.
    assert not any(name.startswith("published/") for name in s3.names(s3.private))


def test_a_portrait_is_shown_from_there(client, s3, requests, settings):
    who = make.person()
    make.published(body=f"<p>{who.name} đến dự.</p>")
    portraits.publish(Portrait.objects.create(person=who, photo=make.photo()))
    requests.clear()

    html = client.get(who.get_absolute_url()).content.decode()

    [source] = re.findall(r'<img src="([^"]+)"', html) or re.findall(r'src="(http[^"]+)"', html)
    assert requests == []
    assert source.startswith(f"{settings.S3.public_url}/anh/")
    assert asked(source)[0] == 200


def word_file():
    document = Document()
    document.add_heading("Bến cá vào vụ mới", level=0)
    document.add_paragraph("Sáng nay, bến cá đông khách.")
    document.add_picture(make.jpeg())
    document.add_paragraph("Ngư dân bán cá. Ảnh: QMG")
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile("tin.docx", buffer.getvalue())


def test_a_word_file_with_a_picture_is_imported_and_put_away(client, s3):
    sign_in(client, Role.REPORTER)
    choose, preview = (
        reverse("admin:articles_article_import"),
        reverse("admin:articles_article_import_preview"),
    )

    shown = client.post(choose, {"files": [word_file()]}, follow=True)
    [waiting] = s3.names(s3.private)
    assert re.fullmatch(rf"uploads/{RANDOM}", waiting)
    form = shown.context["items"][0]["form"]
    data = {form.add_prefix(name): value for name, value in form.initial.items() if value}
    client.post(preview, data | {form.add_prefix("take"): "on"})

    photo = Article.objects.get().photo_uses.get().photo
    assert s3.names(s3.private) == [photo.original.name, photo.preview.name]
    assert s3.bytes_of(s3.private, photo.original.name) == make.jpeg().read()


def test_an_unused_photo_goes_with_its_files(client, s3, requests):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    count = len(renditions.public_files(photo))
    requests.clear()

    client.post(page("delete", photo.pk), {"post": "yes"})

    assert not Photo.objects.exists()
    assert s3.names(s3.private) == s3.names(s3.public) == []
    assert requests == [*["private DeleteObject"] * 2, *["default DeleteObject"] * count]
