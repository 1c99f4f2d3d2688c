"""The English admin is read in Vietnam: the day first here too."""

from newsroom.formats.vi.formats import *  # noqa: F403  a formats module is its names
