"""What pages of people, organisations and lists tell search engines."""

import datetime
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.html import json_script
from lxml import html

from articles.rendering import json_script_ld
from articles.structured_names import iso_date
from entities.models import DatePrecision, Organisation, OrganisationKind, Person
from photos.models import Portrait
from photos.portraits import publish
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "https://bao.example"
BODY = "<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải, ra bến.</p>"


def told(client, path):
    page = html.fromstring(client.get(path).content)
    (script,) = page.xpath('//script[@type="application/ld+json"]')
    return json.loads(script.text)


@pytest.fixture
def man():
    return make.person("Lê Văn Đạo")


@pytest.fixture
def body():
    return make.organisation("Sở Du lịch Ngân Hải")


def steps(name, path):
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Báo Ngân Hải", "item": f"{SITE}/"},
            {"@type": "ListItem", "position": 2, "name": "Nhân vật", "item": f"{SITE}/nhan-vat/"},
            {"@type": "ListItem", "position": 3, "name": name, "item": f"{SITE}{path}"},
        ],
    }


def test_a_person_is_a_profile_with_the_office_held_today(client, man, body):
    Person.objects.filter(pk=man.pk).update(
        born_on=datetime.date(1968, 5, 1), born_precision=DatePrecision.MONTH, wikidata_id="Q42"
    )
    make.alias(man, "Ba Đạo", kind="short")
    began, moved = datetime.date(2015, 1, 1), datetime.date(2019, 1, 1)
    make.tenure(man, "Phó Giám đốc", body, start=began, end=moved)
    make.tenure(man, "Giám đốc", body, start=moved)
    make.published(body=BODY)
    path = man.get_absolute_url()

    assert told(client, path) == {
        "@context": "https://schema.org",
        "@id": f"{SITE}{path}",
        "@type": "ProfilePage",
        "url": f"{SITE}{path}",
        "name": "Lê Văn Đạo",
        "inLanguage": "vi",
        "mainEntity": {
            "@type": "Person",
            "name": "Lê Văn Đạo",
            "url": f"{SITE}{path}",
            "alternateName": ["Ba Đạo"],
            "birthDate": "1968-05",
            "jobTitle": ["Giám đốc"],
            "worksFor": [
                {
                    "@type": "Organization",
                    "name": "Sở Du lịch Ngân Hải",
                    "url": f"{SITE}{body.get_absolute_url()}",
                }
            ],
            "sameAs": "https://www.wikidata.org/wiki/Q42",
        },
        "breadcrumb": steps("Lê Văn Đạo", path),
    }


def test_two_offices_in_one_body_are_one_employer(client, man, body):
    for label in ["Bí thư Đảng ủy", "Giám đốc"]:
        make.tenure(man, label, body)
    make.published(body=BODY)

    who = told(client, man.get_absolute_url())["mainEntity"]

    assert sorted(who["jobTitle"]) == ["Bí thư Đảng ủy", "Giám đốc"]
    assert [one["name"] for one in who["worksFor"]] == ["Sở Du lịch Ngân Hải"]


def test_a_portrait_is_told_with_its_credit(client, man):
    portrait = Portrait.objects.create(person=man, photo=make.photo("Ông Lê Văn Đạo"))
    publish(portrait)
    make.published(body=BODY)

    image = told(client, man.get_absolute_url())["mainEntity"]["image"]

    assert image["contentUrl"].startswith(f"{SITE}/media/anh/")
    assert image["creditText"] == "Thanh Vân"


GOVERNMENT, ORGANISATION = "GovernmentOrganization", "Organization"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OrganisationKind.GOVERNMENT, GOVERNMENT),
        (OrganisationKind.COUNCIL, GOVERNMENT),
        (OrganisationKind.PARTY, ORGANISATION),
        (OrganisationKind.COMPANY, ORGANISATION),
        (OrganisationKind.OTHER, ORGANISATION),
    ],
)
def test_who_one_works_for_is_a_body_of_the_state_where_it_is_one(client, man, body, kind, said):
    Organisation.objects.filter(pk=body.pk).update(kind=kind)
    make.tenure(man, "Giám đốc", body, start=datetime.date(2019, 1, 1))
    make.published(body=BODY)

    [works_for] = told(client, man.get_absolute_url())["mainEntity"]["worksFor"]

    assert works_for["@type"] == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OrganisationKind.GOVERNMENT, GOVERNMENT),
        (OrganisationKind.PARTY, ORGANISATION),
        (OrganisationKind.OTHER, ORGANISATION),
    ],
)
def test_a_body_of_the_state_is_told_with_what_it_is_a_part_of(client, body, kind, said):
    parent, above = make.organisation("UBND tỉnh Ngân Hải"), make.organisation("Trên nữa")
    # Those further above say nothing of the one right above.
    others = OrganisationKind.COURT if said == ORGANISATION else OrganisationKind.COMPANY
    Organisation.objects.filter(pk=above.pk).update(kind=others)
    Organisation.objects.filter(pk=parent.pk).update(kind=kind, parent=above)
    Organisation.objects.filter(pk=body.pk).update(
        kind=OrganisationKind.GOVERNMENT,
        parent=parent,
        founded_on=datetime.date(1993, 1, 1),
        founded_precision=DatePrecision.YEAR,
    )
    make.published(body=BODY)

    assert told(client, body.get_absolute_url())["mainEntity"] == {
        "@type": "GovernmentOrganization",
        "name": "Sở Du lịch Ngân Hải",
        "url": f"{SITE}{body.get_absolute_url()}",
        "foundingDate": "1993",
        "parentOrganization": {"@type": said, "name": "UBND tỉnh Ngân Hải"},
    }


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        (DatePrecision.DAY, "1968-05-17"),
        (DatePrecision.MONTH, "1968-05"),
        (DatePrecision.YEAR, "1968"),
    ],
)
def test_a_day_is_told_as_precisely_as_it_is_known(precision, shown):
    assert iso_date(datetime.date(1968, 5, 17), precision) == shown


def test_every_list_has_one_address(client, man):
    section = make.SectionFactory(slug="kinh-te")
    now = timezone.now()
    for n in range(21):
        make.published(
            headline=f"Tin {n}", body=BODY, section=section, now=now - datetime.timedelta(hours=n)
        )

    newest = make.published(headline="Tin mới", body=BODY, section=section)
    older = f"?truoc={int(newest.first_published_at.timestamp() * 1_000_000)}-{newest.article_id}"

    addresses = {
        path: html.fromstring(client.get(path).content).xpath('//link[@rel="canonical"]/@href')
        for path in ["/", "/kinh-te/?a=1", f"/kinh-te/{older}", f"{man.get_absolute_url()}?trang=2"]
    }

    assert addresses == {
        "/": [f"{SITE}/"],
        "/kinh-te/?a=1": [f"{SITE}/kinh-te/"],
        f"/kinh-te/{older}": [f"{SITE}/kinh-te/{older}"],
        f"{man.get_absolute_url()}?trang=2": [f"{SITE}{man.get_absolute_url()}"],
    }


def test_nothing_in_json_ld_is_markup_and_vietnamese_stands_as_it_is():
    hostile = {"name": "</script><!-- Đạo & Hòa -->", "url": "/nhan-vat/?a=1&b=2"}

    element = json_script_ld(hostile)

    # Django's, but for the type; which escapes what is not ASCII, unless it is told not to.
    made = json_script(hostile, encoder=Readable)
    assert element == made.replace("application/json", "application/ld+json")
    (script,) = html.document_fromstring(f"<body>{element}</body>").xpath("//script")
    assert json.loads(script.text) == hostile


class Readable(DjangoJSONEncoder):
    def __init__(self, **kwargs):
        super().__init__(**(kwargs | {"ensure_ascii": False}))
