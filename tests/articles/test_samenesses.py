import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from articles import samenesses
from photos.likeness import Likeness
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

ADD = "admin:photos_photo_add"
# Nothing that the checks of captions have a word on.
SENT = {"caption": "Lần hai", "alt_text": "Tàu về bến"}


def test_photo_that_ran_is_told_with_its_day_story_and_caption():
    photo = make.photo()
    moment = datetime.datetime(2025, 11, 17, 9, tzinfo=timezone.get_default_timezone())
    make.published(shown=[photo], now=moment)

    told = [[samenesses.sentence(Likeness(photo, same, 1.0))] for same in (True, False)]

    ran = f"(số {photo.pk}) đã đăng ngày 17/11/2025 trong “Bến cá Cửa Lạch vào vụ mới”"
    assert told == [
        [f"Tệp này {ran}, chú thích “Bến cá buổi sớm”."],
        [f"Ảnh giống ảnh này {ran}, chú thích “Bến cá buổi sớm”."],
    ]


def test_photo_of_a_draft_or_to_come_is_told_without_the_story():
    photo = make.photo()
    make.story(shown=[photo])

    likes = [Likeness(photo, True, 1.0), Likeness(photo, False, 0.9)]
    assert [note.sentence for note in samenesses.notes(likes, by=make.editor())] == [
        f"Tệp này đã có trong kho ảnh: số {photo.pk}, chú thích “Bến cá buổi sớm”.",
        f"Kho ảnh đã có ảnh giống ảnh này: số {photo.pk}, chú thích “Bến cá buổi sớm”.",
    ]


def test_upload_of_a_file_we_have_is_told(client):
    first = make.photo()
    client.force_login(make.UserFactory())
    values = values_of(client.get(reverse(ADD)))
    file = SimpleUploadedFile("b.jpg", make.jpeg().getvalue(), content_type="image/jpeg")

    response = client.post(reverse(ADD), values | SENT | {"file": file})

    told = [str(message) for message in get_messages(response.wsgi_request)]
    number = f"số {first.pk}, chú thích “Bến cá buổi sớm”."
    assert [" ".join(strip_tags(one).split()) for one in told[:-1]] == [
        f"Tệp này đã có trong kho ảnh: {number} Dùng ảnh đó"
    ]
