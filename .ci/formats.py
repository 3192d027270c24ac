"""Makes documents that try to get out of the exchange formats, and reads what was made of them with other people's readers."""

import csv
import json
import re
import sys
from pathlib import Path

HOSTILE = """---
kind: mou
---
# =HYPERLINK("x","y") <script>alert(1)</script> | @everyone ]]> %0A::error::x

## =1+1 </td><img src=x onerror=alert(1)>

=cmd|' /C calc'!A0 The Parties will try to avoid disputes \\<script>alert(2)\\</script> &lt;/code&gt; \\| a "quote", 'one' & ]]> ::error file=x::y %0A \\#1 \\@here.

=1+1 The Board meets monthly\x1b[31m \u202ebackwards.

+1 -1 @SUM(A1) The costs are shared by the Parties.
"""


def hostile(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ["=1+1,a:b%25@x #1.md", "-2 <b>'&\"|]]>.md", "plain.md", "tab\tand\x1b[31m.md"]:
        (folder / name).write_text(HOSTILE)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")


def check(out: Path, schema: str) -> None:
    run = json.loads((out / "run.json").read_text())
    ratings = [(d, r) for d in run["documents"] for r in d["ratings"]]
    # What the documents of a bundle say together stands at the first document that it rests on, else at the first of them.
    joint = [(b, r) for b in run["bundles"] for r in b["ratings"]]
    assert any(r["rating"] == "red" for _, r in joint) and any(len(r["evidence"]) > 1 for _, r in joint)
    ratings += [({"path": (r["evidence"] or [{"path": b["documents"][0]}])[0]["path"]}, r) for b, r in joint]
    gaps = [r for _, r in ratings if r["rating"] in ("red", "amber", "unclear") and not r["advisory"]]
    assert len(gaps) > 100 and run["summary"]["unreadable"] == 1
    quotes = [evidence["quote"] for _, rating in ratings for evidence in rating["evidence"]]
    assert any("<script>" in quote for quote in quotes) and any(quote.startswith("+") for quote in quotes)
    settled = [r for r in gaps if (r.get("people") or r["waived"])]
    told = len(gaps) - len(settled) + 1
    junit(out, schema, run, ratings)
    gitlab(out, told, told + len(settled))
    github(out, told, told + len(settled))
    table(out, ratings)
    comment(out)
    workbook(out, run, ratings)


def junit(out: Path, schema: str, run, ratings) -> None:
    import junitparser
    import xmlschema

    xmlschema.XMLSchema(schema).validate(str(out / "run.junit"))
    suites = list(junitparser.JUnitXml.fromfile(str(out / "run.junit")))
    assert len(suites) == len(run["documents"]) + sum(bool(b["ratings"]) for b in run["bundles"])
    cases = [case for suite in suites for case in suite]
    assert len(cases) >= len(ratings)
    kinds = lambda sort: sum(isinstance(r, sort) for case in cases for r in case.result)
    red = sum(r["rating"] == "red" and not r["advisory"] and not (r.get("people") or r["waived"]) for _, r in ratings)
    assert red <= kinds(junitparser.Failure) <= red + sum(bool((r.get("people") or r["waived"])) for _, r in ratings)
    assert kinds(junitparser.Error) == 1
    for suite in suites:
        assert suite.tests == len(list(suite)) and suite.failures == sum(
            isinstance(r, junitparser.Failure) for case in suite for r in case.result
        )


def gitlab(out: Path, least: int, most: int) -> None:
    """By what GitLab's documentation asks of a report, as no validator of it is published."""
    issues = json.loads((out / "run.gitlab").read_text())
    assert least <= len(issues) <= most, (least, len(issues), most)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["description"] and issue["check_name"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1


def github(out: Path, least: int, most: int) -> None:
    """As the runner reads commands: up to the second `::`, properties at commas, then the escapes undone."""
    lines = (out / "run.github").read_text().split("\n")
    assert lines.pop() == "" and least <= len(lines) <= most
    files = {str(path.relative_to(out)) for path in (out / "documents").rglob("*")}
    seen = set()
    for line in lines:
        command, properties, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
        assert command in ("error", "warning", "notice") and message
        told = dict(one.split("=", 1) for one in properties.split(","))
        assert set(told) <= {"file", "line", "col", "endLine", "endColumn", "title"}
        for escape, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            told["file"] = told["file"].replace(escape, sign)
        seen.add(told["file"])
    assert len(seen & files) >= 10, seen - files


def table(out: Path, ratings) -> None:
    import openpyxl

    with open(out / "run.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert {len(row) for row in rows} == {len(rows[0])} and len(rows) > len(ratings)
    run = ("=", "+", "-", "@", "\t", "\r", "\n")
    assert not [cell for row in rows for cell in row if cell.startswith(run)]
    book = openpyxl.load_workbook(out / "reopened/run.xlsx")
    read = list(book.active.iter_rows())
    assert len(read) == len(rows)
    assert not [cell.coordinate for row in read for cell in row if cell.data_type == "f"], "LibreOffice found a formula"
    document = rows[0].index("document")
    assert [row[document].value for row in read] == [row[document] for row in rows]


def workbook(out: Path, run, ratings) -> None:
    """As openpyxl reads it, and as it is once LibreOffice has opened and saved it."""
    import openpyxl

    for path in (out / "run.xlsx", out / "reopened/book/run.xlsx"):
        book = openpyxl.load_workbook(path)
        assert book.sheetnames[:4] == ["About", "Matrix", "Partnerships", "Ratings"] and book.sheetnames[-1] == "Not read"
        for sheet in book:
            formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert not formulas, (path, sheet.title, formulas)
            # LibreOffice without a screen keeps no panes.
            heads = sheet.auto_filter.ref and (sheet.freeze_panes or path.parent.name == "book")
            assert sheet.title == "About" or heads, (path, sheet.title)
        assert book["Matrix"].max_row == 1 + len(run["documents"])
        rows = list(book["Ratings"].iter_rows(values_only=True))
        at = [rows[0].index(head) for head in ("document", "rule", "rating")]
        told = {tuple(row[column] for column in at) for row in rows[1:]}
        assert {(d["path"], r["rule"], r["rating"]) for d, r in ratings if d["path"].isprintable()} <= told
        assert any(row[0] and "broken.docx" in row[0] for row in book["Not read"].iter_rows(values_only=True))


def comment(out: Path) -> None:
    import cmarkgfm
    from markdown_it import MarkdownIt

    text = (out / "run.md").read_text()
    assert len(text) < 65536
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    flat = [inner for token in tokens for inner in [token, *(token.children or [])]]
    assert not [token for token in flat if token.type.startswith(("html", "link", "image", "code"))]
    page = cmarkgfm.github_flavored_markdown_to_html(text, options=cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"h3", "p", "em", "strong", "table", "thead", "tbody", "tr", "th", "td"}, tags
    cells = re.findall(r"<tr>(.*?)</tr>", page, re.S)
    assert {len(re.findall("<t[hd]", row)) for row in cells} == {4}
    assert "@everyone" not in page


PEOPLES = ["Owner", "Due", "Likelihood", "Impact", "Response", "Status", "Notes", "Score"]


def heads(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def fill(new: Path, filled: Path) -> None:
    """Fills in a register as people do: words, numbers, days, a column with formulas, and their own order."""
    import datetime

    import openpyxl

    book = openpyxl.load_workbook(new)
    sheet = book["Risks"]
    sheet.insert_cols(5)
    sheet.cell(1, 5, "Score")
    at = heads(sheet)
    for row in range(2, sheet.max_row + 1):
        put = lambda head, value: setattr(sheet.cell(row, at[head]), "value", value)
        put("Owner", f"Owner {row}, “é” & <b>")
        put("Due", datetime.date(2027, 1, 1) + datetime.timedelta(days=row))
        put("Likelihood", row % 5 + 1)
        put("Impact", row % 4 + 1.5)
        put("Notes", f"first line {row}\nsecond line")
        put("Score", f"={sheet.cell(row, at['Likelihood']).coordinate}*{sheet.cell(row, at['Impact']).coordinate}")
    sheet.append([None, "A risk of our own"])
    book.create_sheet("Ours")["B2"] = "a sheet of our own"
    book.save(filled)


def kept(filled: Path, merged: Path) -> None:
    """What people filled in is the same after a merge, and the merge did something."""
    import openpyxl

    before, after = (openpyxl.load_workbook(path)["Risks"] for path in (filled, merged))
    assert openpyxl.load_workbook(merged)["Ours"]["B2"].value == "a sheet of our own"
    at = heads(before)
    assert at == heads(after)
    count = 0
    for row in range(2, before.max_row + 1):
        for head in PEOPLES:
            one, other = before.cell(row, at[head]), after.cell(row, at[head])
            assert (one.value, one.number_format) == (other.value, other.number_format), (one, one.value, other.value)
            count += one.value is not None
        assert before.cell(row, at["Risk id"]).value == after.cell(row, at["Risk id"]).value
    states = [after.cell(row, at["State"]).value for row in range(2, after.max_row + 1)]
    assert count > 400 and after.max_row > before.max_row, (count, before.max_row, after.max_row)
    assert "closed" in states and states[-1] == "open" and "A risk of our own" in {cell.value for cell in after["B"]}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["hostile", folder]:
            hostile(Path(folder))
        case ["fill", new, filled]:
            fill(Path(new), Path(filled))
        case ["kept", filled, merged]:
            kept(Path(filled), Path(merged))
        case ["check", out, schema]:
            check(Path(out), schema)
