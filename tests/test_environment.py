import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment


def test_file_fills_what_is_not_set(tmp_path, monkeypatch):
    monkeypatch.setenv("SET_ALREADY", "ours")
    monkeypatch.delenv("FROM_FILE", raising=False)
    path = tmp_path / ".env"
    path.write_text("# a comment=1\nSET_ALREADY=theirs\nFROM_FILE=a=b\n\nnothing\n", "utf-8")

    environment.load(path)
    environment.load(tmp_path / "missing")

    assert environment.text("SET_ALREADY") == "ours"
    assert environment.text("FROM_FILE") == "a=b"
    monkeypatch.delenv("FROM_FILE")


def test_what_must_be_set_is_asked_for(monkeypatch):
    monkeypatch.delenv("NOT_SET", raising=False)

    with pytest.raises(ImproperlyConfigured, match="NOT_SET"):
        environment.text("NOT_SET")


@pytest.mark.parametrize(
    ("value", "read"), [("1", True), ("True", True), ("0", False), ("False", False), ("", False)]
)
def test_boolean(monkeypatch, value, read):
    monkeypatch.setenv("SWITCH", value)

    assert environment.boolean("SWITCH", default=True) is read


def test_boolean_of_something_else_is_refused(monkeypatch):
    monkeypatch.setenv("SWITCH", "yes")

    with pytest.raises(ImproperlyConfigured, match="use 1 or 0"):
        environment.boolean("SWITCH", default=True)
