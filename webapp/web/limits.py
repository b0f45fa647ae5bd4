"""How much a request may carry: refused early, before it is read."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

KILOBYTE = 1024
MOST_BYTES = 2 * KILOBYTE**2  # an outbox with a thousand ticks is a tenth of it
MOST_FORM_BYTES = 64 * KILOBYTE
MOST_PARTS = 100
# Views that take more, and say themselves beside the field when it is too much.
MOST_IMPORT_BYTES = 40 * KILOBYTE**2  # five years of lists and ticks are half of it
LARGER = {"data.bring_back": MOST_IMPORT_BYTES}


def register(app: Flask) -> None:
    """Limits on the body, its fields and their number."""
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES, MAX_FORM_PARTS=MOST_PARTS)
    app.before_request(_limit)


def _limit() -> None:
    if "Transfer-Encoding" in request.headers:
        # A body that does not tell its length is cut at the limit by Werkzeug, and what is left would pass for whole.
        raise RequestEntityTooLarge
    if request.endpoint in LARGER:
        request.max_content_length = LARGER[request.endpoint]
        return
    if request.mimetype == "application/x-www-form-urlencoded":
        # Werkzeug reads such a form whole, whatever MAX_FORM_MEMORY_SIZE says.
        request.max_content_length = MOST_FORM_BYTES
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge
