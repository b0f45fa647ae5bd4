"""Finds the forms on a page, as a browser would fill them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(named.get("method", "get").upper(), named.get("action", "")))
        elif self.forms and named.get("name") and tag in ("input", "select", "button", "textarea"):
            self.forms[-1].fields.append((named["name"], named.get("value", "")))


def forms_in(page: str) -> list[Form]:
    """Every form of a page with its named fields and their present values."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms
