import pytest

from entities.models import DismissedName, EntityKind
from entities.proposing import propose
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "Ông Lê Văn Đạo, Giám đốc Công ty Muối Vịnh Xanh, có mặt."


def proposed(*texts):
    return [(one.kind, one.text) for one in propose(texts, known=[])[0]]


def test_unknown_names_are_proposed():
    assert proposed(TEXT) == [("person", "Lê Văn Đạo")]
    assert proposed("Công ty Muối Vịnh Xanh có mặt.") == [
        ("organisation", "Công ty Muối Vịnh Xanh")
    ]


def test_words_that_are_no_name_are_never_proposed_again(django_assert_num_queries):
    by = make.editor()
    for kind, text in [
        (EntityKind.PERSON, "Lê Văn Đạo"),
        (EntityKind.ORGANISATION, "Công ty muối Vịnh Xanh"),
    ]:
        DismissedName.objects.create(kind=kind, text=text, dismissed_by=by)

    with django_assert_num_queries(1):
        assert proposed(TEXT, "Công ty Muối Vịnh Xanh có mặt.") == []


def test_who_is_dismissed_may_still_be_meant_by_a_short_reference():
    DismissedName.objects.create(
        kind=EntityKind.PERSON, text="Lê Văn Đạo", dismissed_by=make.editor()
    )

    proposals, strangers = propose([TEXT], known=[])

    assert (proposals, [one.name for one in strangers]) == ([], ["Lê Văn Đạo"])


def test_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert propose(["không có tên nào."], known=[]) == ([], [])
