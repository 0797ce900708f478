"""The guide to a new source prints a spider that works as it stands."""

import re
from pathlib import Path

from crawler.fetch import Fetch
from crawler.sink import BoardRow

GUIDE = Path(__file__).parents[1] / "docs" / "adding-a-source.md"


def test_the_spider_that_the_guide_prints_reads_a_row():
    (source,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    names = {"__name__": "example"}
    exec(compile(source, str(GUIDE), "exec"), names)
    board = BoardRow(board_id=1, ats="example", token="acme")
    posting = names["ExampleSpider"]().posting({"id": 7, "title": " Cook "}, board)
    assert (posting.source_id, posting.title) == ("7", "Cook")


def test_what_the_guide_says_of_fetching_exists():
    named = set(re.findall(r"fetch\.(\w+)\(", GUIDE.read_text("utf-8")))
    assert named >= {"json", "details"}
    assert [name for name in named if not hasattr(Fetch, name)] == []
