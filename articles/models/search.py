from django.db import models
from django.db.models import Q

from articles.models.edition import Edition

# A key is the second of first publication above the number of the edition: both databases give
# the newest first by it, and no other table is asked for the date.
EDITION_BITS = 30
# So that what a paper printed before 1970 has a key above nothing, too.
FIRST_SECOND = -2_208_988_800  # 1900


def first_key_at(moment) -> int:
    """Return the least key that a story first published at `moment` can have."""
    return first_key_of(int(moment.timestamp()) - FIRST_SECOND)


def first_key_of(second: int) -> int:
    return second << EDITION_BITS


def second_of(key: int) -> int:
    """Return the second in which the story of a key was first published, of those since 1900."""
    return key >> EDITION_BITS


class SearchRow(models.Model):
    """
    What an edition is found by. articles.searchable writes it, beside the edition.

    The database's own index stands over `tokens`: FTS5 on SQLite, by triggers, and GIN on
    PostgreSQL. Who may see an edition is not asked here: readers join Edition.
    """

    key = models.BigIntegerField(primary_key=True)
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="search_row")
    version = models.PositiveSmallIntegerField()
    # All that is printed but the headline, as it is printed, a paragraph a line: for excerpts.
    text = models.TextField()
    # The headline and each line of the text without marks, words parted by blanks, and these by
    # bars: for phrases.
    folded = models.TextField()
    # Each once, parted by blanks; articles.searchable says which there are.
    tokens = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="articles_searchrow_key_positive", condition=Q(key__gt=0)),
        ]

    def __str__(self):
        return str(self.key)


class SearchWord(models.Model):
    """
    A word, without marks, that stood in some edition: spelling neighbours are looked up here.

    It may stand in none that is visible: who shows one to readers asks the editions first. It may
    stand here twice: were it unique, who publishes would wait for whoever publishes beside them,
    and that one for the photos of the first.
    """

    word = models.CharField(max_length=40)

    class Meta:
        indexes = [
            # What is new, at publishing; neighbours, at reading.
            models.Index(fields=["word"], name="articles_searchword_known"),
        ]
        constraints = [
            models.CheckConstraint(name="articles_searchword_not_empty", condition=~Q(word="")),
        ]

    def __str__(self):
        return self.word
