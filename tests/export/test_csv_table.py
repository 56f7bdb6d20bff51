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


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "  @"])
def test_a_cell_that_would_be_a_formula_is_text(begins):
    cell = f"{begins}HYPERLINK(1)"
    [[read]] = csv.reader(io.StringIO(csv_table([[cell]]), newline=""))
    assert read == f"'{cell}"


def test_a_number_stays_one_even_below_zero():
    assert csv_table([[-1, 0, "a-b"]]) == "-1,0,a-b\r\n"
