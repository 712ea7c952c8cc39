"""Monthly demand as a trend and two waves a year, one linear regression per product."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

FILE = "demand.json"
FEATURES = 6


def features(month: int, first: int) -> list[float]:
    angle = 2 * math.pi * (month % 12) / 12
    return [
        1.0,
        float(month - first),
        math.sin(angle),
        math.cos(angle),
        math.sin(2 * angle),
        math.cos(2 * angle),
    ]


class ModelError(Exception):
    """Why there is no model to predict with."""


@dataclass(frozen=True)
class Product:
    coefficients: list[float]
    # Standard deviation of what the regression does not explain.
    deviation: float


@dataclass(frozen=True)
class Model:
    version: str
    first: int
    products: dict[str, Product]

    def predict(self, product: str, month: int) -> tuple[float, float, float]:
        """Expected demand, and between what it lies in 19 of 20 months."""
        known = self.products[product]
        pairs = zip(known.coefficients, features(month, self.first), strict=True)
        expected = sum(coefficient * feature for coefficient, feature in pairs)
        spread = 1.96 * known.deviation
        return max(0.0, expected), max(0.0, expected - spread), max(0.0, expected + spread)


def load(path: Path) -> Model:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        model = Model(
            version=str(content["version"]),
            first=int(content["first"]),
            products={
                name: Product([float(value) for value in entry["coefficients"]], float(entry["deviation"]))
                for name, entry in content["products"].items()
            },
        )
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} is no model: {type(error).__name__}: {error}") from None
    numbers = [n for product in model.products.values() for n in (*product.coefficients, product.deviation)]
    if not model.products or not all(math.isfinite(number) for number in numbers):
        raise ModelError(f"{path} is no model: expected products with finite numbers")
    if any(len(product.coefficients) != FEATURES for product in model.products.values()):
        raise ModelError(f"{path} is no model: expected {FEATURES} coefficients per product")
    return model


class ModelFile:
    """The model of a file, read again when the file changes: a better model needs no restart."""

    def __init__(self, path: str) -> None:
        given = Path(path)
        self.path = given if given.suffix == ".json" else given / FILE
        self._stamp: tuple[int, int] | None = None
        self._model: Model | None = None

    def current(self) -> Model:
        try:
            stat = self.path.stat()
        except OSError as error:
            raise ModelError(f"{self.path}: {error.strerror}") from None
        stamp = (stat.st_mtime_ns, stat.st_size)
        if self._model is None or stamp != self._stamp:
            self._model = load(self.path)
            self._stamp = stamp
        return self._model
