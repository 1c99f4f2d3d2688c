import pytest
from django.core.checks import run_checks
from django.utils import timezone
from lxml import html

from accounts import demo
from accounts.models import User
from articles import arranging
from articles.front import SLOTS, Chosen
from articles.models import (
    Article,
    ArticleStatus,
    Edition,
    FrontArrangement,
    FrontPlace,
    Note,
    Notification,
)
from entities import bodies
from entities.models import Alias, Entity, EntityKind, Organisation, Person, Place, Tenure
from photos.models import AlikePhotos, Photo, Portrait
from public.entities import names
from samples import faces, newsroom, registry, talk
from samples.seen import SEEN
from tests import factories as f

pytestmark = pytest.mark.django_db

FILES = ["06-tai-nan-duong-ven-bien.txt", "14-cho-phien-nong-san.txt", "21-pho-den-long.txt"]

MADE = [Article, Edition, Entity, Tenure, FrontPlace]


@pytest.fixture
def made(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    demo.create()
    now = timezone.now()
    registry.create(timezone.localdate(now))
    newsroom.create(now, lambda line: None, only=FILES)
    return now


def test_demo_takes_its_stories_to_where_they_belong(made):
    states = {
        article.headline[:8]: str(article.publication)
        for article in Article.objects.with_publication(timezone.now())
    }

    assert sorted(states.values()) == ["corrected", "scheduled", "withdrawn"]
    assert all(edition.reason or edition.kind == "first" for edition in Edition.objects.all())


def test_demo_has_a_front_page_that_an_editor_arranged(made):
    editor = User.objects.get(username="bientapvien")
    coming = Article.objects.with_publication(made).get(next_visible_from__isnull=False)

    arrangement = FrontArrangement.objects.get()

    assert (arrangement.made_by, arranging.of(arrangement)) == (
        editor,
        {"more-1": Chosen(coming.pk)},
    )
    placed = [row["slot"] for row in newsroom.rows() if "slot" in row]
    assert set(placed) <= {slot.name for slot in SLOTS}
    assert len(set(placed)) == len(placed) > 4


def test_demo_made_twice_changes_nothing(made):
    before = [
        list(model.objects.values()) for model in [Article, Edition, Entity, Tenure, FrontPlace]
    ]

    again = newsroom.create(timezone.now(), lambda line: None, only=FILES)

    after = [
        list(model.objects.values()) for model in [Article, Edition, Entity, Tenure, FrontPlace]
    ]
    assert again == 0
    assert after == before


def test_demo_has_notes_on_a_story_in_review_and_a_past_that_is_read(made):
    article = f.in_status(ArticleStatus.IN_REVIEW, by=User.objects.get(username="phongvien"))
    Article.objects.filter(pk=article.pk).update(body="<p>Có 64 hộ thành viên trồng chè.</p>")

    talk.create(made)
    talk.create(made)

    notes = Note.objects.values_list("field", "quote", "written_by__username")
    assert list(notes) == [("body", "64 hộ thành", "bientapvien"), ("headline", "", "bientapvien")]
    # The second time took the first one's as read.
    assert not Notification.objects.unread().filter(recipient__is_demo=True).exists()


def test_demo_is_no_production(made):
    ids = [problem.id for problem in run_checks(include_deployment_checks=True)]

    assert "accounts.E001" in ids


def test_bodies_of_the_sample_province_say_so(made):
    of_province = Organisation.objects.filter(province__name="Ngân Hải")
    local = Alias.objects.filter(is_local=True)

    assert of_province.filter(entity__name="Ủy ban nhân dân tỉnh Ngân Hải").exists()
    assert not of_province.filter(kind__in=["company", "press", "school"]).exists()
    assert {"Tỉnh ủy", "UBND tỉnh", "Sở Y tế", "Công an tỉnh"} <= {alias.name for alias in local}
    assert not local.filter(name__contains="Ngân Hải").exists()
    # These name the ward: they mean it wherever they stand.
    assert not local.filter(name__startswith="UBND phường").exists()


def test_bodies_of_the_sample_province_are_not_made_twice(made):
    before = set(Organisation.objects.values_list("pk", flat=True))

    loaded = bodies.load(Place.objects.get(name="Ngân Hải"))

    assert {entity.pk for _name, entity in loaded.adopted} <= before
    assert "Sở Y tế tỉnh Ngân Hải" in {entity.name for _name, entity in loaded.adopted}
    assert Entity.objects.filter(name__iexact="Sở Y tế tỉnh Ngân Hải").count() == 1


@pytest.fixture
def on_record(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    demo.create()
    registry.create(timezone.localdate())


def test_demo_shows_portraits_with_their_credit(on_record, client):
    told = []

    made = faces.create(told.append)

    assert (made, told) == (3, ["Drawing 3 portraits …"])
    assert {
        (row.person.name, row.photo.source_file_name, row.credit, row.alt_text)
        for row in Portrait.objects.shown_on(timezone.localdate())
    } == {
        ("Đinh Quang Hưởng", "portrait_secretary.jpg", "Ảnh: BNH", SEEN["portrait_secretary"]),
        ("Tạ Đình Khoát", "portrait_chairman.jpg", "Ảnh: BNH", SEEN["portrait_chairman"]),
        ("Phùng Thị Mai Thảo", "portrait_deputy.jpg", "Ảnh: BNH", SEEN["portrait_deputy"]),
    }
    assert {
        (photo.uploaded_by.username, photo.usage_terms, photo.subjects.get().name)
        for photo in Photo.objects.all()
    } == {
        ("bientapanh", faces.TERMS, name)
        for name in ["Đinh Quang Hưởng", "Tạ Đình Khoát", "Phùng Thị Mai Thảo"]
    }
    # The desk is not asked whether two of them are one picture.
    assert not AlikePhotos.objects.exists()
    f.published(lead="Bà Phùng Thị Mai Thảo dự hội nghị.")
    page = client.get(Entity.objects.get(name="Phùng Thị Mai Thảo").get_absolute_url())
    figure = html.fromstring(page.content.decode()).xpath("//figure[@class='portrait']")[0]
    assert figure.xpath("figcaption/text()") == ["Ảnh: BNH"]
    assert figure.xpath(".//img/@alt") == [SEEN["portrait_deputy"]]


def test_demo_brings_no_portrait_back_that_was_taken_away(on_record):
    faces.create(lambda line: None)
    Portrait.objects.all().delete()

    again = faces.create(lambda line: None)

    assert (again, Portrait.objects.count(), Photo.objects.count()) == (0, 0, 3)


def test_demo_leaves_portraits_alone_that_somebody_chose(on_record):
    chosen = f.photo("Chân dung", colour="red")
    for row in registry.load()["people"]:
        if "portrait" in row:
            Portrait.objects.create(person=Entity.objects.get(name=row["name"]), photo=chosen)

    assert faces.create(lambda line: None) == 0


def known_by(model, entity):
    rows = model.objects.filter(pk=entity.pk).order_by(*names.IN_TIME)
    return list(rows.values_list(*names.COLUMNS))


def test_demo_knows_people_and_bodies_by_other_names(on_record):
    people = {
        person.name: names.other_names(known_by(Person, person), EntityKind.PERSON)[0]
        for person in Entity.objects.people()
    }
    former = {
        body.name: names.other_names(known_by(Organisation, body), EntityKind.ORGANISATION)[1]
        for body in Entity.objects.organisations()
    }

    assert {name: others for name, others in people.items() if others} == {
        "Lương Thị Hải Vi": ["Lương Hải Vi"],
        "Nguyễn Thị Thu Cúc": ["Nguyễn Thu Cúc"],
        "Phùng Thị Mai Thảo": ["Phùng Mai Thảo"],
        "Triệu Thị Mẩy": ["Triệu Mùi Mẩy"],
        "Đoàn Duy Thạo": ["Duy Thạo"],
    }
    assert {
        name: [(was["name"], was["until_text"]) for was in before]
        for name, before in former.items()
        if before
    } == {
        "Ban Chỉ huy Bộ đội Biên phòng tỉnh Ngân Hải": [
            ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh Ngân Hải", "30/06/2025")
        ],
        "Sở Nông nghiệp và Môi trường tỉnh Ngân Hải": [
            ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Ngân Hải", "28/02/2025")
        ],
        "Ủy ban nhân dân phường Cửa Lạch": [("Ủy ban nhân dân thị trấn Cửa Lạch", "30/06/2025")],
    }
