from alembic import context
from flask import current_app
from sqlalchemy import text

# Any number that nothing else in the database uses.
LOCK = 712_002

database = current_app.extensions["migrate"].db

with database.engine.connect() as connection:
    context.configure(connection=connection, target_metadata=database.metadata)
    with context.begin_transaction():
        # One at a time: a second run waits for the first and then finds nothing to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()
