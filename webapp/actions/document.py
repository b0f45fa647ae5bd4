"""The export document: everything about one person, as JSON in a fixed order."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.store import shapes
from webapp.store.consents import Consent
from webapp.store.sheets import Stored
from webapp.store.subscriptions import Device

FORMAT, VERSION = "afterrun-export", 1


@dataclass(frozen=True, slots=True)
class Document:
    zone: str
    units: str
    created_at: datetime
    email: str | None
    answers: dict[date, Profile]
    days: list[Stored]
    checks: list[tuple[Check, datetime]]
    consents: list[Consent]
    devices: list[Device] = field(default_factory=list)  # told, and not brought back


def as_json(document: Document) -> dict[str, Any]:
    """The document in a fixed order; what is empty is left out."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "person": _present(
            zone=document.zone, units=document.units, created_at=_iso(document.created_at), email=document.email
        ),
        "answers": [
            {"from_on": from_on.isoformat(), "profile": shapes.profile_json(profile)}
            for from_on, profile in document.answers.items()
        ],
        "days": [
            {"sheet": shapes.sheet_json(stored.sheet), "standing": shapes.standing_json(stored.standing)}
            for stored in document.days
        ],
        "checks": [_check_json(check, received_at) for check, received_at in document.checks],
        "consents": [_consent_json(consent) for consent in document.consents],
        "devices": [_device_json(device) for device in document.devices],
    }


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _iso(instant: datetime | None) -> str | None:
    return instant and instant.astimezone(UTC).isoformat()


def _check_json(check: Check, received_at: datetime) -> dict[str, Any]:
    done = {"op": check.op, "day": check.day.isoformat(), "item": check.item, "done": check.done}
    when = {"at": _iso(check.at), "received_at": _iso(received_at), "late": check.late or None}
    return _present(**done, **when, amount=check.amount, load=check.load, effort=check.effort, pain=check.pain)


def _consent_json(consent: Consent) -> dict[str, Any]:
    given, withdrawn = _iso(consent.given_at), _iso(consent.withdrawn_at)
    return _present(purpose=consent.purpose, text_version=consent.text_version, given_at=given, withdrawn_at=withdrawn)


def _device_json(device: Device) -> dict[str, Any]:
    """Without its address and keys: who has them can send to it."""
    told = {f"{what}_at": _iso(getattr(device, f"{what}_at")) for what in ("made", "seen", "sent", "shown", "opened")}
    return _present(device=device.device, **told)
