"""What `@` is answered over HTTP."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_completion_answers_everybody_at_the_desk(client):
    who = make.person("Vũ Đại Thắng", page="none")
    make.tenure(who, "Giám đốc Sở Y tế")
    client.force_login(make.UserFactory())

    response = client.get("/admin/entities/entity/complete/?q=thang&day=17/11/2025")

    assert response.json() == {
        "names": [
            {
                "id": who.pk,
                "name": "Vũ Đại Thắng",
                "note": "Giám đốc Sở Y tế",
                "also": "",
                "mark": "không có trang",
            }
        ]
    }


@pytest.mark.parametrize("query", ["", "q=a&day=x&kind=place", "q=" + "a" * 3000])
def test_completion_takes_whatever_is_typed(client, query):
    client.force_login(make.UserFactory())

    response = client.get(f"/admin/entities/entity/complete/?{query}")

    assert (response.status_code, response.json()) == (200, {"names": []})


def test_completion_needs_somebody_signed_in(client):
    assert client.get("/admin/entities/entity/complete/?q=a").status_code == 302
