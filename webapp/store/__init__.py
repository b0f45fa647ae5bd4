"""SQL: one module a noun. Functions take a session first, never commit, never decide; rows never leave."""

from webapp.store.errors import Busy, DiskFull, Newer, NotWritable, Outdated, StoreError, Unreachable

__all__ = ["Busy", "DiskFull", "Newer", "NotWritable", "Outdated", "StoreError", "Unreachable"]
