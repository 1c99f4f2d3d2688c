"""Every page and action of the desk is Vietnamese, for every role."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.roles import Role
from articles import merging
from articles.models import Correction
from tests import factories as f
from tests.vietnamese_pages.english import english_in, visit


@pytest.mark.parametrize("role", list(Role))
def test_pages_of_the_desk_show_no_english(client, newsroom, role):
    user = f.UserFactory(role=role, full_name="Đinh Khánh Vy")
    own = f.story(by=user, headline="Bài của tôi", section=newsroom["section"])
    client.force_login(user)

    seen, found = visit(client, ["/admin/", *addresses_of_the_desk(own, newsroom)])

    assert found == {}
    assert {"/admin/", f"/admin/articles/article/{own.pk}/change/"} <= seen


def addresses_of_the_desk(own, newsroom):
    """Every page of every registered model, for the first rows there are."""
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for page in ["changelist", "add"]:
            yield reverse(f"admin:{name}_{page}")
        yield reverse(f"admin:{name}_changelist") + "?q=khong-co-gi"
        yield reverse(f"admin:{name}_changelist") + "?e=1"
        # An account's own page has a test of its own.
        rows = [] if model is User else model._default_manager.values_list("pk", flat=True)[:6]
        for pk in rows:
            for page in ["change", "history", "delete"]:
                try:
                    yield reverse(f"admin:{name}_{page}", args=[pk])
                except NoReverseMatch:
                    continue
    for app in {model._meta.app_label for model in admin.site._registry}:
        yield reverse("admin:app_list", args=[app])
    for record in Correction.objects.all():
        yield reverse("admin:articles_article_retract", args=[record.article_id, record.pk])
    for article in [
        own,
        newsroom["edition"].article,
        newsroom["scheduled"],
        newsroom["corrected"].article,
    ]:
        yield reverse("admin:articles_article_correct", args=[article.pk])
        yield reverse("admin:articles_article_change", args=[article.pk])
        for page in ["versions", "preview", "links"]:
            yield reverse(f"admin:articles_article_{page}", args=[article.pk])
        compare = reverse("admin:articles_article_compare", args=[article.pk])
        yield f"{compare}?old={article.revisions.last().pk}"
        if edition := article.editions.first():
            editions = reverse("admin:articles_article_editions", args=[article.pk])
            yield f"{editions}?old={edition.pk}&new={edition.pk}"
            yield reverse("admin:articles_article_edition", args=[article.pk, edition.pk])
    yield reverse("admin:articles_article_import")
    yield reverse("admin:articles_article_change", args=["999999"])
    yield reverse("admin:password_change")
    yield reverse("admin:password_change_done")


def test_pages_of_merging_show_no_english(client, newsroom):
    person = newsroom["person"]
    twin = f.person("Lê Đạo Văn", page="none", is_protected=True)
    body = f.organisation("Sở Y tế Ngân Hải", is_confirmed=False)
    made = merging.merge(f.person("Mai Thị Nhã"), into=person, by=f.editor())
    client.force_login(f.editor())
    merge, undo = "/admin/entities/entity/merge/", f"/admin/entities/merge/{made.pk}/undo/"
    pages = [
        "/admin/entities/entity/duplicates/",
        f"{merge}?first={person.pk}&second={twin.pk}",
        f"{merge}?first={body.pk}&second={newsroom['office'].pk}",
        f"{merge}?first={body.pk}&second={person.pk}",
        f"{merge}?first=x",
        "/admin/entities/merge/",
        f"/admin/entities/merge/{made.pk}/change/",
    ]

    seen, found = visit(client, pages)
    answers = [
        client.post(pages[1], {"survivor": person.pk}, follow=True),
        client.post(pages[2], {"survivor": body.pk}, follow=True),
        client.post(f"{pages[0]}apart/", {"first": person.pk, "second": twin.pk}, follow=True),
        client.post(undo, follow=True),
        client.post(undo, follow=True),
    ]

    assert (seen, found) == (set(pages), {})
    assert [english_in(answer.content) for answer in answers] == [[]] * 5


def test_actions_on_lists_show_no_english(client, newsroom):
    client.force_login(f.managing_editor())
    found = {}
    for model, model_admin in admin.site._registry.items():
        row = model._default_manager.first()
        request = client.get("/admin/").wsgi_request
        for name in model_admin.get_actions(request) if row else []:
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            data = {"action": name, "_selected_action": [row.pk], "index": "0"}
            if english := english_in(client.post(address, data, follow=True).content):
                found[f"{address} {name}"] = english

    assert found == {}
