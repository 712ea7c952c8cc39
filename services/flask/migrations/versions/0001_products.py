"""Products, with a few to look at"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PRODUCTS = [
    ("SEED-TOM-01", "بذور طماطم هجين", "Hybrid tomato seeds", "packet", "1200", "85.00"),
    ("SEED-CUC-01", "بذور خيار", "Cucumber seeds", "packet", "950", "72.50"),
    ("SEED-PEP-01", "بذور فلفل حلو", "Sweet pepper seeds", "packet", "640", "96.00"),
    ("SEED-EGG-01", "بذور باذنجان", "Aubergine seeds", "packet", "410", "64.75"),
    ("SEED-MEL-01", "بذور شمام", "Melon seeds", "packet", "380", "110.00"),
    ("FERT-NPK-20", "سماد متوازن ٢٠-٢٠-٢٠", "NPK fertiliser 20-20-20", "kg", "5400.5", "31.20"),
    ("FERT-UREA", "سماد يوريا", "Urea fertiliser", "kg", "8200", "18.90"),
    ("FERT-POT", "سلفات البوتاسيوم", "Potassium sulphate", "kg", "2750", "42.00"),
    ("PEST-SULF", "كبريت زراعي", "Agricultural sulphur", "kg", "1600", "22.40"),
    ("IRR-DRIP-16", "خرطوم ري بالتنقيط ١٦ مم", "Drip irrigation hose 16 mm", "m", "12500", "3.75"),
    ("TRAY-128", "صينية شتل ١٢٨ عين", "Seedling tray, 128 cells", "piece", "3300", "14.00"),
    ("PEAT-70L", "بيتموس ٧٠ لتر", "Peat moss, 70 litres", "bag", "720", "155.00"),
]


def upgrade() -> None:
    products = op.create_table(
        "products",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sku", sa.String(40), nullable=False, unique=True),
        sa.Column("name_ar", sa.String(200), nullable=False, index=True),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", sa.Numeric(14, 3), nullable=False),
        sa.Column("price", sa.Numeric(14, 2), nullable=False),
    )
    columns = ("sku", "name_ar", "name_en", "unit", "quantity", "price")
    op.bulk_insert(products, [dict(zip(columns, product, strict=True)) for product in PRODUCTS])


def downgrade() -> None:
    op.drop_table("products")
