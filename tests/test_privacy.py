"""Masking: what must go, what must stay, and time that grows with the text alone."""

from __future__ import annotations

import time

import pytest

from db.privacy import mask

PERSONAL = [
    "jane.doe@example.com",
    "mailto:jane@example.org?subject=hi",
    "jane [at] example [dot] com",
    "jane(at)example(dot)co.uk",
    "jane at example dot com",
    "JANE AT EXAMPLE DOT COM",
    "jane.doe＠example.com",
    "jane@ example.com",
    "j_doe+jobs@mail.example.museum",
    "prénom.nom@exemple.fr",
    "+49 (0)30 555-1234",
    "+1 212 555 0199",
    "+1-212-555-0199",
    "+44 20 7946 0958",
    "+33 1 23 45 67 89",
    "+91 98765 43210",
    "+4930123456789",
    "(212) 555-0123",
    "212-555-0123",
    "212.555.0123",
    "1-800-555-0199",
    "call 2125550123",
    "Tel: 030 1234567",
    "Telefon 089/12345678",
    "WhatsApp: 600123456",
    "Tél. 01 23 45 67 89",
    "linkedin.com/in/jane-doe",
    "https://www.linkedin.com/in/jane-doe-123/",
    "https://t.me/janedoe",
    "https://wa.me/4917012345",
    "https://calendly.com/jane/30min",
    "https://chat.whatsapp.com?code=janedoe",
    "https://api.whatsapp.com/send?phone=janedoe",
    "https://linkedin.com/pub/jane-doe",
    "https://m.me/janedoe",
    "https://signal.me/#p/janedoe",
    "https://telegram.me/janedoe",
    "https://www.facebook.com/profile.php?id=janedoe",
]
HARMLESS = [
    "R-1234567",
    "JR-2024-000123",
    "REQ 20240131-77",
    "$120,000-150,000",
    "€60.000,00 - 80.000,00",
    "120 000 - 150 000 EUR",
    "2026-01-31",
    "31.12.2025",
    "from 2019 to 2023",
    "2024-2025",
    "version 1.2.3.4",
    "Python 3.11.7",
    "ISO 27001:2013",
    "94103-1234",
    "10115 Berlin",
    "401(k) and 403(b)",
    "24/7 and 365 days",
    "100,000,000 users",
    "1,500+ employees",
    "@channel",
    "meet @ 5.30 pm",
    "C++ and C#",
    "10.0.0.1",
    "https://example.com/jobs/4567890123",
    "https://www.linkedin.com/company/example",
    "at the dot of five",
    "work at scale",
    "SOC 2 Type 2",
    "H.264 and H.265",
    "GPT-4 and Llama 3.1 405B",
    "$25.50 - $31.75 per hour",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_data_goes(text):
    masked = mask(f"Questions? Write to {text} before Friday.")
    assert masked.startswith("Questions? Write to ")
    assert "[email]" in masked or "[phone]" in masked or "[handle]" in masked
    assert "jane" not in masked.lower()
    assert "555" not in masked


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_not_personal_stays(text):
    sentence = f"We offer {text} in this role."
    assert mask(sentence) == sentence


def test_masking_again_changes_nothing():
    once = mask(" ".join(PERSONAL))
    assert mask(once) == once


@pytest.mark.parametrize(
    "unit", ["a", "@", "1 ", " dot ", "a@", "( ", "a.", "tel ", "+1", "a at b dot "]
)
def test_time_grows_linearly(unit):
    def seconds(length):
        text = unit * (length // len(unit))
        begun = time.process_time()
        mask(text)
        return time.process_time() - begun

    seconds(20_000)
    small, large = (min(seconds(length) for _ in range(3)) for length in (20_000, 160_000))
    assert large < 40 * max(small, 1e-3)
