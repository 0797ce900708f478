"""Templates that name their language, and whose inline scripts carry the nonce of the policy.

The mark is set in the template's source, before any data is filled in: a script that came with the
data has no nonce and does not run.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import BaseLoader, Environment

_SCRIPT = re.compile(r"<script(?=[\s>{])")


class NonceLoader(BaseLoader):
    """Hands out another loader's templates with ``nonce`` on every script and ``lang`` set."""

    def __init__(self, inner: BaseLoader) -> None:
        self._inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Source, file name and freshness of a template."""
        source, filename, uptodate = self._inner.get_source(environment, template)
        source = source.replace("<html>", '<html lang="en">', 1)
        return _SCRIPT.sub('<script nonce="{{ csp_nonce }}"', source), filename, uptodate

    def list_templates(self) -> list[str]:
        """Names of all templates."""
        return self._inner.list_templates()
