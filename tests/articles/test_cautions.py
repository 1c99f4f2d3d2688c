"""What the desk is told before readers see a story, though it stops nothing."""

import datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from articles import publishing, saving
from articles.models import Mention
from entities.models import EntityPage
from photos.models import Photo
from tests import factories as make
from tests.articles.checks import items, warnings
from tests.articles.desk import address, send

pytestmark = pytest.mark.django_db

TOLD = "“Lê Văn Đạo” cần được bảo vệ danh tính"
DAY = datetime.date(2026, 3, 2)


def test_photos_that_have_not_come_or_stand_nowhere_are_told():
    article = make.story(shown=[make.awaiting_photo(), make.photo()])

    assert warnings(article) == ["Số ảnh bạn đọc chưa thấy được: 1."]


@pytest.mark.parametrize(
    ("days", "is_odd"), [(-40_000, True), (-3650, False), (0, False), (30, False), (500, True)]
)
def test_a_day_that_is_hardly_meant_is_told(days, is_odd):
    day = timezone.localdate() + datetime.timedelta(days=days)

    sentences = warnings(make.story(story_on=day))

    assert sentences == [f"Ngày của tin, bài là {day:%d/%m/%Y}. Có đúng không?"] * is_odd


# Names


def test_unknown_names_are_told_until_somebody_looked_at_them():
    article = make.story(lead="Ông Sầm Văn Hải và bà Lò Thị Mai cùng dự.")
    before = warnings(article)
    Mention.objects.update(decision="rejected", decided_by=make.editor(), decided_at=timezone.now())
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert before == ["Tên chưa có ai xem: Sầm Văn Hải, Lò Thị Mai."]
    assert warnings(article) == []


def test_of_many_unknown_names_the_first_are_told_and_how_many_more():
    given = ["An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khoa"]
    article = make.story(lead=" ".join(f"Ông Sầm Văn {name} phát biểu." for name in given))

    (sentence,) = warnings(article)

    assert sentence.endswith("Sầm Văn Giang và 2 tên khác.")


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (EntityPage.PUBLIC, ", và có trang riêng mà bài sẽ dẫn tới."),
        (EntityPage.NONE, ", và có tên trong bài."),
    ],
)
def test_a_protected_name_in_the_text_is_told(page, where):
    make.person("Lê Văn Đạo", page=page, is_protected=True)

    assert warnings(make.story(lead="Em Lê Văn Đạo kể lại.")) == [TOLD + where]


def test_a_protected_name_in_a_caption_is_told_even_if_it_came_there_later():
    make.person("Lê Văn Đạo", is_protected=True)
    article = make.story(shown=[make.photo("Bến cá")])
    Photo.objects.update(caption="Em Lê Văn Đạo ở bến cá")

    (found,) = items(article)

    assert found.sentence == f"{TOLD}, và có tên trong chú thích ảnh."
    assert found.where == article.photo_uses.get().key


def test_a_name_that_was_rejected_or_is_not_protected_is_not_told():
    make.person("Trần Thị Hòa")
    make.person("Lê Văn Đạo", is_protected=True)
    article = make.story(lead="Lê Văn Đạo và Trần Thị Hòa dự hội nghị.", accept=False)
    Mention.objects.update(decision="rejected", decided_by=make.editor(), decided_at=timezone.now())
    saving.save(article, by=make.editor(), expected_version=article.version)

    assert warnings(article) == []


# Offices


@pytest.mark.parametrize(
    ("written", "is_told"),
    [
        ("Giám đốc Sở Y tế", False),
        ("Giám đốc sở Y tế", False),
        # Held before, and another rank in the same body.
        ("Chủ tịch UBND huyện Vân Sa", True),
        ("Phó Giám đốc Sở Y tế", True),
        # Not on record at all: records are never whole.
        ("Bí thư Huyện ủy Vân Sa", False),
    ],
)
def test_an_office_that_the_record_does_not_bear_out_is_told_with_its_source(written, is_told):
    who = make.person("Lê Văn Đạo")
    until = datetime.date(2019, 12, 31)
    make.tenure(who, "Giám đốc Sở Y tế", source_text="Nghị quyết 12/NQ-HĐND")
    make.tenure(who, "Chủ tịch Ủy ban nhân dân huyện Vân Sa", start=None, end=until)

    found = warnings(make.story(lead=f"Ông Lê Văn Đạo, {written}, đến dự.", story_on=DAY))

    sentence = (
        f"“Lê Văn Đạo” được ghi là “{written}”; hồ sơ ngày 02/03/2026 ghi: Giám đốc Sở Y tế. "
        "Nguồn: Nghị quyết 12/NQ-HĐND."
    )
    assert [one for one in found if "hồ sơ" in one] == [sentence] * is_told


def test_an_office_of_the_storys_own_day_is_right():
    who = make.person("Lê Văn Đạo")
    make.tenure(who, "Giám đốc Sở Y tế", end=datetime.date(2022, 1, 1))
    make.tenure(who, "Bí thư Thành ủy", start=datetime.date(2022, 1, 2))
    lead = "Ông Lê Văn Đạo, Giám đốc Sở Y tế, đến dự."

    then = warnings(make.story(lead=lead, story_on=datetime.date(2021, 5, 5)))
    later = warnings(make.story(lead=lead, story_on=DAY))

    assert then == []
    assert len(later) == 1
    assert "Bí thư Thành ủy. Nguồn: chưa ghi nhận." in later[0]


# What one story writes in two ways (the rules themselves: tests/vietnamese/test_agreement.py)


def test_numbers_days_and_names_that_differ_are_told_with_their_places():
    make.person("Lê Văn Đạo")
    article = make.story(
        headline="Cứu 15 ngư dân trong ngày 17/11",
        lead="Sáng 18/11, 14 ngư dân được đưa vào bờ.",
        body="<p>Ông Lê Văn Đạo kể lại.</p><p>Theo ông Lê Văn Đào, tàu chìm nhanh.</p>",
    )

    found = [(one.code, one.where) for one in items(article) if one.code != "names"]

    assert found == [("numbers", "headline"), ("dates", "headline"), ("spelling", "names")]


def test_what_agrees_is_not_told():
    article = make.story(
        headline="Cứu 15 ngư dân trong ngày 17/11",
        lead="Sáng 17/11, 15 ngư dân được đưa vào bờ.",
        shown=[make.photo("15 ngư dân vào bờ")],
    )

    assert warnings(article) == []


# Links


@pytest.mark.parametrize(
    "href",
    ["/", "STORY", "PERSON", "SECTION", "OURS", "https://example.org/x", "mailto:a@example.org"],
)
def test_links_that_readers_can_open_are_not_told(href):
    edition = make.published()
    person = make.person()
    known = {
        "STORY": edition.path,
        "PERSON": person.get_absolute_url(),
        "SECTION": edition.section_path,
        "OURS": settings.SITE_URL + edition.path,
    }

    assert warnings(make.story(body=f'<p><a href="{known.get(href, href)}">ở đây</a></p>')) == []


@pytest.mark.parametrize(
    "href",
    [
        "/khong/co-dau-ca/x",
        "/tin/khong-co-999/",
        "/khong-co/",
        f"/tin/khong-co-{9**30}/",
        "DRAFT",
        "PERSON",
        "/admin/",
        "OURS",
    ],
)
def test_links_inside_the_site_that_lead_nowhere_are_told(href):
    draft = make.story()
    person = make.person(page=EntityPage.NONE)
    known = {
        "DRAFT": f"/{draft.section.slug}/bai-{draft.pk}/",
        "PERSON": person.get_absolute_url(),
        "OURS": f"{settings.SITE_URL}/tin/khong-co-999/",
    }
    link = known.get(href, href)

    found = items(make.story(body=f'<p><a href="{link}">ở đây</a></p>'))

    sentence = f"Liên kết “{link}” không dẫn tới trang nào của báo."
    assert [(one.sentence, one.where) for one in found] == [(sentence, "body")]


def test_a_link_to_a_story_that_opens_later_is_told_until_both_are_out():
    article = make.approved()
    opens = timezone.now() + datetime.timedelta(days=1)
    waiting = publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=opens
    )
    story = make.story(body=f'<p><a href="{waiting.path}">ở đây</a></p>')

    moment = f"{timezone.localtime(opens):%H:%M, %d/%m/%Y}"
    sentence = f"Liên kết “{waiting.path}” dẫn tới tin, bài đến {moment} mới lên trang."
    assert warnings(story) == [sentence]
    assert warnings(story, at=opens + datetime.timedelta(minutes=1)) == []


@pytest.mark.parametrize("page", list(EntityPage))
def test_a_name_that_is_linked_by_hand_and_has_no_page_is_told(page):
    who = make.person("Lê Văn Đạo", page=page)

    found = items(make.story(body=f'<p><a data-entity="{who.pk}">ông Đạo</a> kể.</p>'))

    assert [one.code for one in found] == ["links"] * (page == EntityPage.NONE)


# The same text, and lengths

LONG = "Tàu về sớm hơn mọi năm, và bến cá đông từ lúc trời chưa sáng. " * 5


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        (f"<p>{LONG}</p>", True),
        # Laid out in another way, and typed without one capital letter.
        (f"<p>{LONG[:63].lower()}</p><p><strong>{LONG[63:]}</strong></p>", True),
        (f"<p>{LONG} Thêm một câu.</p>", False),
        # Two short notices may be the same.
        ("<p>Mất điện.</p>", False),
    ],
)
def test_a_text_that_another_story_has_is_told(body, is_told):
    first = make.story(body=f"<p>{LONG}</p>" if len(body) > 200 else body)

    found = warnings(make.story(headline="Tít khác", body=body))

    sentence = f"Tin, bài số {first.pk} có cùng nội dung: “Bến cá Cửa Lạch vào vụ mới”."
    assert found == [sentence] * is_told


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"headline": "a" * 90, "lead": "a " * 80}, []),
        ({"headline": "a" * 91}, ["headline"]),
        ({"lead": "a " * 81}, ["lead"]),
    ],
)
def test_lengths_are_told(changes, where):
    found = items(make.story(), **changes)

    assert [(one.code, one.where) for one in found] == [("length", place) for place in where]


# Who is told


@pytest.mark.parametrize("status", ["draft", "submitted", "in_review", "approved"])
def test_editors_and_reporters_find_it_on_the_form(client, status):
    make.person("Lê Văn Đạo", is_protected=True, page=EntityPage.NONE)
    article = make.in_status(status, lead="Em Lê Văn Đạo kể lại.")
    pages = []
    for user in [make.editor(), article.created_by]:
        client.force_login(user)
        pages.append(client.get(address(article)).content.decode())

    assert [TOLD in page for page in pages] == [True, True]


def test_what_it_was_published_over_stands_in_what_happened(client):
    article = make.approved(shown=[make.awaiting_photo()])
    client.force_login(make.editor())

    page = send(client, article, _act="publish").content.decode()

    assert article.editions.exists()
    assert "Xuất bản dù có 1 cảnh báo" in page
    assert page.count("Số ảnh bạn đọc chưa thấy được: 1.") == 2


# Importing


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_importing_tells_of_the_day_and_of_protected_names(tmp_path, capsys, day):
    make.person("Lê Văn Đạo", is_protected=True, page=EntityPage.NONE)
    section, editor = make.SectionFactory(), make.editor()
    path = tmp_path / "tin.txt"
    path.write_text("Bến cá vào vụ\n\nSáng nay, em Lê Văn Đạo ra bến.\n\nTàu về.\n")

    options = {"date": datetime.date.fromisoformat(day), "publish": True}
    call_command("import_story", path, by=editor.username, section=section.slug, **options)

    out = capsys.readouterr().out
    assert out.count(f"Ngày của tin, bài là {'/'.join(reversed(day.split('-')))}. Có đúng") == 1
    assert f"{TOLD}, và có tên trong bài." in out
    assert f"Tin, bài chưa có tên tác giả: đã ký “{editor.get_short_name()}”." in out


def test_of_a_page_of_links_that_lead_nowhere_the_first_are_told():
    body = "".join(f'<p><a href="/khong-co-{n}/">đây</a></p>' for n in range(30))

    assert len(warnings(make.story(body=body))) == 10
