import pytest

from articles.reasons import why
from entities.found import Rule

CUES = ["honorific", "rank", "office", "occupation", "apposition", "age", "list", "head"]


def test_every_rule_has_a_sentence_of_its_own():
    sentences = [why(rule) for rule in [*Rule, *CUES]]

    assert "" not in sentences
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("rule", ["", "a rule of tomorrow"])
def test_an_unknown_rule_says_nothing(rule):
    assert why(rule) == ""
