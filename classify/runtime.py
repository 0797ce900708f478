"""OpenVINO, loaded when it is needed and without its telemetry."""

from __future__ import annotations

import sys
from typing import Any, cast


def openvino() -> Any:
    """The module; its import then reports nothing to anybody and writes no file in HOME.

    The variable that should switch the telemetry off does not in the release that we pin: the
    package that sends is hidden instead, for which OpenVINO has a stub.
    """
    sys.modules.setdefault("openvino_telemetry", cast(Any, None))
    import openvino as module

    return module
