from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from accounts import roles
from accounts.forms import AccountChangeForm, AccountCreationForm
from accounts.models import Role

# Whoever has these gives himself all others.
OF_SUPERUSERS = ("is_staff", "is_superuser", "groups", "user_permissions")


class AccountAdmin(UserAdmin):
    """Django's own, with roles. Beside Django's permission it takes an administrator to make or change an account."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    list_display = (*UserAdmin.list_display, "role")
    fieldsets = (*UserAdmin.fieldsets, ("الدور", {"fields": ("role",)}))
    add_fieldsets = (*UserAdmin.add_fieldsets, ("الدور", {"fields": ("role",)}))

    @admin.display(description="الدور")
    def role(self, user: User) -> str:
        return roles.role_of(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("account")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return () if request.user.is_superuser else OF_SUPERUSERS

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and _administrates(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _administrates(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody deletes himself, so that an administrator is left."""
        return (
            super().has_delete_permission(request, obj) and _administrates(request.user, obj) and obj != request.user
        )

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        roles.give(obj, form.cleaned_data["role"])


def _administrates(user: Any, other: User | None = None) -> bool:
    if other is not None and other.is_superuser and not user.is_superuser:
        return False
    return roles.role_of(user) == Role.ADMINISTRATOR


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
