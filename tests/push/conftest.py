"""What the tests of the push room share with those of its faults."""

from tests.pushservice import fixtures

vapid, service, ticks, post = fixtures.vapid, fixtures.service, fixtures.ticks, fixtures.post
