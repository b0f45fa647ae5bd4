"""What the worker's tests share with those of the push room."""

from tests.pushservice import fixtures

vapid, service, ticks, post = fixtures.vapid, fixtures.service, fixtures.ticks, fixtures.post
