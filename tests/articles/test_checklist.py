import datetime

import pytest

from articles import checklist
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 3, 2, 5, 0, tzinfo=datetime.UTC)


def problems(article, **changes):
    snapshot = article.last_revision.snapshot | changes
    revision = article.last_revision
    revision.snapshot = snapshot
    return checklist.problems(article, revision, visible_from=NOON)


def test_a_whole_story_has_no_problems():
    assert problems(make.story(shown=[make.photo()])) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"headline": ""}, "Tin, bài chưa có tít."),
        ({"headline_is_proposed": True}, "Tít mới chỉ là gợi ý: hãy viết lại."),
        ({"lead": ""}, "Tin, bài chưa có sapo."),
        ({"section": None}, "Tin, bài chưa có chuyên mục."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(changes, sentence):
    assert problems(make.story(), **changes) == [sentence]


@pytest.mark.parametrize(
    ("rights", "count"),
    [
        ({}, 0),
        ({"rights_until": datetime.date(2026, 3, 2)}, 0),
        ({"rights_until": datetime.date(2026, 3, 1)}, 1),
        ({"rights_from": datetime.date(2026, 3, 3)}, 1),
    ],
)
def test_rights_are_asked_for_the_day_it_becomes_visible(rights, count):
    found = problems(make.story(shown=[make.photo("Chợ phiên", **rights)]))

    assert len(found) == count
    assert all("Chợ phiên" in sentence for sentence in found)


def test_embargo_is_told_with_its_end():
    article = make.story()
    Article.objects.update(embargo_until=NOON + datetime.timedelta(hours=1))
    article.refresh_from_db()

    (sentence,) = problems(article)

    assert "13:00, 02/03/2026" in sentence
