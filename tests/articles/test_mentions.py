import pytest

from articles import mentions, saving
from articles.models import Mention
from tests import factories as make
from tests.articles.checks import warnings

pytestmark = pytest.mark.django_db


def crowd(count: int) -> str:
    """Paragraphs that each bring in somebody nobody knows."""
    letters = "BCDGHKLMNPQRSTVX"
    names = [f"{a}{b}{c}ình" for a in letters for b in "aeiou" for c in letters.lower()][:count]
    return "".join(f"<p>Ông Trần Văn {name} đến dự.</p>" for name in names)


@pytest.mark.parametrize(("count", "listed"), [(3, 3), (320, mentions.MOST_PROPOSED)])
def test_a_story_is_asked_about_so_many_names_and_the_desk_is_told(count, listed):
    article = make.story(body=crowd(count), lead="Sapo.")

    saving.save(article, by=make.editor(), expected_version=article.version)

    assert Mention.objects.filter(article=article).count() == listed
    told = any(str(mentions.MOST_PROPOSED) in text for text in warnings(article))
    assert told == (listed < count)


def test_saving_again_writes_no_mention_anew(django_assert_max_num_queries):
    person = make.person("Lê Văn Đạo")
    article = make.story(lead="Ông Lê Văn Đạo, Giám đốc Sở Y tế, đến dự.")
    row = Mention.objects.get(article=article, entity=person)
    Mention.objects.filter(pk=row.pk).update(evidence="as it was")
    row.refresh_from_db()
    said = (row.texts, row.titles, row.count, row.rule, row.is_sure)

    mentions.refresh(article)

    row.refresh_from_db()
    assert (row.texts, row.titles, row.count, row.rule, row.is_sure) == said
    assert said == (["Lê Văn Đạo"], ["Giám đốc Sở Y tế"], 1, "full name", True)
