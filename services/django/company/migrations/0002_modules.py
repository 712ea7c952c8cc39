from django.db import migrations

MODULES = [
    ("accounting", "المحاسبة", "Accounting"),
    ("sales", "المبيعات", "Sales"),
    ("purchasing", "المشتريات", "Purchasing"),
    ("inventory", "المخزون", "Inventory"),
    ("hr", "الموارد البشرية", "Human resources"),
    ("payroll", "الرواتب", "Payroll"),
    ("crm", "علاقات العملاء", "Customer relations"),
    ("manufacturing", "التصنيع", "Manufacturing"),
    ("plant-breeding", "تربية النبات", "Plant breeding"),
    ("reports", "التقارير", "Reports"),
]


def add(apps, _schema_editor):
    module = apps.get_model("company", "Module")
    for key, name_ar, name_en in MODULES:
        module.objects.get_or_create(key=key, defaults={"name_ar": name_ar, "name_en": name_en})


class Migration(migrations.Migration):
    dependencies = [("company", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
