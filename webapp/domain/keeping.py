"""Ticks already made are kept when a day's sheet is made again."""

from collections.abc import Set
from dataclasses import replace

from webapp.domain.sheet import Block, Item, Sheet


def keep_done(new: Sheet, old: Sheet, done: Set[str]) -> Sheet:
    """The new sheet, with every row of the old one that holds a tick the new one has no place for."""
    there = frozenset(key for row in new.items for key in row.keys)
    for block in old.blocks:
        for row in block.items:
            if done & set(row.keys) - there:
                new = replace(new, blocks=_put(new.blocks, block, row))
    return new


def _put(blocks: tuple[Block, ...], like: Block, row: Item) -> tuple[Block, ...]:
    """The row in place of its exercise's new one, else at the end of its kind, else in a block of its own."""
    if any(held.exercise == row.exercise for block in blocks for held in block.items):
        return tuple(_replaced(block, row) for block in blocks)
    if any(block.kind == like.kind for block in blocks):
        return tuple(
            replace(block, items=(*block.items, row)) if block.kind == like.kind else block for block in blocks
        )
    return (*blocks, replace(like, items=(row,)))


def _replaced(block: Block, row: Item) -> Block:
    return replace(block, items=tuple(row if held.exercise == row.exercise else held for held in block.items))
