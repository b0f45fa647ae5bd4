"""What the web server loads: `granian --interface wsgi webapp.wsgi:app`."""

from webapp import create_app
from webapp.cli import Refusal, plain_refusals

try:
    with plain_refusals():
        app = create_app()
except Refusal as refusal:
    raise SystemExit(str(refusal)) from None
