"""A paper with all that a page may show, and more than a list holds on one page."""

import datetime

from django.utils import timezone

from articles import publishing
from articles.models import Author, Topic
from tests import factories as make
from tests.public.walk import addresses


def paper():
    """Return (section, person, organisation, story, withdrawn story)."""
    section = make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    who, body = make.person("Lê Văn Đạo"), make.organisation("Sở Du lịch Ngân Hải")
    make.alias(who, "Ba Đạo", kind="short")
    make.tenure(who, "Giám đốc", body, source_text="Quyết định", source_url="https://a.example/1")
    text = "<p>Ông Lê Văn Đạo, Sở Du lịch Ngân Hải, ra bến & về.</p><h2>Tít xen</h2><p>“Vui.”</p>"
    now = timezone.now()
    for n in range(21):
        before = datetime.timedelta(minutes=30 + n)
        make.published(headline=f"Tin {n}", body=text, section=section, now=now - before)
    shown = [make.photo("Thuyền <về>"), make.photo("Bến", colour="teal")]
    draft = make.story(
        headline="Bến “cá” & <mới>", body=text, section=section, dateline="Cửa Lạch", shown=shown
    )
    draft.topics.add(make.TopicFactory(name="Bến cá"))
    story = make.republished(draft)
    make.corrected(story)
    gone = make.published(section=section, now=now)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Bài đã gỡ.")
    return section, who, body, story, gone


def table_of(site, section, who, body, *editions):
    """Return {name of a route: addresses} of the paper."""
    return addresses(
        [(edition.article_id, section.slug) for edition in editions],
        [who],
        [body],
        site,
        topics=Topic.objects.all(),
        authors=Author.objects.all(),
        asked=["bến cá", "khongcogica"],
    )
