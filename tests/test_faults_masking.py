"""Recall and precision of masking on invented snippets, alone and inside long texts."""

import re
import time

import pytest
from personal_snippets import E_MAIL, HANDLE, HARMLESS, TELEPHONE, snippets

from db.privacy import mask

# Only the outermost marks: an address may be written with angle brackets inside.
MARKED = re.compile(r"<((?:[^<>]|<at>|<dot>)+)>")
KINDS = {"email": E_MAIL, "phone": TELEPHONE, "handle": HANDLE}
PERSONAL = [(kind, line) for kind, block in KINDS.items() for line in snippets(block)]
KEPT = snippets(HARMLESS)
AROUND = (
    "{}",
    "We build tools. {} We look forward to it.",
    "Duties\n- Operate machines\n- {}\nBenefits: 25 days of leave",
    "({})",
)


def survives(line, frame="{}"):
    """The personal parts of a snippet that are still readable after masking."""
    parts = MARKED.findall(line)
    assert parts, line
    masked = mask(frame.format(MARKED.sub(r"\1", line)))
    return [part for part in parts if part in masked or remains(part, masked)]


def remains(part, masked):
    """Whether enough of it is left to reach somebody: six digits in a row, or the local part."""
    digits = re.sub(r"\D", "", part)
    if len(digits) >= 7:
        return digits[-7:] in re.sub(r"\D", "", masked)
    local = re.split(r"[@＠\[({<\s]", part)[0]
    return len(local) > 2 and re.search(rf"\b{re.escape(local)}\b", masked) is not None


def test_there_are_enough_snippets():
    assert len(PERSONAL) + len(KEPT) >= 300
    assert len(set(PERSONAL)) == len(PERSONAL)
    assert len(set(KEPT)) == len(KEPT)


@pytest.mark.parametrize("kind", KINDS)
def test_recall_is_at_least_95_percent_of_each_kind(kind):
    lines = [line for name, line in PERSONAL if name == kind]
    missed = [line for line in lines for frame in AROUND if survives(line, frame)]
    assert len(missed) <= 0.05 * len(lines) * len(AROUND), sorted(set(missed))


def test_false_redactions_are_at_most_one_percent():
    changed = [
        line for line in KEPT for frame in AROUND if mask(frame.format(line)) != frame.format(line)
    ]
    assert len(changed) <= 0.01 * len(KEPT) * len(AROUND), sorted(set(changed))


def test_a_long_text_is_masked_like_its_parts():
    lines = [MARKED.sub(r"\1", line) for _, line in PERSONAL] + KEPT
    masked = mask("\n\n".join(lines)).split("\n\n")
    assert masked == [mask(line) for line in lines]


def test_masking_takes_time_in_proportion_to_the_text():
    text = "\n".join([MARKED.sub(r"\1", line) for _, line in PERSONAL] + KEPT)

    def seconds(times):
        begun = time.process_time()
        mask(text * times)
        return time.process_time() - begun

    seconds(2)
    assert min(seconds(40) for _ in range(2)) < 14 * max(min(seconds(8) for _ in range(2)), 2e-3)
