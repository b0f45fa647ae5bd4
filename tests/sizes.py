"""How much a test tries: quick sizes by themselves, those written in the papers with `bin/test --full`."""

import os

FULL = os.environ.get("AFTERRUN_FULL") == "1"
