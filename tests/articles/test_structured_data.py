"""What a story tells machines of itself: schema.org/NewsArticle, each field whole."""

import datetime
import json

import pytest
from django.contrib.staticfiles import finders
from lxml import html
from PIL import Image

from articles import packaging, publishing, structured_names, structured_site
from articles.models import Byline, Topic
from entities.models import DatePrecision, EntityPage, Organisation, OrganisationKind, Person
from tests import factories as make
from vietnamese.slugs import slugify

pytestmark = pytest.mark.django_db

SITE = "https://bao.example"
NOON = datetime.datetime(2026, 3, 2, 5, tzinfo=datetime.UTC)
PAPER = {"@id": f"{SITE}/#publisher", "name": "Báo Ngân Hải", "url": f"{SITE}/"}


@pytest.fixture
def section():
    return make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")


def told(edition):
    [script] = html.fragment_fromstring(edition.json_ld, create_parent="div").iter("script")
    return json.loads(script.text)


def signed(*bylines, **story):
    """Return the edition of a story signed by (name, role), and the authors."""
    article = make.story(**story)
    article.bylines.all().delete()
    authors = [make.AuthorFactory(printed_name=name) for name, _role in bylines]
    for position, (author, (_name, role)) in enumerate(zip(authors, bylines, strict=True)):
        Byline.objects.create(article=article, author=author, role=role, position=position)
    revision = make.approved_again(article)
    return publishing.publish(article, revision=revision, by=make.editor(), now=NOON), authors


def test_a_story_alone_says_all_that_is_known_of_it(section):
    edition = make.published(
        headline="Bến cá vào vụ", lead="Sáng nay.", section=section, now=NOON, body="<p>Về sớm.</p>"
    )
    url = f"{SITE}/kinh-te-bien/ben-ca-vao-vu-{edition.article_id}/"
    [author] = edition.article.bylines.all()

    assert told(edition) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"{url}#story",
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": url,
            "breadcrumb": {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": 1,
                        "name": "Báo Ngân Hải",
                        "item": f"{SITE}/",
                    },
                    {
                        "@type": "ListItem",
                        "position": 2,
                        "name": "Kinh tế biển",
                        "item": f"{SITE}/kinh-te-bien/",
                    },
                    {"@type": "ListItem", "position": 3, "name": "Bến cá vào vụ", "item": url},
                ],
            },
        },
        "headline": "Bến cá vào vụ",
        "description": "Sáng nay.",
        "datePublished": "2026-03-02T12:00:00+07:00",
        "dateModified": "2026-03-02T12:00:00+07:00",
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "articleSection": "Kinh tế biển",
        "author": [
            {
                "@type": "Person",
                "name": author.author.printed_name,
                "url": f"{SITE}/tac-gia/{slug(author)}-{author.author_id}/",
            }
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            **PAPER,
            "logo": {
                "@type": "ImageObject",
                "url": f"{SITE}/static/img/logo.png",
                "width": 512,
                "height": 512,
            },
            "publishingPrinciples": f"{SITE}/gioi-thieu/",
            "correctionsPolicy": f"{SITE}/cai-chinh/",
        },
        "creditText": "Báo Ngân Hải",
        "copyrightHolder": {"@id": f"{SITE}/#publisher"},
        "copyrightYear": 2026,
        "version": 1,
        "wordCount": 4,
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": ["h1", ".story__lead"]},
    }


def step(position, name, item):
    return {"@type": "ListItem", "position": position, "name": name, "item": item}


def slug(byline):
    return byline.author.printed_name.lower().replace(" ", "-").replace("à", "a")


def test_each_role_has_its_property():
    edition, [text, picture, translator] = signed(
        ("Mai Thu Trà", "reporter"), ("Lê Quang", "photographer"), ("Vũ Hạnh", "translator")
    )

    said = told(edition)

    assert {key: said[key] for key in ["author", "contributor", "translator"]} == {
        "author": [person("Mai Thu Trà", f"mai-thu-tra-{text.pk}")],
        "contributor": [person("Lê Quang", f"le-quang-{picture.pk}")],
        "translator": [person("Vũ Hạnh", f"vu-hanh-{translator.pk}")],
    }


def person(name, page):
    return {"@type": "Person", "name": name, "url": f"{SITE}/tac-gia/{page}/"}


def test_who_signs_twice_is_one_author():
    article = make.story()
    author = article.bylines.get().author
    Byline.objects.create(article=article, author=author, role="compiler", position=1)
    revision = make.approved_again(article)

    edition = publishing.publish(article, revision=revision, by=make.editor())

    assert [one["url"] for one in told(edition)["author"]] == [f"{SITE}{page_of(author)}"]


def page_of(author):
    return f"/tac-gia/{slugify(author.printed_name)}-{author.pk}/"


def test_namesakes_are_two_authors_and_each_has_the_page_of_their_own(client):
    edition, authors = signed(("Mai Trà", "reporter"), ("Mai Trà", "photographer"))
    pages = [page_of(author) for author in authors]

    said, page = told(edition), html.fromstring(edition.header_html)

    assert [*said["author"], *said["contributor"]] == [
        person("Mai Trà", f"mai-tra-{author.pk}") for author in authors
    ]
    assert page.xpath("//a[@rel='author']/@href") == pages
    assert [client.get(path).status_code for path in pages] == [200, 200]


def test_an_author_who_is_gone_has_no_page(client):
    article = make.approved()
    byline = article.bylines.get()
    byline.delete()
    byline.author.delete()

    edition = publishing.publish(article, revision=article.approved_revision, by=make.editor())

    name = byline.author.printed_name
    assert told(edition)["author"] == [{"@type": "Person", "name": name}]
    assert "/tac-gia/" not in edition.header_html


def test_a_gallery_is_by_who_took_its_pictures():
    edition, [photographer] = signed(("Lê Quang", "photographer"))

    assert told(edition)["author"] == [person("Lê Quang", f"le-quang-{photographer.pk}")]
    assert "contributor" not in told(edition)


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("TTXVN", {"@type": "Organization", "name": "TTXVN"}),
        ("Báo Nhân Dân", {"@type": "Organization", "name": "Báo Nhân Dân"}),
        ("PV", {"@type": "NewsMediaOrganization", **PAPER}),
    ],
)
def test_an_agency_is_no_person_and_pv_is_the_paper(name, author):
    edition, _authors = signed((name, "reporter"))

    assert told(edition)["author"] == [author]


def test_whose_name_an_edition_of_before_prints_its_revision_says():
    edition, [author] = signed(("Mai Trà", "reporter"))
    [byline] = edition.facts["bylines"]
    del byline["author"]

    publishing.rerender(edition)
    by_its_revision = told(edition)["author"]
    byline["name"] = "Thu Trà"
    publishing.rerender(edition)

    assert by_its_revision == [person("Mai Trà", f"mai-tra-{author.pk}")]
    # Where they do not agree nobody is guessed.
    assert told(edition)["author"] == [{"@type": "Person", "name": "Thu Trà"}]


def test_an_edition_of_before_is_the_same_for_readers():
    facts = make.published().facts
    [byline] = facts["bylines"]
    before = facts | {"bylines": [{"name": byline["name"], "role": byline["role"]}]}

    assert packaging.are_same(before, facts)
    assert not packaging.are_same(before, facts | {"bylines": [byline | {"name": "Ai khác"}]})


def test_topics_are_keywords_and_the_dateline_a_place():
    topics = [Topic.objects.create(name=name) for name in ["Nghề cá", "Biển đảo"]]
    article = make.story(dateline="Cửa Lạch")
    article.topics.set(topics)
    revision = make.approved_again(article)
    edition = publishing.publish(article, revision=revision, by=make.editor())

    said = told(edition)

    assert sorted(said["keywords"]) == ["Biển đảo", "Nghề cá"]
    assert said["dateline"] == "Cửa Lạch"
    assert said["locationCreated"] == {"@type": "Place", "name": "Cửa Lạch"}


def test_pictures_are_told_with_credit_creator_and_terms_in_three_ratios(settings):
    settings.PHOTO_RIGHTS_URL = f"{SITE}/dieu-khoan/"
    settings.PHOTO_LICENSOR_URL = f"{SITE}/mua-anh/"
    photos = [make.photo("Bến cá"), make.photo("Đàn hải âu", colour="teal", creators=["NVCC"])]
    edition = make.published(shown=photos)

    images = told(edition)["image"]

    words = {
        "@type": "ImageObject",
        "caption": "Bến cá",
        "creditText": "Thanh Vân",
        "license": f"{SITE}/dieu-khoan/",
        "acquireLicensePage": f"{SITE}/mua-anh/",
        "creator": [{"@type": "Person", "name": "Thanh Vân"}],
        "copyrightNotice": "Thanh Vân",
    }
    others = {"caption": "Đàn hải âu", "creditText": "NVCC", "creator": None}
    without_size = [
        {key: value for key, value in one.items() if key not in {"contentUrl", "width", "height"}}
        for one in images
    ]
    assert [without_size[0], *without_size[2:]] == [words] * 4
    assert {key: without_size[1].get(key) for key in others} == others
    ratios = [round(one["width"] / one["height"], 2) for one in images[2:]]
    assert sorted(ratios) == [1.0, 1.33, 1.78]
    assert all(one["contentUrl"].startswith(f"{SITE}/media/anh/") for one in images)


def test_a_person_is_told_with_the_office_of_that_day_and_whose_it_is():
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    Organisation.objects.filter(pk=body.pk).update(
        kind=OrganisationKind.GOVERNMENT, short_name="Sở Du lịch"
    )
    Person.objects.filter(pk=who.pk).update(wikidata_id="Q42")
    make.alias(who, "Ba Đạo", kind="short")
    make.alias(who, "Lê Đạo Văn", kind="spelling")
    make.tenure(who, "Phó Giám đốc", body, end=datetime.date(2024, 12, 31))
    make.tenure(
        who, "Giám đốc", body, start=datetime.date(2025, 1, 1), start_precision=DatePrecision.MONTH
    )

    edition = make.published(lead="Ông Lê Văn Đạo, Sở Du lịch Ngân Hải, ra bến.", now=NOON)

    office = {"@type": "GovernmentOrganization", "name": "Sở Du lịch Ngân Hải"}
    url = {"url": f"{SITE}{body.get_absolute_url()}"}
    assert told(edition)["about"] == [
        {
            "@type": "Person",
            "name": "Lê Văn Đạo",
            "url": f"{SITE}{who.get_absolute_url()}",
            "alternateName": ["Ba Đạo"],
            "jobTitle": "Giám đốc",
            "hasOccupation": [
                {
                    "@type": "Role",
                    "hasOccupation": {"@type": "Occupation", "name": "Giám đốc"},
                    "startDate": "2025-01",
                }
            ],
            "worksFor": [office | url],
            "sameAs": "https://www.wikidata.org/wiki/Q42",
        },
        office | url | {"alternateName": ["Sở Du lịch"]},
    ]


def test_whom_headline_or_lead_name_it_is_about_and_the_others_it_mentions():
    for name in ["Lê Văn Đạo", "Trần Thị Bưởi", "Phạm Gia Khải"]:
        make.person(name)
    body = "<p>Bà Trần Thị Bưởi gặp ông Phạm Gia Khải.</p>"
    edition = make.published(headline="Gặp Trần Thị Bưởi", lead="Ông Lê Văn Đạo.", body=body)

    said = told(edition)

    assert sorted(one["name"] for one in said["about"]) == ["Lê Văn Đạo", "Trần Thị Bưởi"]
    assert [one["name"] for one in said["mentions"]] == ["Phạm Gia Khải"]


def test_a_headline_is_not_about_whose_name_begins_another_word():
    make.person("Lê Lai")
    edition = make.published(
        headline="Lê Laiphương đến trường", lead="Sáng nay.", body="<p>Ông Lê Lai đến.</p>"
    )
    named = make.published(headline="Nhớ Lê Lai", lead="Sáng nay.", body="<p>Ông Lê Lai.</p>")

    assert [[one["name"] for one in told(row).get("about", [])] for row in [edition, named]] == [
        [],
        ["Lê Lai"],
    ]
    assert [one["name"] for one in told(edition)["mentions"]] == ["Lê Lai"]


def test_who_has_no_page_is_not_told_and_no_parent_without_one_either():
    make.person("Lê Văn Đạo", page=EntityPage.NONE)
    hidden = make.organisation("Cụm cảng Ngân Hải", page=EntityPage.NONE)
    port = make.organisation("Cảng Cửa Lạch")
    Organisation.objects.filter(pk=port.pk).update(parent=hidden)
    body = "<p>Ông Lê Văn Đạo ra Cảng Cửa Lạch.</p>"
    edition = make.published(body=body)

    url = f"{SITE}{port.get_absolute_url()}"
    assert told(edition)["mentions"] == [
        {"@type": "Organization", "name": "Cảng Cửa Lạch", "url": url}
    ]
    hidden.page = EntityPage.PUBLIC
    hidden.save()
    publishing.rerender(edition)
    assert told(edition)["mentions"] == [
        {
            "@type": "Organization",
            "name": "Cảng Cửa Lạch",
            "url": url,
            "parentOrganization": {"@type": "Organization", "name": "Cụm cảng Ngân Hải"},
        }
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OrganisationKind.GOVERNMENT, "GovernmentOrganization"),
        (OrganisationKind.POLICE, "GovernmentOrganization"),
        (OrganisationKind.PARTY, "Organization"),
    ],
)
def test_what_a_body_is_a_part_of_is_a_body_of_the_state_where_it_is_one(kind, said):
    parent, port = make.organisation("UBND tỉnh Ngân Hải"), make.organisation("Cảng Cửa Lạch")
    Organisation.objects.filter(pk=parent.pk).update(kind=kind)
    Organisation.objects.filter(pk=port.pk).update(parent=parent)

    [one] = told(make.published(lead="Cảng Cửa Lạch mở cửa."))["about"]

    assert one["parentOrganization"] == {"@type": said, "name": "UBND tỉnh Ngân Hải"}


def test_a_correction_is_told_with_its_moment(time_machine):
    time_machine.move_to(NOON, tick=False)
    edition = make.published(now=NOON - datetime.timedelta(hours=1))
    make.corrected(edition)
    live = edition.article.editions.latest("number")

    assert told(live)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Thông tin cải chính\nNội dung sai: Tháng 5.\nNội dung đúng: Tháng 6.",
            "datePublished": "2026-03-02T12:00:00+07:00",
        }
    ]
    assert told(live)["version"] == 2


@pytest.mark.parametrize("count", [1, 4])
def test_names_take_four_queries_however_many(django_assert_num_queries, count):
    people = [make.person(f"Lê Văn Đạo {chr(65 + n)}a") for n in range(count)]
    for who in people:
        make.tenure(who, "Giám đốc", make.organisation(f"Sở {who.name}"))
    paths = {who.pk: (who, who.get_absolute_url()) for who in people}
    entities = [{"id": who.pk, "name": who.name, "office": ""} for who in people]

    with django_assert_num_queries(4):
        found = structured_names.named(entities, paths, NOON.date())

    assert [one["name"] for one in found] == [who.name for who in people]


def test_without_names_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert structured_names.named([], {}, NOON.date()) == []


@pytest.mark.parametrize(
    ("path", "size"),
    [
        (structured_site.LOGO, (structured_site.LOGO_SIZE, structured_site.LOGO_SIZE)),
        (structured_site.SHARED, (structured_site.SHARED_WIDTH, structured_site.SHARED_HEIGHT)),
    ],
)
def test_our_own_pictures_are_there_in_the_size_we_tell(path, size):
    with Image.open(finders.find(path)) as picture:
        assert picture.size == size
