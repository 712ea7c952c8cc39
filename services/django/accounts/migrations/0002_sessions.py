import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The database removes rows with their user, also one that a version without these tables removes.
WITH_ITS_USER = """
ALTER TABLE accounts_{table} ADD CONSTRAINT accounts_{table}_user
FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_accounts")]
    operations = [
        migrations.CreateModel(
            name="TokensSince",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tokens_since",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RefreshFamily",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("current", models.UUIDField()),
                ("previous", models.UUIDField(null=True)),
                ("rotated_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refresh_families",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        *(
            migrations.RunSQL(WITH_ITS_USER.format(table=table), migrations.RunSQL.noop)
            for table in ("tokenssince", "refreshfamily")
        ),
    ]
