"""Products."""

from flask import Blueprint, Response, jsonify, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadRequest, Conflict, NotFound

from src.models import Product, db
from src.product_fields import parse

MAX_PER_PAGE = 100
# What PostgreSQL's integer holds.
MAX_ID = 2**31 - 1

products = Blueprint("products", __name__)


@products.get("/")
def listing() -> Response:
    page = db.paginate(
        select(Product).order_by(Product.name_ar, Product.id),
        page=positive("page", 1),
        per_page=min(positive("per_page", 20), MAX_PER_PAGE),
        error_out=False,
    )
    return jsonify(
        count=page.total,
        page=page.page,
        pages=page.pages,
        per_page=page.per_page,
        results=[product.as_json() for product in page],
    )


@products.get("/<int:key>")
def one(key: int) -> Response:
    return jsonify(found(key).as_json())


@products.post("/")
def make() -> tuple[Response, int]:
    product = Product(**parse(request.get_json(silent=True)))
    db.session.add(product)
    return jsonify(save(product)), 201


@products.put("/<int:key>")
def replace(key: int) -> Response:
    return change(key, partial=False)


@products.patch("/<int:key>")
def amend(key: int) -> Response:
    return change(key, partial=True)


@products.delete("/<int:key>")
def remove(key: int) -> tuple[str, int]:
    db.session.delete(found(key, lock=True))
    db.session.commit()
    return "", 204


def change(key: int, partial: bool) -> Response:
    values = parse(request.get_json(silent=True), partial)
    product = found(key, lock=True)
    for name, value in values.items():
        setattr(product, name, value)
    return jsonify(save(product))


def found(key: int, lock: bool = False) -> Product:
    """With `lock` nobody else removes it before this request is done with it."""
    product = db.session.get(Product, key, with_for_update=lock) if key <= MAX_ID else None
    if product is None:
        raise NotFound(f"There is no product {key}.")
    return product


def save(product: Product) -> dict[str, object]:
    """Returns it as the database holds it, read before the lock is gone."""
    sku = product.sku
    try:
        db.session.flush()
        db.session.refresh(product)
        saved = product.as_json()
        db.session.commit()
        return saved
    except IntegrityError:
        # Asked beforehand, two writers at once would both be told that it is free.
        db.session.rollback()
        raise Conflict(f"There is a product {sku} already.") from None


def positive(name: str, default: int) -> int:
    value = request.args.get(name, str(default))
    # More digits than PostgreSQL's OFFSET can hold.
    if not value.isascii() or not value.isdigit() or int(value) == 0 or len(value) > 9:
        raise BadRequest(f"{name}: found {value[:20]!r}, expected a number from 1 on")
    return int(value)
