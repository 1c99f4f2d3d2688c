import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import mail


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, None, None, False, False, 20)),
        (
            "submission://bao%40x.vn:m%2Fk@smtp.x.vn:587",
            ("smtp.x.vn", 587, "bao@x.vn", "m/k", True, False, 20),
        ),
        ("smtp://a:b@smtp.x.vn:465/?ssl=1&timeout=5", ("smtp.x.vn", 465, "a", "b", False, True, 5)),
    ],
)
def test_an_address_becomes_djangos_settings(url, expected):
    found = mail.settings(url)

    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert expected == tuple(
        found[f"EMAIL_{name}"]
        for name in ["HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL", "TIMEOUT"]
    )


def test_without_an_address_nothing_is_set():
    assert mail.settings("") == {}


def test_an_address_of_no_known_way_is_refused_without_its_password():
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL=smpt:…: no such way to send$"):
        mail.settings("smpt://bao:matkhau@smtp.x.vn")
