import pytest
from django.core.checks import run_checks
from django.utils import timezone

from accounts import demo
from articles.models import Article, Edition
from entities.models import Entity, Tenure
from samples import newsroom, registry

pytestmark = pytest.mark.django_db

FILES = ["06-tai-nan-duong-ven-bien.txt", "14-cho-phien-nong-san.txt", "21-pho-den-long.txt"]


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


def test_demo_made_twice_changes_nothing(made):
    before = [list(model.objects.values()) for model in [Article, Edition, Entity, Tenure]]

    again = newsroom.create(timezone.now(), lambda line: None, only=FILES)

    after = [list(model.objects.values()) for model in [Article, Edition, Entity, Tenure]]
    assert again == 0
    assert after == before


def test_demo_is_no_production(made):
    ids = [problem.id for problem in run_checks(include_deployment_checks=True)]

    assert "accounts.E001" in ids
