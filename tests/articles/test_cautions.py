"""What an editor is told before readers see a story, though it stops nothing."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import cautions, saving
from articles.models import Mention
from entities.models import EntityPage
from photos.models import Photo
from tests import factories as make
from tests.articles.desk import address, send

pytestmark = pytest.mark.django_db

TOLD = "“Lê Văn Đạo” cần được bảo vệ danh tính"


def told(article):
    return cautions.of_revision(article.last_revision)


def test_a_whole_story_needs_no_caution():
    assert told(make.story(shown=[make.photo()])) == []


def test_photos_that_have_not_come_or_stand_nowhere_are_told():
    article = make.story(shown=[make.awaiting_photo(), make.photo()])

    assert told(article) == ["Số ảnh bạn đọc chưa thấy được: 1."]


def test_a_story_without_a_byline_is_told():
    article = make.story()
    article.bylines.all().delete()
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert told(article) == ["Tin, bài chưa có tên tác giả."]


@pytest.mark.parametrize(
    ("days", "is_odd"), [(-40_000, True), (-3650, False), (0, False), (30, False), (500, True)]
)
def test_a_day_that_is_hardly_meant_is_told(days, is_odd):
    day = timezone.localdate() + datetime.timedelta(days=days)

    sentences = told(make.story(story_on=day))

    assert sentences == [f"Ngày của tin, bài là {day:%d/%m/%Y}. Có đúng không?"] * is_odd


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (EntityPage.PUBLIC, ", và có trang riêng mà bài sẽ dẫn tới."),
        (EntityPage.NONE, ", và có tên trong bài."),
    ],
)
def test_a_protected_name_in_the_text_is_told(page, where):
    make.person("Lê Văn Đạo", page=page, is_protected=True)

    assert told(make.story(lead="Em Lê Văn Đạo kể lại.")) == [TOLD + where]


def test_a_protected_name_in_a_caption_is_told_even_if_it_came_there_later():
    make.person("Lê Văn Đạo", is_protected=True)
    article = make.story(shown=[make.photo("Bến cá")])
    Photo.objects.update(caption="Em Lê Văn Đạo ở bến cá")

    assert told(article) == [f"{TOLD}, và có tên trong chú thích ảnh."]


def test_a_name_that_was_rejected_or_is_not_protected_is_not_told():
    make.person("Trần Thị Hòa")
    make.person("Lê Văn Đạo", is_protected=True)
    article = make.story(lead="Lê Văn Đạo và Trần Thị Hòa dự hội nghị.", accept=False)
    Mention.objects.update(decision="rejected", decided_by=make.editor(), decided_at=timezone.now())
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert told(article) == []


@pytest.mark.parametrize("status", ["submitted", "in_review", "approved"])
def test_editors_find_it_on_the_form_and_reporters_do_not(client, status):
    make.person("Lê Văn Đạo", is_protected=True, page=EntityPage.NONE)
    article = make.in_status(status, lead="Em Lê Văn Đạo kể lại.")
    pages = []
    for user in [make.editor(), article.created_by]:
        client.force_login(user)
        pages.append(client.get(address(article)).content.decode())

    assert [TOLD in page for page in pages] == [True, False]


def test_it_stands_there_after_publishing_too(client):
    article = make.approved(shown=[make.awaiting_photo()])
    client.force_login(make.editor())

    response = send(client, article, _act="publish")

    assert article.editions.exists()
    assert "Số ảnh bạn đọc chưa thấy được: 1." in response.content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_importing_tells_of_the_day_and_of_protected_names(tmp_path, capsys, day):
    make.person("Lê Văn Đạo", is_protected=True, page=EntityPage.NONE)
    section, editor = make.SectionFactory(), make.editor()
    path = tmp_path / "tin.txt"
    path.write_text("Bến cá vào vụ\n\nSáng nay, em Lê Văn Đạo ra bến.\n\nTàu về.\n")

    options = {"date": datetime.date.fromisoformat(day), "publish": True}
    call_command("import_story", path, by=editor.username, section=section.slug, **options)

    out = capsys.readouterr().out
    assert f"Ngày của tin, bài là {'/'.join(reversed(day.split('-')))}. Có đúng không?" in out
    assert f"{TOLD}, và có tên trong bài." in out
