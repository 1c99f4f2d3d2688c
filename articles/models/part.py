from typing import Any


class PartOfStory:
    """A row that hangs on a story: whose it is, and whether it is still written, the story says."""

    # The foreign key of the model.
    article: Any

    def belongs_to(self, user) -> bool:
        return self.article.belongs_to(user)

    @property
    def is_in_writing(self) -> bool:
        return self.article.is_in_writing
