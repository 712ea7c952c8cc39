"""Fits the model: python -m src.train DEMAND.csv MODEL.json"""

import csv
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

from src import months
from src.model import features


def fit(rows: list[list[float]], values: list[float]) -> list[float]:
    """Least squares by the normal equations, solved with Gauss and pivoting."""
    size = len(rows[0])
    matrix = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * value for row, value in zip(rows, values, strict=True))]
        for i in range(size)
    ]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(matrix[row][column]))
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        for row in range(size):
            if row != column:
                factor = matrix[row][column] / matrix[column][column]
                matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[column], strict=True)]
    return [matrix[i][size] / matrix[i][i] for i in range(size)]


def train(source: Path) -> dict[str, object]:
    series: dict[str, list[tuple[int, float]]] = defaultdict(list)
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            series[row["product"]].append((months.parse(row["month"]), float(row["quantity"])))
    first = min(month for points in series.values() for month, _ in points)
    products = {}
    for name, points in sorted(series.items()):
        rows = [features(month, first) for month, _ in points]
        values = [value for _, value in points]
        coefficients = fit(rows, values)
        residuals = [
            value - sum(c * x for c, x in zip(coefficients, row, strict=True))
            for row, value in zip(rows, values, strict=True)
        ]
        freedom = len(points) - len(coefficients)
        products[name] = {
            "coefficients": coefficients,
            "deviation": math.sqrt(sum(residual**2 for residual in residuals) / freedom),
        }
    return {"version": "1", "first": first, "products": products}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(train(Path(sys.argv[1])), indent=2) + "\n", encoding="utf-8")
