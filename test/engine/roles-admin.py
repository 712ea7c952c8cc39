"""
Tries on the admin pages and the API to get more than a role gives: prints as JSON what came of it, and leaves nothing
behind.
"""

import json

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.test import Client

from accounts.models import Role
from accounts.roles import give, role_of
from accounts.tokens import issue

PERMISSIONS = Permission.objects.filter(content_type__app_label="auth", content_type__model="user")
PAGES = "/api/admin/auth/user/"


def staff(name, role, **more):
    user = User.objects.create_user(name, is_staff=True, **more)
    give(user, role)
    user.user_permissions.set(PERMISSIONS)
    return user


def pages(by):
    client = Client(HTTP_HOST="localhost")
    client.force_login(by)
    return client


def post(by, page, **fields):
    joined = {"date_joined_0": "2026-01-02", "date_joined_1": "03:04:05"}
    return pages(by).post(f"{PAGES}{page}", {**joined, **fields}).status_code


def change(by, user, **fields):
    status = post(by, f"{user.pk}/change/", username=user.username, is_active="on", **fields)
    now = User.objects.get(pk=user.pk)
    return status, role_of(now), now.is_superuser


def patch(by, **changes):
    client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {issue('access', by)}")
    return client.patch(f"/api/users/{by.pk}/", changes, "application/json").status_code


with transaction.atomic():
    superuser = User.objects.create_superuser("roles-superuser")
    administrator = staff("roles-administrator", Role.ADMINISTRATOR)
    editor = staff("roles-editor", Role.EDITOR)
    other = User.objects.create_user("roles-other")
    password = {"password1": "quite-long-77", "password2": "quite-long-77", "usable_password": "true"}
    found = {
        "administrator makes a superuser": change(administrator, other, role="viewer", is_superuser="on"),
        "administrator changes a superuser": change(administrator, superuser, role="administrator"),
        "administrator sets a superuser's password": post(administrator, f"{superuser.pk}/password/", **password),
        "administrator deletes a superuser": post(administrator, f"{superuser.pk}/delete/", post="yes"),
        "administrator deletes himself": post(administrator, f"{administrator.pk}/delete/", post="yes"),
        "editor looks at an account": pages(editor).get(f"{PAGES}{other.pk}/change/").status_code,
        "editor changes a role": change(editor, other, role="administrator"),
        "editor makes an account": post(editor, "add/", username="roles-new", role="administrator", **password),
        "superuser makes an account": post(superuser, "add/", username="roles-new", role="viewer", **password),
    }
    found["its role"] = role_of(User.objects.get(username="roles-new"))
    User.objects.exclude(pk__in=[superuser.pk, administrator.pk]).update(is_active=False)
    found["one of two steps down"] = change(superuser, superuser, role="editor", is_staff="on")
    found["the last steps down on the pages"] = change(administrator, administrator, role="editor")
    found["the last steps down"] = patch(administrator, role="editor")
    found["the last is switched off"] = patch(administrator, is_active=False)
    transaction.set_rollback(True)

print(json.dumps(found))
