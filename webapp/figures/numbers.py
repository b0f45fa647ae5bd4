"""Numbers as short as a drawing can bear."""


def plain(value: float, digits: int = 1) -> str:
    """At most `digits` decimals, without needless zeros: -0.50 is -.5."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    for whole, short in (("-0.", "-."), ("0.", ".")):
        if text.startswith(whole):
            return short + text.removeprefix(whole)
    return "0" if text == "-0" else text
