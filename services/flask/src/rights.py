"""Who may do what: the least role of each route's methods."""

from src.roles import ADMINISTRATOR, EDITOR

# The least role of a method that wants no log-in.
ANYBODY = "anybody"

RIGHTS = {
    "/api/": {"GET": ANYBODY},
    "/api/health": {"GET": ANYBODY},
    "/api/errors/test": {"POST": ADMINISTRATOR},
    "/api/products/": {"GET": ANYBODY, "POST": EDITOR},
    "/api/products/<int:key>": {"GET": ANYBODY, "PUT": EDITOR, "PATCH": EDITOR, "DELETE": EDITOR},
}
