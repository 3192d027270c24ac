"""Fills in a questionnaire as people do, for the tests: fill.py FROM TO ORGANISATION NAME POST DAY ANSWERS AGREED, where answers are
`question=column:words;column:words|question=…`. `north.xlsx` was made with it, `north-libreoffice.xlsx` and `.ods` are that saved by LibreOffice."""
import datetime
import sys

import openpyxl


def answers(said):
    return dict(one.split("=", 1) for one in said.split("|") if one)


source, target, organisation, name, post, day, given, agreed = sys.argv[1:9]
book = openpyxl.load_workbook(source)
about = {
    "Your organisation": organisation,
    "Your name": name,
    "Your post": post,
    "Date of your answers": datetime.datetime.strptime(day, "%Y-%m-%d"),
}
for sheet in book.worksheets:
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value in about:
            sheet.cell(row, 2).value = about[sheet.cell(row, 1).value]
    heads = {cell.value: cell.column for cell in sheet[1]}
    said = answers(agreed if "Agreed rating" in heads else given)
    for row in range(2, sheet.max_row + 1):
        for pair in filter(None, said.get(sheet.cell(row, 1).value, "").split(";")):
            column, words = pair.split(":", 1)
            sheet.cell(row, heads[column]).value = words
book.save(target)
