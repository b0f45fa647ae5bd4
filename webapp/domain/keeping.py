"""Ticks already made are kept when a day's sheet is made again."""

from collections.abc import Set
from dataclasses import replace

from webapp.domain.sheet import Block, Item, Sheet


def keep_done(new: Sheet, old: Sheet, done: Set[str]) -> Sheet:
    """The new sheet with every row of the old one that has a tick, in a block of its own kind."""
    there = {row.exercise for row in new.items}
    for block in old.blocks:
        kept = tuple(row for row in block.items if row.exercise not in there and done & set(row.keys))
        if kept:
            new = replace(new, blocks=_added(new.blocks, block, kept))
    return new


def _added(blocks: tuple[Block, ...], like: Block, rows: tuple[Item, ...]) -> tuple[Block, ...]:
    if not any(block.kind == like.kind for block in blocks):
        return (*blocks, replace(like, items=rows))
    return tuple(replace(block, items=(*block.items, *rows)) if block.kind == like.kind else block for block in blocks)
