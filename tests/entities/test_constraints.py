import datetime

import pytest
from django.db.models import F
from django.utils import timezone

from entities.models import (
    DismissedName,
    DistinctPair,
    EntityKind,
    EntityPage,
    Merge,
    Place,
    PlaceKind,
)
from tests import factories as make
from tests.constraints import insert_twin, refused_by, update

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime.date(2001, 1, 1), datetime.date(2020, 1, 1)


def person():
    return make.person().person


def organisation():
    return make.organisation().organisation


def alias():
    return make.alias(make.person(), "Đạo Lê")


def tenure():
    return make.tenure(make.person(), start=LATE)


def post():
    return tenure().post


def merged():
    survivor, entity = make.person(), make.person(page=EntityPage.NONE)
    update(entity, merged_into=survivor)
    return entity


def province():
    return make.province("Ngân Hải")


def unit():
    return Place.objects.create(
        code="99001", kind=PlaceKind.COMMUNE, name="Cửa Lạch", province=province()
    )


def dismissed():
    return DismissedName.objects.create(
        kind=EntityKind.PERSON, text="Tây Bắc", dismissed_by=make.editor()
    )


def pair():
    return DistinctPair.objects.create(
        first=make.person(), second=make.person(), said_by=make.editor()
    )


def merge():
    return Merge.objects.create(survivor=make.person(), gone=make.person(), made_by=make.editor())


@pytest.mark.parametrize(
    ("build", "broken"),
    [
        pytest.param(make.person, {"kind": "robot"}, id="entities_entity_kind_known"),
        pytest.param(make.person, {"page": "secret"}, id="entities_entity_page_known"),
        pytest.param(make.person, {"name": ""}, id="entities_entity_name_not_empty"),
        pytest.param(make.person, {"slug": ""}, id="entities_entity_name_not_empty-slug"),
        pytest.param(make.person, {"match_key": ""}, id="entities_entity_name_not_empty-key"),
        pytest.param(
            make.person,
            {"merged_into": F("pk"), "page": EntityPage.NONE},
            id="entities_entity_not_merged_into_itself",
        ),
        pytest.param(merged, {"page": EntityPage.PUBLIC}, id="entities_entity_merged_has_no_page"),
        pytest.param(person, {"gender": "thing"}, id="entities_person_gender_known"),
        pytest.param(
            person,
            {"born_on": LATE, "died_on": EARLY},
            id="entities_person_dies_after_birth",
        ),
        pytest.param(person, {"born_precision": "hour"}, id="entities_person_precision_known-born"),
        pytest.param(person, {"died_precision": "hour"}, id="entities_person_precision_known-died"),
        pytest.param(
            organisation,
            {"founded_precision": "hour"},
            id="entities_organisation_precision_known-founded",
        ),
        pytest.param(
            organisation,
            {"dissolved_precision": "hour"},
            id="entities_organisation_precision_known-dissolved",
        ),
        pytest.param(organisation, {"kind": "club"}, id="entities_organisation_kind_known"),
        pytest.param(
            organisation,
            {"founded_on": LATE, "dissolved_on": EARLY},
            id="entities_organisation_ends_after_it_begins",
        ),
        pytest.param(
            organisation,
            {"succeeded_by": F("entity")},
            id="entities_organisation_not_its_own_successor",
        ),
        pytest.param(
            organisation, {"parent": F("entity")}, id="entities_organisation_not_its_own_parent"
        ),
        pytest.param(alias, {"kind": "nickname"}, id="entities_alias_kind_known"),
        pytest.param(alias, {"name": ""}, id="entities_alias_name_not_empty"),
        pytest.param(alias, {"match_key": ""}, id="entities_alias_name_not_empty-key"),
        pytest.param(
            alias,
            {"valid_from": LATE, "valid_until": EARLY},
            id="entities_alias_ends_after_it_begins",
        ),
        pytest.param(province, {"kind": "planet"}, id="entities_place_kind_known"),
        pytest.param(province, {"name": ""}, id="entities_place_name_not_empty"),
        pytest.param(province, {"code": ""}, id="entities_place_name_not_empty-code"),
        pytest.param(unit, {"province": None}, id="entities_place_unit_has_province"),
        pytest.param(
            unit, {"kind": PlaceKind.PROVINCE}, id="entities_place_unit_has_province-none"
        ),
        pytest.param(
            unit,
            {"valid_from": LATE, "valid_until": EARLY},
            id="entities_place_ends_after_it_begins",
        ),
        pytest.param(dismissed, {"kind": "robot"}, id="entities_dismissedname_kind_known"),
        pytest.param(dismissed, {"text": ""}, id="entities_dismissedname_not_empty"),
        pytest.param(dismissed, {"match_key": ""}, id="entities_dismissedname_not_empty-key"),
        pytest.param(pair, {"first": F("second")}, id="entities_distinctpair_in_order"),
        pytest.param(merge, {"survivor": F("gone")}, id="entities_merge_of_two_records"),
        pytest.param(
            merge, {"undone_at": timezone.now()}, id="entities_merge_undone_has_who_and_when"
        ),
        pytest.param(post, {"label": ""}, id="entities_post_label_not_empty"),
        pytest.param(tenure, {"end_on": EARLY}, id="entities_tenure_ends_after_it_begins"),
        pytest.param(
            tenure, {"start_precision": "hour"}, id="entities_tenure_precision_known-start"
        ),
        pytest.param(tenure, {"end_precision": "hour"}, id="entities_tenure_precision_known-end"),
    ],
)
def test_constraint_refuses(build, broken, request):
    row = build()

    with refused_by(request.node.callspec.id):
        update(row, **broken)


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(alias, id="entities_alias_unique_per_entity"),
        pytest.param(post, id="entities_post_label_unique"),
        pytest.param(dismissed, id="entities_dismissedname_once"),
        pytest.param(merge, id="entities_merge_once"),
        pytest.param(pair, id="entities_distinctpair_once"),
    ],
)
def test_constraint_refuses_a_twin(build, request):
    row = build()

    with refused_by(request.node.callspec.id):
        insert_twin(row)


def test_two_organisations_may_not_share_a_code():
    make.organisation("Báo Ngân Hải", code="BNH")
    other = make.organisation("Đài Ngân Hải", code="ĐNH").organisation

    with refused_by("entities_organisation_code_unique"):
        update(other, code="BNH")


def test_many_organisations_may_have_no_code():
    first, second = make.organisation("Sở Y tế"), make.organisation("Sở Tư pháp")

    assert [first.organisation.code, second.organisation.code] == ["", ""]


def test_a_body_of_a_unit_lies_in_its_province():
    commune = unit()
    body = make.organisation("UBND xã Cửa Lạch").organisation

    with refused_by("entities_organisation_unit_has_province"):
        update(body, unit=commune)


def test_the_registry_makes_a_body_once():
    update(make.organisation("UBND tỉnh").organisation, registry_key="99/ubnd")
    other = make.organisation("HĐND tỉnh").organisation

    with refused_by("entities_organisation_registry_key_unique"):
        update(other, registry_key="99/ubnd")
