"""What may be written about a product."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any


# JSON can escape halves of characters and a NUL, which neither UTF-8 nor PostgreSQL can hold.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class WrongFields(Exception):
    """What is wrong, by field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def _text(longest: int) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if not isinstance(value, str) or not 1 <= len(value.strip()) <= longest or UNSTORABLE.search(value):
            raise ValueError(f"expected a text of 1 to {longest} characters")
        return value.strip()

    return parse


def _sku(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9._-]{1,40}", value):
        raise ValueError("expected 1 to 40 of the characters A-Z a-z 0-9 . _ -")
    return value


def _amount(places: int) -> Callable[[object], Decimal]:
    largest = Decimal(10) ** (14 - places)

    def parse(value: object) -> Decimal:
        # A number of JSON is read as Python writes it, not as the binary fraction that it is.
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise ValueError("expected a number")
        try:
            amount = Decimal(str(value).strip())
        except InvalidOperation:
            raise ValueError("expected a number") from None
        if not amount.is_finite() or not 0 <= amount < largest:
            raise ValueError(f"expected a number from 0 to below {largest}")
        if amount != round(amount, places):
            raise ValueError(f"expected {places} decimal places at most")
        return amount

    return parse


FIELDS: dict[str, Callable[[object], Any]] = {
    "sku": _sku,
    "name_ar": _text(200),
    "name_en": _text(200),
    "unit": _text(20),
    "quantity": _amount(3),
    "price": _amount(2),
}


def parse(body: object, partial: bool = False) -> dict[str, Any]:
    """The fields of a product, or with `partial` some of them. Raises WrongFields naming everything that is wrong."""
    if not isinstance(body, dict):
        raise WrongFields({"": "expected a JSON object"})
    wrong = {name: "no such field" for name in body if name not in FIELDS and name != "id"}
    values: dict[str, Any] = {}
    for name, field in FIELDS.items():
        if name not in body:
            if not partial:
                wrong[name] = "is missing"
            continue
        try:
            values[name] = field(body[name])
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        raise WrongFields(wrong)
    return values
