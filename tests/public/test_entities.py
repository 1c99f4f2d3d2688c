import datetime

import pytest
from django.utils import timezone
from lxml import html

from articles import pages, publishing
from articles.models import Edition, EditionPhoto
from articles.tasks import rerender_entity
from entities.models import EntityPage, Organisation
from tests import factories as make
from tests.public.record_pages import read

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
LEAD = "Ông Lê Văn Đạo dự hội nghị."


def test_person_page_shows_offices_stories_and_pictures(client):
    who = make.person("Lê Văn Đạo", biography="Kỹ sư thủy sản.")
    make.tenure(who, "Giám đốc Sở Y tế", end=datetime.date(2024, 5, 31), end_precision="month")
    make.tenure(who, "Phó Chủ tịch UBND tỉnh", start=datetime.date(2024, 6, 1))
    edition = make.published(lead=LEAD, shown=[make.photo("Ông Lê Văn Đạo tại hội nghị")])

    page = read(client, who)

    assert page.offices == [
        (
            [
                "Phó Chủ tịch UBND tỉnh",
                "Cơ quan Phó Chủ tịch UBND tỉnh",
                "01/06/2024 – nay",
            ],
            True,
        ),
        (["Giám đốc Sở Y tế", "Cơ quan Giám đốc Sở Y tế", "01/01/2020 – 5/2024"], False),
    ]
    assert page.all("//p[@class='person__office']/text()") == ["Phó Chủ tịch UBND tỉnh"]
    assert page.stories == [edition.path]
    assert page.photos == [("Ông Lê Văn Đạo tại hội nghị", "Ảnh: Thanh Vân", edition.path)]
    assert page.all("//div[@class='prose']/p/text()") == ["Kỹ sư thủy sản."]


def test_organisation_page_shows_who_led_it(client):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải", short_name="Sở Y tế")
    who = make.person("Lê Văn Đạo")
    make.tenure(who, "Giám đốc", at=body)
    make.published(lead="Sở Y tế tỉnh Ngân Hải cho biết, ông Lê Văn Đạo đã về.")

    page = read(client, body)

    assert page.all("//h3[@class='timeline__title']/text()") == ["Giám đốc"]
    assert page.offices == [(["Lê Văn Đạo", "01/01/2020 – nay"], True)]
    assert page.all("//ol[@class='timeline']//a/@href") == [who.get_absolute_url()]


@pytest.mark.parametrize("page", list(EntityPage))
@pytest.mark.parametrize("is_named", [True, False])
def test_page_exists_only_when_public_and_named_by_a_visible_story(client, page, is_named):
    who = make.person("Lê Văn Đạo", page=page)
    if is_named:
        make.published(lead=LEAD)

    response = client.get(who.get_absolute_url())

    expected = 200 if page == EntityPage.PUBLIC and is_named else 404
    assert response.status_code == expected


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "superseded"])
def test_page_does_not_exist_by_a_story_that_is_not_visible(client, state):
    now = timezone.now()
    who = make.person("Lê Văn Đạo")
    match state:
        case "draft":
            make.approved(lead=LEAD)
        case "scheduled":
            article = make.approved(lead=LEAD)
            publishing.publish(
                article,
                revision=article.approved_revision,
                by=make.editor(),
                at=now + HOUR,
                now=now,
            )
        case "withdrawn":
            edition = make.published(lead=LEAD, now=now - HOUR)
            publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.", now=now)
        case "superseded":
            edition = make.published(lead=LEAD, now=now - HOUR)
            make.republished(edition.article, lead="Không nhắc ai.", now=now)

    assert client.get(who.get_absolute_url()).status_code == 404


def test_another_slug_redirects_and_the_other_kind_is_a_404(client):
    who = make.person("Lê Văn Đạo")
    make.published(lead=LEAD)

    moved = client.get(f"/nhan-vat/ten-cu-{who.pk}/")
    other = client.get(f"/to-chuc/le-van-dao-{who.pk}/")

    assert (moved.status_code, moved["Location"]) == (301, who.get_absolute_url())
    assert other.status_code == 404


def test_merged_person_redirects_to_the_survivor(client):
    old, new = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạt")
    make.published(lead="Ông Lê Văn Đạt dự hội nghị.")
    old.merged_into, old.page = new, EntityPage.NONE
    old.save()

    response = client.get(old.get_absolute_url())

    assert (response.status_code, response["Location"]) == (301, new.get_absolute_url())


def test_together_with_leaves_out_people_without_a_page(client):
    who = make.person("Lê Văn Đạo")
    friend = make.person("Trần Thị Hòa")
    make.person("Vũ Minh Khuê", page=EntityPage.NONE)
    make.published(lead="Ông Lê Văn Đạo, bà Trần Thị Hòa và bà Vũ Minh Khuê dự hội nghị.")

    assert read(client, who).together == [(friend.get_absolute_url(), "1 bài")]


def test_a_body_shows_its_names_over_time(client):
    body = make.organisation("Sở Nông nghiệp và Môi trường")
    day = datetime.date
    make.alias(body, "Ty Canh nông", kind="former", valid_until=day(1970, 12, 31))
    make.alias(
        body,
        "Sở Nông nghiệp",
        kind="former",
        valid_from=day(1971, 1, 1),
        valid_until=day(2025, 2, 28),
    )
    make.alias(body, "Nha Canh nông", kind="former")
    make.alias(body, "Sở NN&MT", kind="short")
    make.published(lead="Sở Nông nghiệp và Môi trường cho biết.")

    facts = read(client, body).facts

    assert facts["Tên gọi khác"] == ["Sở NN&MT"]
    assert facts["Tên gọi trước đây"] == [
        "Ty Canh nông · đến 31/12/1970",
        "Sở Nông nghiệp · 01/01/1971 – 28/02/2025",
        "Nha Canh nông",
    ]


def test_other_names_stand_in_vietnamese_order(client):
    who = make.person("Lê Văn Đạo")
    for name in ["Út Đạo", "Đạo Lê", "Ông Đạo", "Anh Đạo"]:
        make.alias(who, name, kind="short")
    make.published(lead=LEAD)

    assert read(client, who).facts["Tên gọi khác"] == ["Anh Đạo, Đạo Lê, Ông Đạo, Út Đạo"]


def test_taking_a_page_takes_the_links_from_published_stories(client):
    who = make.person("Lê Văn Đạo")
    edition = make.published(lead=LEAD)

    pages.set_page(who, EntityPage.NONE, by=make.editor())
    rerender_entity.call(who.pk)

    assert client.get(who.get_absolute_url()).status_code == 404
    page = client.get(edition.path).content.decode()
    assert who.get_absolute_url() not in page
    assert Edition.objects.count() == 1


def test_bodies_without_a_page_are_not_named_as_parts_or_parents(client):
    hidden = make.organisation("Ban Cơ yếu", page=EntityPage.NONE)
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    part = make.organisation("Phòng Kín", page=EntityPage.NONE)
    Organisation.objects.filter(pk=body.pk).update(parent=hidden)
    Organisation.objects.filter(pk=part.pk).update(parent=body)
    make.published(lead="Sở Y tế tỉnh Ngân Hải cho biết.")

    page = client.get(body.get_absolute_url()).content.decode()

    assert "Ban Cơ yếu" not in page
    assert "Phòng Kín" not in page


@pytest.mark.parametrize(("count", "folded"), [(8, 0), (9, 1), (11, 3)])
def test_of_many_parts_those_after_the_eighth_are_folded(client, count, folded):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    for number in range(count):
        part = make.organisation(f"Trạm Y tế số {number:02}")
        Organisation.objects.filter(pk=part.pk).update(parent=body)
    make.published(lead="Sở Y tế tỉnh Ngân Hải cho biết.")

    page = html.fromstring(client.get(body.get_absolute_url()).content.decode())

    names = [f"Trạm Y tế số {number:02}" for number in range(count)]
    told = [name.strip() for name in page.xpath("//dl//text()") if "Trạm" in name]
    assert told == names
    assert [li.text_content().strip() for li in page.xpath("//dl//details//li")] == names[8:]
    summary = [f"Xem thêm {folded} đơn vị"] if folded else []
    assert page.xpath("//dl//summary/text()") == summary


def test_pen_names_and_spellings_are_not_printed(client):
    who = make.person("Lê Văn Đạo")
    for kind in ["pen_name", "spelling", "former"]:
        make.alias(who, f"Tên Loại {kind}", kind=kind)
    make.published(lead=LEAD)

    assert read(client, who).facts == {"Tên gọi khác": ["Tên Loại former"]}


def test_short_name_of_an_organisation_is_printed_once(client):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải", short_name="Sở Y tế")
    for name in ["Sở Y tế", "SYT"]:
        make.alias(body, name, kind="short")
    make.published(lead="Sở Y tế tỉnh Ngân Hải họp sáng nay.")

    facts = read(client, body).facts

    assert facts["Tên gọi tắt"] == ["Sở Y tế"]
    assert facts["Tên gọi khác"] == ["SYT"]


@pytest.mark.parametrize(("kind", "told"), [("government", ["Cơ quan nhà nước"]), ("other", None)])
def test_a_kind_begins_with_a_capital_and_other_is_not_told(client, kind, told):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    Organisation.objects.filter(pk=body.pk).update(kind=kind)
    make.published(lead="Sở Y tế tỉnh Ngân Hải cho biết.")

    assert read(client, body).facts.get("Loại hình") == told


def test_a_thumbnail_is_chosen_at_publishing_and_found_of_those_before(client):
    who = make.person("Lê Văn Đạo")
    make.published(lead=LEAD, shown=[make.photo("Ông Lê Văn Đạo")])
    row = EditionPhoto.objects.get()
    chosen = read(client, who).all("//div[@class='photos']//img/@src")

    EditionPhoto.objects.update(thumbnail={})

    assert row.thumbnail in row.files
    assert len(chosen) == 1
    assert chosen[0].endswith(row.thumbnail["path"])
    assert read(client, who).all("//div[@class='photos']//img/@src") == chosen


FOUNDED = {"founded_on": datetime.date(1993, 1, 1), "founded_precision": "year"}
DISSOLVED = {"dissolved_on": datetime.date(2020, 1, 1), "dissolved_precision": "year"}


@pytest.mark.parametrize(
    ("known", "terms"),
    [
        ({}, []),
        ({"short_name": "Sở Y tế"}, ["Tên gọi tắt"]),
        ({"kind": "government"}, ["Loại hình"]),
        (FOUNDED, ["Thành lập"]),
        (DISSOLVED, ["Giải thể"]),
    ],
)
def test_a_body_of_which_nothing_is_known_has_no_list_of_facts(client, known, terms):
    body = make.organisation("Cảng Cửa Lạch")
    Organisation.objects.filter(pk=body.pk).update(**known)
    make.published(body="<p>Cảng Cửa Lạch mở cửa.</p>")

    page = read(client, body)

    assert (list(page.facts), len(page.all("//main//dl"))) == (terms, len(terms))


@pytest.mark.parametrize("fact", ["alias", "former", "above", "part"])
def test_a_body_of_which_one_thing_is_known_has_a_list_of_it(client, fact):
    body = make.organisation("Cảng Cửa Lạch")
    other = make.organisation("Cụm cảng Ngân Hải")
    match fact:
        case "alias" | "former":
            make.alias(body, "Tên khác", kind="short" if fact == "alias" else "former")
        case "above":
            Organisation.objects.filter(pk=body.pk).update(parent=other)
        case "part":
            Organisation.objects.filter(pk=other.pk).update(parent=body)
    make.published(body="<p>Cảng Cửa Lạch mở cửa.</p>")

    page = read(client, body)

    assert (len(page.facts), len(page.all("//main//dl"))) == (1, 1)
