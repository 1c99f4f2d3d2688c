"""What an editor mistypes about a name: a sentence, at the field, once."""

import pytest
from django.urls import reverse

from entities.models import Alias, Entity
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


def refused(desk, entity, **typed):
    """Send the form with what was typed; the errors as {field: [sentences]}."""
    address = reverse("admin:entities_entity_change", args=[entity.pk])
    values = values_of(desk.get(address))
    before = list(Entity.objects.values()), list(Alias.objects.values())

    response = desk.post(
        address, values | {name.replace("__", "-"): value for name, value in typed.items()}
    )

    assert response.status_code == 200
    assert (list(Entity.objects.values()), list(Alias.objects.values())) == before
    found = {}
    for shown in response.context["inline_admin_formsets"]:
        if sentences := list(shown.formset.non_form_errors()):
            found[shown.formset.prefix] = sentences
        for form in shown.formset.forms:
            found |= {form.add_prefix(name): list(sent) for name, sent in form.errors.items()}
    return found


OFFICE = {
    "tenures__TOTAL_FORMS": 1,
    "tenures__0__start_precision": "day",
    "tenures__0__end_precision": "day",
}
ALIAS = {"aliases__TOTAL_FORMS": 1, "aliases__0__kind": "spelling"}
REVERSED = ["Ngày kết thúc sớm hơn ngày bắt đầu."]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param(
            {"person__0__born_on": "02/01/1990", "person__0__died_on": "01/01/1990"},
            {"person-0-died_on": ["Ngày mất sớm hơn ngày sinh."]},
            id="dies before birth",
        ),
        pytest.param(
            OFFICE | {"tenures__0__start_on": "05/11/2024", "tenures__0__end_on": "04/11/2024"},
            {"tenures-0-end_on": REVERSED},
            id="office ends before it begins",
        ),
        pytest.param(
            ALIAS
            | {
                "aliases__0__name": "Đạo",
                "aliases__0__valid_from": "05/11/2024",
                "aliases__0__valid_until": "04/11/2024",
            },
            {"aliases-0-valid_until": REVERSED},
            id="name ends before it begins",
        ),
        pytest.param(
            ALIAS | {"aliases__0__name": " … . "},
            {"aliases-0-name": ["Đây không phải là tên."]},
            id="a name of dots",
        ),
        *[
            pytest.param(
                {"person__0__wikidata_id": typed},
                {"person-0-wikidata_id": ["Mã Wikidata gồm chữ Q và một con số, ví dụ Q42."]},
                id=f"Wikidata {typed}",
            )
            for typed in ["42", "Q", "Q0", "q42", "https://wikidata.org"]
        ],
    ],
)
def test_of_a_person(desk, typed, errors):
    entity = make.person()
    if "tenures__0__start_on" in typed:
        typed = typed | {"tenures__0__post": make.tenure(make.person("Trần Bình")).post_id}

    assert refused(desk, entity, **typed) == errors


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        pytest.param(
            {"organisation__0__code": "bnh"},
            {"organisation-0-code": ["Mã này là của một tổ chức khác."]},
            id="code of another",
        ),
        pytest.param(
            {
                "organisation__0__founded_on": "02/01/1990",
                "organisation__0__dissolved_on": "01/01/1990",
            },
            {"organisation-0-dissolved_on": ["Ngày giải thể sớm hơn ngày thành lập."]},
            id="dissolved before it was founded",
        ),
        pytest.param(
            {
                "posts__TOTAL_FORMS": 2,
                "posts__0__label": "Giám đốc",
                "posts__0__rank": 1,
                "posts__1__label": "Giám  đốc",
                "posts__1__rank": 2,
            },
            {
                "posts": ["Trong danh sách có một chức vụ ghi hai lần."],
                "posts-1-__all__": ["Hãy sửa các giá trị trùng lặp dưới đây."],
            },
            id="office twice",
        ),
    ],
)
def test_of_an_organisation(desk, typed, errors):
    make.organisation("Báo Ngân Hải", code="BNH")

    assert refused(desk, make.organisation("Sở Y tế"), **typed) == errors
