import datetime

import pytest
from babel.messages.mofile import write_mo
from django.conf import settings as configured
from django.utils import timezone, translation

from articles import correcting, publishing
from tests import factories as f
from tests.vietnamese_pages.catalogue import catalogue


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """The catalogue as it is written now, whatever was compiled before."""
    folder = tmp_path_factory.mktemp("locale")
    target = folder / "vi/LC_MESSAGES"
    target.mkdir(parents=True)
    for name in ["django", "djangojs"]:
        with (target / f"{name}.mo").open("wb") as file:
            write_mo(file, catalogue(name))
    return folder


@pytest.fixture(autouse=True)
def _fresh_words(settings, compiled):
    settings.LOCALE_PATHS = [compiled]
    translation.activate(configured.LANGUAGE_CODE)


@pytest.fixture
def newsroom(db):
    """One of everything, with names and texts that are Vietnamese."""
    section = f.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    office = f.organisation("Sở Y tế tỉnh Ngân Hải")
    person = f.person("Lê Văn Đạo", page="public")
    f.tenure(person, "Giám đốc Sở Y tế", office, is_acting=True)
    f.alias(office, "Sở Y tế")
    f.TopicFactory(name="Bến cá")
    picture = f.photo("Bến cá buổi sớm", provider=None)
    text = "<p>Giám đốc Sở Y tế tỉnh Ngân Hải Lê Văn Đạo và bà Mai Thị Nhã đến bến cá.</p>"
    edition = f.published(section=section, body=text, shown=[picture])
    scheduled = f.approved(section=section, headline="Phiên chợ cuối năm", body=text)
    publishing.publish(
        scheduled,
        revision=scheduled.approved_revision,
        by=f.editor(),
        at=timezone.now() + datetime.timedelta(days=1),
    )
    withdrawn = f.published(section=section, headline="Tin đã gỡ", body=text)
    publishing.withdraw(withdrawn.article, by=f.managing_editor(), notice="Tin có sai sót.")
    corrected = f.published(section=section, headline="Tin cải chính", body=text)
    first = f.corrected(corrected)
    f.corrected(corrected, paper="12/QĐ-BNH", paper_on=timezone.localdate())
    live = corrected.article.editions.first()
    parts = correcting.Parts(words="Tin vốn đúng.", decided_by="Ban Biên tập")
    correcting.withdraw(first, parts=parts, by=f.managing_editor(), live=live.pk)
    return {
        "section": section,
        "office": office,
        "person": person,
        "edition": edition,
        "withdrawn": withdrawn,
        "corrected": corrected,
        "scheduled": scheduled,
    }
