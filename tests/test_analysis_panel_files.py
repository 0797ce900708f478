"""An analyst's folder: what is read, what is skipped and said, and the answers by hand."""

import csv
import json

import pytest
from panel_rows import made

from analysis.panel_files import answers, read_panel

KEYS = [
    "log_eff_ratio", "hhi_specialist", "hhi_integrator",
    "top6_specialist", "top6_integrator", "top6_gap",
    "top10_specialist", "top10_integrator", "top10_gap",
    "nontech_gap", "trend_gap", "remote_gap",
]  # fmt: skip
COLUMNS = ["posting", "job", "employer", "sector", "weight", "month", "metros", "remote", "label"]


def record(row):
    return {
        "posting": row.posting_id, "job": row.job_id, "employer": row.employer,
        "sector": row.sector, "weight": row.weight, "month": row.month,
        "metros": ";".join(row.metros), "remote": int(row.remote), "label": row.role,
    }  # fmt: skip


def write(folder, rows, name="postings.csv", extra=()):
    with (folder / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [*COLUMNS, *extra])
        writer.writeheader()
        writer.writerows(rows)


def folder_of(tmp_path, rows, gold=True, **options):
    write(tmp_path, [record(row) for row in rows])
    if gold:
        drawn = [
            {**record(r), "gold_label": r.gold_role, "inclusion_prob": r.inclusion_prob}
            for r in rows
            if r.gold_role
        ]
        write(tmp_path, drawn, "gold.csv", ("gold_label", "inclusion_prob"))
    lists = {"top6": ["m0"], "top10": ["m0", "m1"], **options}
    (tmp_path / "panel.json").write_text(json.dumps(lists), encoding="utf-8")
    return tmp_path


def test_files_give_the_same_panel_as_rows(tmp_path):
    rows = made(900, seed=1, wrong=0.1)
    given = read_panel(folder_of(tmp_path, rows))
    assert given.problems == ()
    assert len(given.panel) == 900
    assert int((given.panel.gold >= 0).sum()) == 300
    found = answers(given)
    assert list(found) == KEYS
    for answer in found.values():
        assert answer["lo"] <= answer["est"] <= answer["hi"]
        assert 0 <= answer["p"] <= 1


def test_answers_of_a_hand_counted_panel(tmp_path):
    # Two employers of the same shape: 3 of 4 specialists and 1 of 4 integrators in m0.
    rows = []
    for employer in "ab":
        for label, hub in (("specialist", 3), ("integrator", 1)):
            for i in range(4):
                rows.append({
                    "posting": f"{employer}{label}{i}", "job": f"{employer}{label}{i}",
                    "employer": employer, "sector": 51 if employer == "a" else "62", "weight": 1,
                    "month": i, "metros": "m0" if i < hub else "m1", "remote": 0, "label": label,
                })  # fmt: skip
    write(tmp_path, rows)
    (tmp_path / "panel.json").write_text('{"top6": ["m0"], "top10": ["m0"]}', encoding="utf-8")
    found = answers(read_panel(tmp_path))
    assert found["top6_specialist"]["est"] == pytest.approx(0.75)
    assert found["top6_gap"]["est"] == pytest.approx(0.5)
    assert found["hhi_specialist"]["est"] == pytest.approx(0.75**2 + 0.25**2)
    assert found["log_eff_ratio"]["est"] == pytest.approx(0)
    assert found["nontech_gap"]["est"] == pytest.approx(0)
    # Slopes of being in m1 on months 0 to 3: specialists .3, integrators .3.
    assert found["trend_gap"]["est"] == pytest.approx(0)


def test_bad_rows_are_named_by_line_and_skipped(tmp_path):
    rows = [record(row) for row in made(60, seed=2)]
    for line, changes in {
        2: {"label": "wizard"}, 3: {"month": "soon"}, 4: {"remote": "maybe"},
        5: {"employer": ""}, 6: {"posting": rows[20]["posting"]},
    }.items():  # fmt: skip
        rows[line - 2] |= changes
    write(tmp_path, rows)
    given = read_panel(tmp_path)
    assert len(given.panel) == 55
    assert [problem.line for problem in given.problems] == [2, 3, 4, 5, 22]
    assert str(given.problems[0]).startswith("postings.csv, line 2: label 'wizard'")


@pytest.mark.parametrize("month", ["", "inf", "nan", "1e99", "3.5", "03-2024"])
def test_a_month_that_is_no_integer_is_named(tmp_path, month):
    rows = [record(row) for row in made(20, seed=2)]
    rows[4]["month"] = month
    write(tmp_path, rows)
    given = read_panel(tmp_path)
    assert [str(problem) for problem in given.problems] == [
        f"postings.csv, line 6: month '{month}' is not an integer; row skipped"
    ]


def test_bad_gold_rows_are_named_and_skipped(tmp_path):
    rows = made(90, seed=3, wrong=0.1)
    folder_of(tmp_path, rows)
    extra = ("gold_label", "inclusion_prob")
    gold = [{**record(rows[i]), "gold_label": "none", "inclusion_prob": p}
            for i, p in enumerate([0.5, 0, 1.5, "x"])]  # fmt: skip
    gold += [gold[0], {**gold[0], "posting": rows[9].posting_id, "gold_label": "?"}]
    write(tmp_path, gold, "gold.csv", extra)
    given = read_panel(tmp_path)
    assert int((given.panel.gold >= 0).sum()) == 1
    assert [problem.line for problem in given.problems if problem.line] == [3, 4, 5, 6, 7]


def test_a_gold_posting_that_is_not_among_the_postings_is_added(tmp_path):
    rows = made(450, seed=4, wrong=0.1)
    folder_of(tmp_path, rows)
    write(tmp_path, [record(row) for row in rows[1:]])
    given = read_panel(tmp_path)
    assert rows[0].gold_role is not None
    assert len(given.panel) == 450
    assert [str(problem) for problem in given.problems] == [
        "gold.csv: 1 postings are not in postings.csv: they are counted as well"
    ]


def test_a_gold_posting_that_nothing_describes_is_named(tmp_path):
    write(tmp_path, [record(row) for row in made(60, seed=4)])
    lines = "posting,gold_label,inclusion_prob\nelsewhere,none,0.5\n"
    (tmp_path / "gold.csv").write_text(lines, encoding="utf-8")
    (problem,) = read_panel(tmp_path).problems
    assert str(problem) == (
        "gold.csv, line 2: it is not in postings.csv, and there is no column employer; row skipped"
    )


def test_gold_that_is_too_little_to_count_is_told(tmp_path):
    rows = made(87, seed=4, wrong=0.1)
    given = read_panel(folder_of(tmp_path, rows))
    assert [str(problem) for problem in given.problems] == [
        "gold.csv: 29 labels are too few to correct with (least 30): none is used"
    ]


def test_gold_that_makes_intervals_too_narrow_is_told(tmp_path):
    given = read_panel(folder_of(tmp_path, made(447, seed=4, wrong=0.1)))
    (problem,) = given.problems
    assert str(problem).startswith("gold.csv: 149 labels are few")


def test_weights_count_only_when_asked_for(tmp_path):
    rows = [record(row) for row in made(600, seed=5, employers=30)]
    for row in rows:
        row["weight"] = 5 if row["sector"] == "51" else 1
    folder_of(tmp_path, [], gold=False)
    write(tmp_path, rows)
    plain = answers(read_panel(tmp_path))["top6_specialist"]
    (tmp_path / "panel.json").write_text('{"top6": ["m0"], "weighted": true}', encoding="utf-8")
    weighted = answers(read_panel(tmp_path))["top6_specialist"]
    kept = [row for row in rows if row["label"] == "specialist" and row["metros"]]
    total = sum(row["weight"] for row in kept)
    expected = sum(row["weight"] for row in kept if row["metros"] == "m0") / total
    assert weighted["est"] == pytest.approx(expected)
    assert plain["est"] != pytest.approx(expected)


def test_a_bad_weight_matters_only_when_weighted(tmp_path):
    rows = [record(row) for row in made(60, seed=6)]
    rows[0]["weight"] = "-1"
    write(tmp_path, rows)
    assert read_panel(tmp_path).problems == ()
    (tmp_path / "panel.json").write_text('{"weight": true}', encoding="utf-8")
    assert len(read_panel(tmp_path).problems) == 1


def test_jobs_numbered_anew_in_each_employer_are_kept_apart(tmp_path):
    rows = [record(row) for row in made(400, seed=7)]
    seen = {}
    for row in rows:
        seen[row["employer"]] = row["job"] = seen.get(row["employer"], 0) + 1
    write(tmp_path, rows)
    given = read_panel(tmp_path)
    assert given.panel.mass().sum() == pytest.approx(400)
    assert "within its employer" in str(given.problems[-1])


def test_tech_sectors_and_hub_lists_come_from_the_file(tmp_path):
    rows = made(500, seed=8)
    folder = folder_of(tmp_path, rows, gold=False, tech_sectors=[51, 52, 53])
    given = read_panel(folder)
    assert given.settings.tech_sectors == ("51", "52", "53")
    assert given.settings.hubs["top10"] == ("m0", "m1")


def test_what_cannot_be_answered_is_null_with_a_reason(tmp_path):
    rows = [row for row in made(300, seed=9) if row.role != "specialist"]
    found = answers(read_panel(folder_of(tmp_path, rows, gold=False)))
    assert found["top6_gap"]["lo"] is None
    assert found["top6_gap"]["reason"] == "no specialist postings to compute it from"
    assert found["top6_integrator"]["lo"] is not None
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("postings.csv", None, "is missing"),
        ("postings.csv", "posting,label\n", "lacks the column employer"),
        ("postings.csv", ",".join(COLUMNS) + "\n", "no usable row"),
        ("panel.json", "{", "is not JSON"),
        ("panel.json", '{"top6": "m0"}', "must be a list"),
        ("gold.csv", "posting\n", "lacks the column gold_label"),
        ("postings.csv", ",".join(COLUMNS) + "\n" + 200_000 * "x" + "\n", "line 2: not one line"),
        ("postings.csv", '"posting,label\n', "heading is not one line of CSV"),
        ("postings.csv", ";".join(COLUMNS) + "\n", "with commas, not semicolons"),
    ],
)
def test_an_unusable_file_says_what_to_do(tmp_path, name, text, words):
    folder_of(tmp_path, made(30, seed=1))
    (tmp_path / name).unlink()
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        read_panel(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "postings.csv").write_bytes(b"\x9f\xff")
    with pytest.raises(ValueError, match=r"postings\.csv is not text in UTF-8"):
        read_panel(tmp_path)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('q9,j,e,51,1,3,"m,0,none', "not one line of CSV (unexpected end of data)"),
        ('q9,j,e,51,1,3,"m"m,0,none', "not one line of CSV"),
        ("q9,j,e,51,1,3,m,0,none,too,many", "it has 11 cells, the heading 9"),
    ],
)
def test_a_damaged_line_costs_no_other(tmp_path, bad, reason):
    write(tmp_path, [record(row) for row in made(60, seed=2)])
    path = tmp_path / "postings.csv"
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*text[:9], bad, *text[9:]]), encoding="utf-8")
    given = read_panel(tmp_path)
    assert len(given.panel) == 60
    assert [problem.line for problem in given.problems] == [10]
    assert reason in str(given.problems[0])
    assert str(given.problems[0]).endswith("; row skipped")


def test_empty_cells_at_the_end_are_no_fault(tmp_path):
    write(tmp_path, [record(row) for row in made(20, seed=2)])
    path = tmp_path / "postings.csv"
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([text[0], *(f"{line},, " for line in text[1:])]), encoding="utf-8")
    given = read_panel(tmp_path)
    assert (len(given.panel), given.problems) == (20, ())


def test_damaged_gold_lines_are_named(tmp_path):
    folder = folder_of(tmp_path, made(450, seed=3, wrong=0.1))
    with (folder / "gold.csv").open("a", encoding="utf-8") as stream:
        stream.write('p,"open\n')
    given = read_panel(folder)
    assert [(problem.file, problem.line) for problem in given.problems] == [("gold.csv", 152)]


@pytest.mark.parametrize("weight", ["1e308", "-1", "0", "many"])
def test_a_weight_out_of_range_is_told_the_range(tmp_path, weight):
    rows = [record(row) for row in made(30, seed=6)]
    rows[0]["weight"] = weight
    write(tmp_path, rows)
    (tmp_path / "panel.json").write_text('{"weighted": true}', encoding="utf-8")
    (problem,) = read_panel(tmp_path).problems
    assert f"weight '{weight}' is not a number between 1e-12 and 1e+12" in str(problem)
