"""Errors as pages: one sentence, the right status, nothing of the machine."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

TOO_SLOW = (
    "The query took longer than five seconds: try again when the machine is less busy, narrow it, "
    "or run it with your own SQLite client."
)
NO_PAGE = "The address asks for a page that is not there: start from the first page of the list."
TOO_BIG = "The query needs more memory than the page allows: take fewer columns or rows."


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for the visitor."""

    status: int
    title: str | None
    sentence: str


def problem(exception: Exception, asked: Container[str] = ()) -> Problem:
    """The visitor's side of an exception; an unforeseen one says no more than its kind.

    ``asked`` are the names in the query of the address.
    """
    if isinstance(exception, MemoryError):
        return Problem(400, "Too large", TOO_BIG)
    status = getattr(exception, "status", 500)
    title = getattr(exception, "title", None)
    message = getattr(exception, "message", None) or (exception.args or ("",))[0]
    # A dashboard's own lists pass the exception on as it is, where a query page wraps it.
    if title == "SQL Interrupted" or type(exception).__name__ == "QueryInterrupted":
        return Problem(400, "Too slow", TOO_SLOW)
    if str(message).startswith("Cannot sort"):  # the address names the column
        return Problem(400, title, str(message))
    # Views count their pages by rows.
    if "_next" in asked and str(message).startswith("invalid literal for int()"):
        return Problem(400, "No such page", NO_PAGE)
    if status == 500:
        return Problem(500, None, f"The page could not be made ({type(exception).__name__}).")
    return Problem(status, title, str(message))


def answer(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """A response for the exception, as JSON where JSON was asked."""

    async def respond() -> Any:
        from datasette import Response

        found = problem(exception, request.args)
        if found.status == 500:
            traceback.print_exception(exception)
        told = {
            "ok": False,
            "error": found.sentence,
            "status": found.status,
            "title": found.title,
        }
        if request.path.endswith(".json"):
            return Response.json(told, status=found.status)
        page = await datasette.render_template(["error.html"], told, request=request)
        return Response.html(Markup(page), status=found.status)

    return respond
