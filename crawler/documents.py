"""Bytes of a response -> JSON value or XML root, strict about shape and tolerant of odd numbers."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from lxml import etree

from crawler.stop import Stop

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_INT = 18  # digits that surely fit SQLite's 64-bit integer


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_INT else None


def _float(digits: str) -> float | None:
    value = float(digits)
    return value if isfinite(value) else None


def _constant(_name: str) -> None:
    """NaN and the infinities are no JSON: unknown."""


def decoded(body: bytes) -> tuple[str, bool]:
    """UTF-8 text, and whether every byte of it was UTF-8 (others read as U+FFFD)."""
    try:
        return body.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return body.decode("utf-8-sig", "replace"), False


def parse_json(text: str, host: str) -> Any:
    """The JSON value; numbers that no column holds read as None. Raises Stop when it is no JSON."""
    if not text.strip():
        raise Stop("failed", f"{host} answered with an empty body")
    try:
        return json.loads(text, parse_int=_int, parse_float=_float, parse_constant=_constant)
    except RecursionError:
        raise Stop("failed", f"{host} answered with JSON that is nested too deep") from None
    except ValueError as error:
        raise Stop("failed", f"{host} answered with something that is not JSON: {error}") from error


def parse_xml(body: bytes, host: str) -> _Element:
    """The root element; raises Stop for a DOCTYPE, which no feed needs, and for broken XML."""
    if not body.strip():
        raise Stop("failed", f"{host} answered with an empty body")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Stop("failed", f"{host} answered with something that is not XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Stop("failed", f"{host} answered with an XML document that declares a DOCTYPE")
    return root


def parse_html(body: bytes, host: str) -> BeautifulSoup:
    """An HTML page; raises Stop when it holds no element."""
    text, _ = decoded(body)
    page = BeautifulSoup(text.replace("\x00", ""), "lxml")
    if page.find() is None:
        raise Stop("failed", f"{host} answered with an empty page")
    return page
