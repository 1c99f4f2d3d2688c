"""
Pictures are decoded in a process of their own, with little memory, little time and no files.

A hole in a decoder then owns that process, not the one that holds the sessions and the
database. `process` stands on our side; `child` and what it imports (no Django) on the other.
"""
