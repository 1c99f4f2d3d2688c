"""Small papers for the measurements' own tests: a process of its own begins without Django."""


def two_pages(stories: int) -> tuple[dict[str, str], int]:
    from bench.volume import fill_paper

    edition = fill_paper(stories)
    return {"front": "/", "story": edition.path}, edition.pk


def nothing(stories: int) -> tuple[dict[str, str], int]:
    raise RuntimeError(f"no paper of {stories}")
