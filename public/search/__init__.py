"""
The readers' search: three functions, behind which another engine can stand one day.

    results(query, filters, …)      stories, people and organisations
    suggestions(typed, …)           what somebody may mean who is still typing
    neighbours(query, …)            how else it may be spelled, where nothing is found

All of them see what `Edition.objects.public(now)` sees, and nothing else.
"""

from public.search.completing import suggestions
from public.search.filters import Filters
from public.search.query import Query, understand
from public.search.ranking import Results, results
from public.search.spelling import neighbours

__all__ = [
    "Filters",
    "Query",
    "Results",
    "neighbours",
    "results",
    "suggestions",
    "understand",
]
