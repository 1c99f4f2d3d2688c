"""The same text, typed in the ways that papers and machines type it."""

import unicodedata

OLD, NEW = (
    "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy",
    "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ",
)


def new_tones(text: str) -> str:
    """Write hòa as hoà and ủy as uỷ; after q the u is no vowel."""
    for old, new in zip(OLD.split(), NEW.split(), strict=True):
        text = text.replace(old, new)
    return text


def capital_headline(text: str) -> str:
    headline, _line, rest = text.partition("\n")
    return f"{headline.upper()}\n{rest}"


WAYS_OF_TYPING = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "new tones": new_tones,
    "capital headline": capital_headline,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "en dashes": lambda text: text.replace(" - ", " – "),
    "line ends": lambda text: text.replace("\n", "\r\n"),
}
