"""CSV that a spreadsheet reads as text and numbers."""

import csv
import io

import pytest

from simulator.export import csv_table


def test_lines_end_as_the_rfc_says_and_cells_come_back_as_they_were():
    rows = [["name", "n"], ['Ana "la rana", de Ávila', "3"], ["dos\nlíneas", "4"]]
    text = csv_table(rows)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 3
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "  @", "\uff1d"]
)
def test_a_cell_that_would_be_a_formula_is_text(begins):
    cell = f"{begins}HYPERLINK(1)"
    [[read]] = csv.reader(io.StringIO(csv_table([[cell]]), newline=""))
    assert read == f"'{cell}"


@pytest.mark.parametrize(
    "name", ["x;=1+1;", "a; @b", "a\t-1", "a,+1", "a\n=1", "a;;=1"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_no_separator_makes_a_formula_of_what_a_cell_holds(name, separator):
    text = csv_table([[name, 3, name, name]])
    for line in (text, text.replace('"', "")):
        rows = csv.reader(io.StringIO(line, newline=""), delimiter=separator)
        cells = [cell.strip(' "') for row in rows for cell in row]
        assert [cell for cell in cells if cell.startswith(tuple("=+-@"))] == []


def test_text_that_is_no_formula_stays_as_it_is():
    said = "Ana-Mar, a=b; 2 + 2 (ana@rojo.example)"
    [[read]] = csv.reader(io.StringIO(csv_table([[said]]), newline=""))
    assert read == said


def test_a_number_stays_one_even_below_zero():
    assert csv_table([[-1, 0, "a-b"]]) == '-1,0,"a-b"\r\n'
