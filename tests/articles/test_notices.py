"""The setting NEWSROOM_NOTICES: what stands in the file, and what is said of a wrong one."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from articles import notices
from articles.models import CorrectionKind
from newsroom.notices import DEFAULTS, read


def faults():
    return [problem.msg for problem in run_checks() if problem.id == "articles.E001"]


def test_the_defaults_have_every_kind_and_no_fault():
    assert DEFAULTS.keys() == set(CorrectionKind.values)
    assert faults() == []


def test_a_file_stands_in_place_of_what_it_names(tmp_path):
    file = tmp_path / "notices.toml"
    file.write_text('[apology]\ntitle = "Xin lỗi"\n', encoding="utf-8")

    merged = read(str(file))

    assert merged == DEFAULTS | {"apology": DEFAULTS["apology"] | {"title": "Xin lỗi"}}
    assert DEFAULTS["apology"]["title"] == "Thông tin cải chính, xin lỗi"


@pytest.mark.parametrize("content", [None, b"[apology", b"title = '\xff'"])
def test_a_file_that_cannot_be_read_stops_the_start_and_is_named(tmp_path, content):
    file = tmp_path / "notices.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ImproperlyConfigured, match=r"NEWSROOM_NOTICES=.*notices\.toml"):
        read(str(file))


@pytest.mark.parametrize(
    ("kind", "said", "fault"),
    [
        ("erratum", {"title": "x", "requires": ["words"]}, "[erratum] is no kind of notice"),
        ("apology", "Xin lỗi", "[apology] is missing, or is no table"),
        ("apology", DEFAULTS["apology"] | {"law": "42"}, "[apology] has title and requires"),
        ("update", {"title": " ", "requires": ["words"]}, "[update] needs a title"),
        ("update", {"title": "x" * 121, "requires": ["words"]}, "[update] needs a title"),
        ("update", {"requires": ["words"]}, "[update] needs a title"),
        ("update", {"title": "x", "requires": ["law"]}, "[update] requires is a list"),
        ("update", {"title": "x", "requires": [["words"]]}, "[update] requires is a list"),
        ("update", {"title": "x", "requires": "words"}, "[update] requires is a list"),
        ("update", {"title": "x", "requires": ["paper"]}, "[update] must require one of"),
        (
            "correction",
            {"title": "x", "requires": ["right"]},
            "[correction] must require wrong",
        ),
    ],
)
def test_what_is_wrong_in_it_is_said_at_the_start(settings, kind, said, fault):
    settings.NEWSROOM_NOTICES = DEFAULTS | {kind: said}

    [found] = faults()

    assert found.startswith(f"NEWSROOM_NOTICES: {fault}")


def test_required_parts_come_in_the_order_readers_find_them(settings):
    settings.NEWSROOM_NOTICES = DEFAULTS | {
        "apology": {"title": "x", "requires": ["paper", "words", "right", "wrong"]}
    }

    assert notices.required_of("apology") == ["wrong", "right", "words", "paper"]
