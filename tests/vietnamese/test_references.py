import pytest

from vietnamese.names import read
from vietnamese.references import Named, find_references, gender_beside, gender_of


def meant(*texts, genders=None):
    """Return (given name, who) of the short references to all full names of the texts."""
    named = [
        Named(one.name, one.span, one.name, gender=(genders or {}).get(one.name, ""))
        for one in read(texts)[1]
    ]
    return [(one.text, one.who) for one in find_references(texts, named)]


@pytest.mark.parametrize(
    "reference",
    [
        "Theo ông Thắng, nước rút.",
        "Đồng chí Thắng nói.",
        "PV: Ông Thắng: Vâng.",
        "Đại tá Thắng đến.",
    ],
)
def test_given_name_after_an_honorific_means_the_one_named_before(reference):
    assert meant("Ông Vũ Đại Thắng đến xã.", reference) == [("Thắng", ("Vũ Đại Thắng",))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Thắng lợi lớn.", id="no_honorific"),
        pytest.param("Bí thư Thắng nói.", id="an_office_is_no_honorific"),
        pytest.param("Bí thư Tỉnh ủy nói. Ông nhấn mạnh.", id="office_and_pronoun"),
        pytest.param("Bà Thắng nói.", id="another_gender"),
        pytest.param("Ông Thắng Lợi nói.", id="a_name_goes_on"),
        pytest.param("ông Tháng nói.", id="another_tone"),
        pytest.param("Anh em Thắng, Lợi đến.", id="brothers"),
        pytest.param("Cầu Hoàng Anh Thắng bị trôi.", id="inside_a_name"),
        pytest.param("Mưa ở huyện Anh Thắng.", id="place"),
        pytest.param("Ca sĩ Anh Thắng hát.", id="name_of_an_artist"),
    ],
)
def test_what_is_no_reference(text):
    assert meant("Ông Vũ Đại Thắng đến xã.", text) == []


@pytest.mark.parametrize("called", ["BS. Thắng mổ.", "VĐV Thắng về nhất.", "Bác sỹ Thắng nói."])
def test_a_title_in_short_or_an_occupation_calls_somebody(called):
    assert meant("Ông Vũ Đại Thắng đến xã.", called) == [("Thắng", ("Vũ Đại Thắng",))]


def test_before_the_full_name_nobody_is_meant():
    assert meant("Ông Thắng đến xã. Ông Vũ Đại Thắng nói.") == []


def test_two_of_one_given_name_are_left_to_a_person():
    assert meant("Ông Vũ Đại Thắng và ông Trần Văn Thắng.", "Ông Thắng nói.") == [
        ("Thắng", ("Vũ Đại Thắng", "Trần Văn Thắng"))
    ]


@pytest.mark.parametrize(
    ("first", "second", "reference", "who"),
    [
        ("Ông Vũ Đức Hà", "bà Lê Thị Hà", "Bà Hà nói.", "Lê Thị Hà"),
        ("Ông Vũ Đức Hà", "bà Lê Thị Hà", "Theo anh Hà.", "Vũ Đức Hà"),
        ("Thượng tá Vũ Đức Bình", "ông Lê Hải Bình", "Thượng tá Bình nói.", "Vũ Đức Bình"),
        ("Bà Vũ Hải Thu", "em Lê Hoài Thu", "Em Thu cười.", "Lê Hoài Thu"),
    ],
)
def test_gender_and_rank_tell_two_apart(first, second, reference, who):
    given = who.split()[-1]

    assert meant(f"{first}, {second} đến dự.", reference) == [(given, (who,))]


def test_gender_on_record_counts():
    text = ("Bí thư Vũ Minh Hà và Chủ tịch Lê Minh Hà.", "Bà Hà nói.")

    assert meant(*text, genders={"Vũ Minh Hà": "male", "Lê Minh Hà": "female"}) == [
        ("Hà", ("Lê Minh Hà",))
    ]


def test_given_name_of_two_syllables():
    assert meant("Bà Nguyễn Thị Thu Hà đến.", "Bà Thu Hà nói, bà Hà cười.") == [
        ("Thu Hà", ("Nguyễn Thị Thu Hà",)),
        ("Hà", ("Nguyễn Thị Thu Hà",)),
    ]


def test_given_name_of_another_build_is_the_one_on_record():
    named = [Named("who", (0, 4, 20), "Y Thanh Hà Niê Kđăm", given="Thanh Hà")]
    texts = ["Ông Y Thanh Hà Niê Kđăm đến.", "Ông Thanh Hà nói, ông Kđăm cười."]

    assert [one.text for one in find_references(texts, named)] == ["Thanh Hà"]


def test_all_in_capitals():
    named = [Named("who", (0, 4, 16), "Vũ Đại Thắng")]

    found = find_references(["ÔNG VŨ ĐẠI THẮNG ĐẾN. THEO ÔNG THẮNG, NƯỚC RÚT"], named)

    assert [(one.text, one.who) for one in found] == [("THẮNG", ("who",))]


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Nguyễn Văn Hà", "male"), ("Lê Thị Hà", "female"), ("Vũ Minh Hà", ""), ("Thị Nở", "")],
)
def test_gender_of(name, gender):
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("Bà Vũ Minh Hà nói.", "Vũ Minh Hà", "female"),
        ("Ông Lê Thị nói.", "Lê Thị", "male"),
        ("Vợ anh, Vũ Minh Hoa, đến.", "Vũ Minh Hoa", ""),
        ("Nhờ có các chị. Vũ Văn Hà nói.", "Vũ Văn Hà", "male"),
        ("Vũ Minh Hà nói.", "Vũ Minh Hà", ""),
    ],
)
def test_gender_beside(text, name, gender):
    assert gender_beside(text, text.index(name), name) == gender


@pytest.mark.parametrize("reference", ["Bà Mary kể.", "Bà Ostwald kể."])
def test_a_foreigner_is_called_by_either_name(reference):
    assert meant("Bà Mary Ostwald đến xã.", reference) == [
        (reference.split()[1], ("Mary Ostwald",))
    ]


def test_a_family_name_is_nobodys_short_name():
    assert meant("Ông Vũ Đại Thắng đến xã.", "Ông Vũ nói.") == []
