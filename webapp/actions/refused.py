"""A refusal in words for the person: what was given stays on the form, and nothing is changed."""

from datetime import timedelta


class Refused(Exception):
    """`field` is the form's field the `message` stands next to; `wait` is set when it was asked too often."""

    def __init__(self, field: str, message: str, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.wait = wait
