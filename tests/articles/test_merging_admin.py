"""How the desk finds records that are one, merges them, and takes that back."""

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from articles import fixes, merging
from articles.admin.merging import left_texts
from articles.models import Fix
from entities.models import DistinctPair, Entity, EntityPage, Merge, Organisation, Person
from tests import factories as make

pytestmark = pytest.mark.django_db

DUPLICATES = "/admin/entities/entity/duplicates/"
APART = "/admin/entities/entity/duplicates/apart/"
AGAIN = "/admin/entities/entity/duplicates/again/"
MERGES = "/admin/entities/merge/"


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


def merge_page(first, second):
    return f"/admin/entities/entity/merge/?first={first.pk}&second={second.pk}"


def told(response):
    return [str(message) for message in response.context["messages"]]


def two():
    return make.person("Lê Văn Đạo"), make.person("Lê Đạo Văn")


def test_likely_pairs_stand_side_by_side(desk):
    first, second = two()
    make.alias(first, "Hải Đăng")
    make.tenure(second, "Giám đốc", at=make.organisation("Sở Y tế"))
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    make.published(lead="Ông Lê Văn Đạo về.")

    (row,) = desk.get(DUPLICATES).context["pairs"]

    assert [(c.entity, c.names, c.offices, c.stories) for c in row["cards"]] == [
        (first, ["Hải Đăng"], [], 2),
        (second, [], ["Giám đốc, Sở Y tế (01/01/2020 –)"], 0),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_two_records_stand_everywhere_in_the_order_they_were_asked_for(desk, turned):
    pair = list(reversed(two())) if turned else list(two())
    make.alias(pair[0], "Hải Đăng")

    context = desk.get(merge_page(*pair)).context

    assert [card.entity for card in context["cards"]] == pair
    assert list(context["form"].fields["survivor"].queryset) == pair
    assert context["pair"] == pair


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_pairs_query_count_does_not_grow(desk, django_assert_num_queries, count):
    body = make.organisation()
    for n in range(count):
        for _ in range(2):
            make.tenure(make.person(f"Lê Văn Đạo{'ab'[n % 2]}{n}"), "Giám đốc", at=body)

    with django_assert_num_queries(12):  # session, account, six for the pairs, four for the cards
        response = desk.get(DUPLICATES)

    assert len(response.context["pairs"]) == count


def test_what_is_not_one_is_remembered(desk):
    first, second = two()

    response = desk.post(APART, {"first": second.pk, "second": first.pk}, follow=True)

    assert response.context["pairs"] == []
    pair = DistinctPair.objects.get()
    assert (pair.first, pair.second) == (first, second)


@pytest.mark.parametrize("second", ["", "999", "itself", "x", "1\x00", "9" * 30, "²"])
def test_a_pair_that_is_not_there_is_told(desk, second):
    first = make.person()
    given = first.pk if second == "itself" else second

    response = desk.post(APART, {"first": first.pk, "second": given}, follow=True)

    assert len(told(response)) == 1
    assert not DistinctPair.objects.exists()


def test_merge_page_shows_what_will_move_and_merges(desk):
    first, second = two()
    make.alias(first, "Hải Đăng")
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    page = desk.get(merge_page(first, second))

    response = desk.post(
        merge_page(first, second), {"survivor": second.pk, "reason": "Một người."}, follow=True
    )

    merge = Merge.objects.get()
    assert [counts for _what, *counts in page.context["moving"]] == [[1, 0], [1, 0]]
    assert (merge.gone, merge.survivor, merge.reason) == (first, second, "Một người.")
    assert response.redirect_chain == [
        (reverse("admin:entities_merge_change", args=[merge.pk]), 302)
    ]
    assert len(told(response)) == 2
    assert Fix.objects.get().merge == merge


def test_a_year_of_birth_is_no_first_of_january(desk):
    first, second = make.person("Lê Đạo"), make.person("Lê Đạo")
    Person.objects.filter(pk=first.pk).update(
        born_on=datetime.date(1970, 1, 1), born_precision="year"
    )

    page = desk.get(merge_page(first, second)).content.decode()

    assert "<dd>1970</dd>" in page
    assert "01/01/1970" not in page


def test_two_of_one_name_are_told_apart_and_the_one_with_a_page_is_proposed(desk):
    first, second = make.person("Lê Văn Đạo", page="none"), make.person("Lê Văn Đạo")

    form = desk.get(merge_page(first, second)).context["form"]

    assert form.initial == {"survivor": second}
    assert [str(label) for _value, label in form.fields["survivor"].choices if _value] == [
        f"Lê Văn Đạo · không có trang · #{first.pk}",
        f"Lê Văn Đạo · trang công khai · #{second.pk}",
    ]


def test_who_parted_the_two_is_told_and_can_be_taken_back(desk):
    first, second = two()
    apart = DistinctPair.objects.create(first=first, second=second, said_by=make.editor())
    page = merge_page(second, first)

    before = desk.get(page)
    response = desk.post(AGAIN, {"first": second.pk, "second": first.pk}, follow=True)

    assert before.context["parted"] == apart
    assert f"{apart.said_by} " in before.content.decode()
    assert response.redirect_chain == [(page, 302)]
    assert response.context["parted"] is None
    assert not DistinctPair.objects.exists()
    assert len(desk.get(DUPLICATES).context["pairs"]) == 1


@pytest.mark.parametrize("second", ["", "999", "x", "1\x00", "9" * 30])
def test_asking_again_for_a_pair_that_is_not_there_is_told(desk, second):
    response = desk.post(AGAIN, {"first": make.person().pk, "second": second}, follow=True)

    assert len(told(response)) == 1


def test_the_survivor_must_be_one_of_the_two(desk):
    first, second = two()
    other = make.person("Vũ Hà")

    for survivor in ["", other.pk, "x"]:
        response = desk.post(merge_page(first, second), {"survivor": survivor})
        assert response.context["form"].errors.keys() == {"survivor"}

    assert not Merge.objects.exists()


def test_what_cannot_be_merged_is_told_and_offers_no_button(desk):
    person, body = make.person(), make.organisation()

    page = desk.get(merge_page(person, body))
    response = desk.post(merge_page(person, body), {"survivor": person.pk})

    assert page.context["refusal"]
    assert response.status_code == 200
    assert not Merge.objects.exists()


def test_of_a_body_and_its_part_the_body_may_stay(desk):
    body, part = make.organisation("Sở Y tế"), make.organisation("Sở Y tế tỉnh")
    Organisation.objects.filter(pk=part.pk).update(parent=body)

    page = desk.get(merge_page(body, part)).context["form"]
    wrong = desk.post(merge_page(body, part), {"survivor": part.pk})
    desk.post(merge_page(body, part), {"survivor": body.pk})

    offered = page.fields["survivor"]
    assert [record.pk for record in offered.queryset] == [body.pk] == [page.initial["survivor"].pk]
    assert "Sở Y tế tỉnh" in offered.help_text
    assert list(wrong.context["form"].errors) == ["survivor"]
    assert [(m.gone, m.survivor) for m in Merge.objects.all()] == [(part, body)]


def test_a_protected_person_is_asked_about(desk):
    hidden = make.person("Lê Văn Đạo", page=EntityPage.NONE, is_protected=True)
    public = make.person("Lê Đạo")
    page = merge_page(hidden, public)

    refused = desk.post(page, {"survivor": public.pk})
    desk.post(page, {"survivor": public.pk, "although_protected": "on"})

    assert len(told(refused)) == 1
    assert Merge.objects.count() == 1


def test_a_record_that_was_merged_meanwhile_is_told(desk):
    first, second = two()
    merging.merge(first, into=second, by=make.editor())

    response = desk.get(merge_page(first, second), follow=True)

    assert len(told(response)) == 1
    assert response.redirect_chain == [("/admin/entities/entity/", 302)]


@pytest.mark.parametrize("forged", ["", "x", "9" * 30, "%C2%B2", "-1"])
def test_a_forged_address_of_the_merge_page_is_told(desk, forged):
    first = make.person()

    response = desk.get(
        f"/admin/entities/entity/merge/?first={first.pk}&second={forged}", follow=True
    )

    assert response.status_code == 200
    assert len(told(response)) == 1


@pytest.mark.parametrize(("count", "goes_on"), [(1, False), (2, True), (3, False)])
def test_two_records_are_chosen_in_the_list(desk, count, goes_on):
    pks = [make.person(f"Lê Văn Đạo {n}").pk for n in range(count)]

    response = desk.post(
        "/admin/entities/entity/", {"action": "merge_two", "_selected_action": pks}
    )

    assert response["Location"].startswith("/admin/entities/entity/merge/") == goes_on


def test_undo_by_the_button(desk):
    first, second = two()
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")
    make.tenure(first)
    merge = merging.merge(first, into=second, by=make.editor())
    second.tenures.update(person=make.person("Vũ Hà"))
    page = desk.get(f"{MERGES}{merge.pk}/change/")

    response = desk.post(f"{MERGES}{merge.pk}/undo/", follow=True)
    again = desk.post(f"{MERGES}{merge.pk}/undo/", follow=True)

    assert (page.context["may_undo"], response.context["may_undo"]) == (True, False)
    assert Entity.objects.get(pk=first.pk).merged_into is None
    # It is done, one row was changed since, and a story follows.
    assert len(told(response)) == 3
    assert len(told(again)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_mergings_query_count_does_not_grow(desk, django_assert_num_queries, count):
    for n in range(count):
        gone = make.person(f"Lê Văn Đạo{'ôơư'[n]}")
        make.published(lead=f"Ông {gone.name} về.")
        merge = merging.merge(gone, into=make.person("Lê Đạo"), by=make.editor())
        for fix in Fix.objects.filter(merge=merge.pk):
            fixes.go_on(fix)

    with django_assert_num_queries(6):  # session, account, two counts, rows, fixes
        response = desk.get(MERGES)

    assert len(response.context["cl"].result_list) == count


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.REPORTER, False),
        (Role.PHOTO_EDITOR, False),
        (Role.EDITOR, True),
        (Role.MANAGING_EDITOR, True),
    ],
)
def test_who_may_open_and_do_what(client, role, may):
    first, second = two()
    other = make.person("Vũ Hà")
    merge = merging.merge(other, into=second, by=make.editor())
    client.force_login(make.UserFactory(role=role))

    statuses = [
        client.get(DUPLICATES).status_code,
        client.get(merge_page(first, second)).status_code,
        client.post(APART, {"first": first.pk, "second": second.pk}).status_code,
        client.post(AGAIN, {"first": first.pk, "second": second.pk}).status_code,
        client.post(merge_page(first, second), {"survivor": first.pk}).status_code,
        client.post(f"{MERGES}{merge.pk}/undo/").status_code,
    ]

    assert statuses == ([200, 200, 302, 302, 302, 302] if may else [403] * 6)
    assert client.get(MERGES).status_code == 200


def test_the_buttons_are_no_links(desk):
    merge = merging.merge(make.person(), into=make.person("Lê Đạo"), by=make.editor())

    assert desk.get(APART).status_code == 405
    assert desk.get(AGAIN).status_code == 405
    assert desk.get(f"{MERGES}{merge.pk}/undo/").status_code == 405
    assert desk.post(f"{MERGES}999/undo/").status_code == 404


def test_stories_that_failed_are_named(desk):
    gone = make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo về.")
    merge = merging.merge(gone, into=make.person("Lê Đạo"), by=make.editor())
    Fix.objects.update(failed=[7], total=3, done=2)

    (row,) = desk.get(MERGES).context["cl"].result_list
    page = desk.get(f"{MERGES}{merge.pk}/change/").content.decode()

    assert row == merge
    assert "2/3; " in page
    assert ": 7" in page


def test_what_an_undo_left_is_told_in_the_words_of_the_desk():
    left = {"articles.Mention": 3, "photos.Photo_subjects": 1, "entities.Organisation": 2}

    with translation.override("en"):
        texts = left_texts(Merge(moved={"left": left}))

    assert texts == [
        "Changed since and left as they are: stories at the desk (3).",
        "Changed since and left as they are: photos that show it (1).",
        "Changed since and left as they are: details of the record (2).",
    ]
