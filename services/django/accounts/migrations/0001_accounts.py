from django.conf import settings
from django.db import migrations, models

ROLES = [("viewer", "مشاهد"), ("editor", "محرّر"), ("administrator", "مسؤول")]

WITH_ITS_USER = """
ALTER TABLE accounts_account ADD CONSTRAINT accounts_account_user
FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE
"""

# Whoever could do everything goes on doing it, and so does whoever could change things.
AS_BEFORE = """
INSERT INTO accounts_account (user_id, role)
SELECT id, CASE WHEN is_superuser THEN 'administrator' ELSE 'editor' END FROM auth_user
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.CharField(choices=ROLES, max_length=20)),
            ],
        ),
        migrations.RunSQL(WITH_ITS_USER, migrations.RunSQL.noop),
        migrations.RunSQL(AS_BEFORE, migrations.RunSQL.noop),
    ]
