"""The command as it is used: a real process, bytes in, lines of JSON out."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def parse_captions(monkeypatch):
    def run(given: bytes):
        out, told = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        call_command("parse_captions", stdout=out, stderr=told)
        return [json.loads(line) for line in out.getvalue().splitlines()], told.getvalue()

    return run


def test_each_line_is_answered_with_the_same_keys(parse_captions):
    rows, told = parse_captions("Cầu mới. (Ảnh: Lê Đạo/TTXVN)\n\nTàu về bến\n".encode())

    assert rows == [
        {
            "caption": "Cầu mới.",
            "creators": ["Lê Đạo"],
            "provider": "TTXVN",
            "kind": "agency",
            "medium": "photo",
            "raw": "(Ảnh: Lê Đạo/TTXVN)",
        },
        *(
            {
                "caption": caption,
                "creators": [],
                "provider": "",
                "kind": "unknown",
                "medium": "photo",
                "raw": "",
            }
            for caption in ["", "Tàu về bến"]
        ),
    ]
    assert told == ""


def test_a_provider_on_record_and_the_own_code_are_known(parse_captions, settings):
    settings.NEWSROOM_CODES = ["BNH"]
    make.organisation("Hoa Biển")

    rows, _told = parse_captions("Tàu về. Ảnh: Hoa Biển\r\nTàu về. Ảnh: BNH\r\n".encode())

    assert [(row["creators"], row["provider"], row["kind"]) for row in rows] == [
        ([], "Hoa Biển", "unknown"),
        ([], "BNH", "staff"),
    ]


def test_the_full_name_of_the_paper_is_its_staff_too(parse_captions, settings):
    settings.NEWSROOM_NAME, settings.NEWSROOM_CODES = "Báo Bến Ngân", []

    answers, _told = parse_captions("Chợ nổi. Ảnh: Hà Mi/Báo Bến Ngân\n".encode())

    assert [(one["creators"], one["provider"], one["kind"]) for one in answers] == [
        (["Hà Mi"], "Báo Bến Ngân", "staff")
    ]


def test_what_is_no_text_is_told_and_answered(parse_captions):
    endless = ("Ảnh: " * 300_000).encode()

    rows, told = parse_captions(b"\xef\xbb\xbfT\xc3\xa0u\n\xff\xfe Ca\n" + endless + b"\n\x00\n")

    assert [row["caption"] for row in rows[:2]] == ["Tàu", "�� Ca"]
    assert len(rows) == 4
    assert told.splitlines() == ["Dòng 2 không phải UTF-8; chỗ không đọc được thành “�”."]


def test_kinds_are_said_as_other_programs_read_them(parse_captions):
    rows, _told = parse_captions("Cầu. Ảnh: AI\nCầu. Ảnh: CTV Hải Yến\n".encode())

    assert [(row["creators"], row["kind"]) for row in rows] == [
        ([], "AI"),
        (["Hải Yến"], "unknown"),
    ]


def test_providers_are_read_once_for_all_lines(parse_captions, django_assert_num_queries):
    provider = make.organisation("Hoa Biển", code="HBI")
    make.alias(provider, "Biển Hoa")

    with django_assert_num_queries(3):
        rows, _told = parse_captions("A. Ảnh: hbi\nA. Ảnh: Biển Hoa\nA. Ảnh: Hoa Biển\n".encode())

    assert [row["provider"] for row in rows] == ["hbi", "Biển Hoa", "Hoa Biển"]
