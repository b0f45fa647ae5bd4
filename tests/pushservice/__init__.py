"""A push service of our own on loopback, for tests: strict like the real ones, and able to fail in every way they do.

with push_service() as service:
    sender = Sender(keys, "mailto:a@example.org", transport=service.transport)
    phone = Subscriber()
    message = Message("1", phone.target(service.endpoint("token")), b"{}", 60, "topic")
    list(sender.send([message], now))
    service.accepted[0].topic, phone.decrypt(service.accepted[0].body)
"""

from tests.pushservice.service import PushService, push_service
from tests.pushservice.subscriber import Subscriber

__all__ = ["PushService", "Subscriber", "push_service"]
