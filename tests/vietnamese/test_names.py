import pytest

from vietnamese.names import Proposal, propose, titles_beside


def named(*paragraphs, kind="person"):
    return [(p.text, p.titles) for p in propose(paragraphs) if p.kind == kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param("Ông Lê Văn Tú nói.", [("Lê Văn Tú", ())], id="honorific"),
        pytest.param(
            "Đại tá Lê Văn Tú, Giám đốc Công an tỉnh Đồng Sơn, chủ trì.",
            [("Lê Văn Tú", ("Đại tá", "Giám đốc Công an tỉnh Đồng Sơn"))],
            id="rank_and_apposition",
        ),
        pytest.param(
            "Bí thư Tỉnh ủy Lê Văn Tú, Ủy viên Trung ương Đảng, Trưởng Đoàn ĐBQH tỉnh, dự.",
            [("Lê Văn Tú", ("Bí thư Tỉnh ủy", "Ủy viên Trung ương Đảng", "Trưởng Đoàn ĐBQH tỉnh"))],
            id="three_offices",
        ),
        pytest.param("Lê Văn Tú (45 tuổi) kể.", [("Lê Văn Tú", ())], id="age"),
        pytest.param("Ngư dân 46 tuổi Lê Văn Tú kể.", [("Lê Văn Tú", ())], id="age_before"),
        pytest.param(
            "Lê Văn Tú, cựu du học sinh, kể.", [("Lê Văn Tú", ())], id="what_somebody_was"
        ),
        pytest.param(
            "Giám đốc Sở Giáo dục đào tạo Quảng Ngãi Lê Văn Tú dự.",
            [("Lê Văn Tú", ("Giám đốc Sở Giáo dục đào tạo Quảng Ngãi",))],
            id="body_in_short",
        ),
        pytest.param(
            "Các ông Lê Văn Tú, Trần Văn Bé và Đỗ Minh Khôi dự.",
            [("Lê Văn Tú", ()), ("Trần Văn Bé", ()), ("Đỗ Minh Khôi", ())],
            id="list",
        ),
        pytest.param(
            "Đồng chí Lê Văn Tú, Chủ tịch UBND tỉnh; Đỗ Minh Khôi dự.",
            [("Lê Văn Tú", ("Chủ tịch UBND tỉnh",)), ("Đỗ Minh Khôi", ())],
            id="list_with_offices",
        ),
        pytest.param(
            "Chủ tịch UBND xã Hồng Phong Nguyễn Văn An nói.",
            [("Nguyễn Văn An", ("Chủ tịch UBND xã Hồng Phong",))],
            id="place_before_the_name",
        ),
        pytest.param(
            "Bí thư Tỉnh ủy Đồng Sơn Trần Thị Ngân nói.",
            [("Trần Thị Ngân", ("Bí thư Tỉnh ủy Đồng Sơn",))],
            id="province_before_the_name",
        ),
        pytest.param(
            "Ông Lê Văn Tú, Giám đốc Sở Y tế Trần Văn Bé dự.",
            [("Lê Văn Tú", ()), ("Trần Văn Bé", ("Giám đốc Sở Y tế",))],
            id="office_of_the_next",
        ),
        pytest.param("Bí thư Tỉnh ủy yêu cầu. Ông nhấn mạnh.", [], id="office_and_pronoun"),
        pytest.param("Đường Lê Lợi, Trần Hưng Đạo và Lê Văn Tú ngập.", [], id="streets"),
        pytest.param("Bí thư Huyện ủy Lý Sơn nói.", [], id="island"),
        pytest.param("Người đàn ông Vân Kiều đi rừng.", [], id="people"),
        pytest.param("Ông Tú ra Hà Nội.", [], id="given_name_only"),
        pytest.param("Lê Văn Tú", [], id="no_cue"),
        pytest.param("Anh Lê Văn Th. (30 tuổi) kể.", [], id="hidden_name"),
        pytest.param(
            "Giám đốc Công ty Cổ phần Cao Su Sao Xanh Lê Thị Tú dự.",
            [("Lê Thị Tú", ("Giám đốc Công ty Cổ phần Cao Su Sao Xanh",))],
            id="company_that_begins_like_a_person",
        ),
        pytest.param(
            "Chủ tịch Liên hiệp các tổ chức hữu nghị Lê Thị Tú dự.",
            [("Lê Thị Tú", ("Chủ tịch Liên hiệp các tổ chức hữu nghị",))],
            id="body_with_small_words",
        ),
    ],
)
def test_people(text, people):
    assert named(text) == people


@pytest.mark.parametrize(
    "called",
    [
        *["Bác sỹ", "Tiến sỹ", "Đ/c", "Các đ/c:", "Bác sĩ CKII", "GS.TSKH", "Thầy thuốc Nhân dân"],
        *["Nghệ sĩ Ưu tú", "Soạn giả", "Tác giả", "Võ sĩ", "Mục sư", "Linh mục", "Mẹ VNAH"],
        *["Trung tá QNCN", "Anh hùng LLVTND", "3 Phó Chủ tịch UBND tỉnh là", "Chủ cơ sở"],
    ],
)
def test_who_is_called_so_is_a_person(called):
    proposals = propose([f"{called} Lê Văn Tú nói."])

    assert [(one.text, one.kind) for one in proposals] == [("Lê Văn Tú", "person")]


def test_who_signs_as_the_author_is_nobody():
    assert propose(["Tác giả: Lê Văn Tú"]) == []


def test_a_member_of_the_committee_is_told_after_the_name():
    [proposal] = propose(["Có mặt Lê Văn Tú - Tỉnh ủy viên, và nhiều người."])

    assert (proposal.text, proposal.titles) == ("Lê Văn Tú", ("Tỉnh ủy viên",))


def test_one_cue_in_the_story_is_enough():
    paragraphs = ["Lê Văn Tú về đích đầu tiên.", "Anh Lê Văn Tú 30 tuổi. Lê Văn Tú vui."]

    assert propose(paragraphs) == [
        Proposal(
            text="Lê Văn Tú",
            kind="person",
            titles=(),
            count=3,
            spans=((0, 0, 9), (1, 4, 13), (1, 23, 32)),
            evidence="Anh Lê Văn Tú 30 tuổi.",
            cue="honorific",
        )
    ]


def test_titles_are_gathered_over_the_story_once_each():
    paragraphs = [
        "Chủ tịch UBND tỉnh Lê Văn Tú dự.",
        "Ông Lê Văn Tú, chủ tịch UBND tỉnh, Trưởng ban, nói.",
    ]

    assert named(*paragraphs) == [("Lê Văn Tú", ("Chủ tịch UBND tỉnh", "Trưởng ban"))]


def test_known_spans_are_left_out():
    text = "Ông Lê Văn Tú và bà Đỗ Thị Mây."

    assert [p.text for p in propose([text], known=[(0, 4, 13)])] == ["Đỗ Thị Mây"]


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("Ban Thường vụ Tỉnh ủy tổ chức hội nghị.", ["Ban Thường vụ Tỉnh ủy"]),
        (
            "Lãnh đạo Quân khu 3, Bộ Tư lệnh Bộ đội Biên phòng dự.",
            ["Quân khu 3", "Bộ Tư lệnh Bộ đội Biên phòng"],
        ),
        ("Sở Văn hóa, Thể thao và Du lịch tổ chức.", ["Sở Văn hóa, Thể thao và Du lịch"]),
        (
            "Hội Nông dân tỉnh, UBND xã Hồng Phong và Công an tỉnh.",
            ["Hội Nông dân tỉnh", "UBND xã Hồng Phong", "Công an tỉnh"],
        ),
        (
            "Công ty TNHH Hoa Sen tài trợ Trường THPT Lê Lợi.",
            ["Công ty TNHH Hoa Sen", "Trường THPT Lê Lợi"],
        ),
        ("Hội Truyền thống họp.", ["Hội Truyền thống"]),
        (
            "Trạm Kiểm soát Biên phòng Bến Hạ trực.",
            ["Trạm Kiểm soát Biên phòng Bến Hạ"],
        ),
        ("Bí thư Tỉnh ủy Đồng Sơn nói.", []),
        ("Hội nghị bàn. Báo cáo nêu. Trường hợp này khó. Bộ đội đến.", []),
        ("Ở Tây Ban Nha và Trường Sa.", []),
        ("Trường tiểu học nghỉ. UBND cấp tỉnh quyết.", []),
    ],
)
def test_organisations(text, organisations):
    assert [name for name, _ in named(text, kind="organisation")] == organisations


def test_organisation_with_and_without_its_province_is_one():
    proposals = propose(
        [
            "Sở Y tế Đồng Sơn họp.",
            "Sở Y tế và Đoàn ĐBQH tỉnh.",
            "Đoàn Đại biểu Quốc hội tỉnh Đồng Sơn.",
        ]
    )

    assert [(p.text, p.count, p.spans) for p in proposals] == [
        ("Sở Y tế Đồng Sơn", 1, ((0, 0, 16), (1, 0, 7))),
        ("Đoàn Đại biểu Quốc hội tỉnh Đồng Sơn", 1, ((1, 11, 25), (2, 0, 36))),
    ]


def test_short_form_of_two_provinces_stays_apart():
    texts = [p.text for p in propose(["Sở Y tế Đồng Sơn, Sở Y tế Hà Nam. Sở Y tế họp."])]

    assert texts == ["Sở Y tế Đồng Sơn", "Sở Y tế Hà Nam", "Sở Y tế"]


@pytest.mark.parametrize(
    ("paragraph", "name", "titles"),
    [
        ("Ông Tom Hill, Giám đốc Công ty Hoa Sen, nói", "Tom Hill", ("Giám đốc Công ty Hoa Sen",)),
        ("Chủ tịch UBND tỉnh, ông Vũ An, đến", "Vũ An", ("Chủ tịch UBND tỉnh",)),
        ("Ông Vũ An, Chủ tịch xã, ông Đỗ Tú", "Đỗ Tú", ()),
        ("Vũ An", "Vũ An", ()),
        ("Hoa Vũ An", "Vũ An", ()),
    ],
)
def test_titles_beside(paragraph, name, titles):
    start = paragraph.index(name)

    span = (start, start + len(name))
    assert titles_beside(paragraph, [span]).get(span, ()) == titles
