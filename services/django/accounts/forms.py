"""The forms of the admin pages for an account."""

from typing import Any

from django import forms
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError

from accounts import names, roles
from accounts.models import Role


class CheckedName:
    """A form that takes no new name which looks like another account's. A name that stays is not looked at."""

    def clean_username(self) -> str | None:
        cleaned = getattr(super(), "clean_username", None)
        name = cleaned() if cleaned else self.cleaned_data["username"]
        if name and name != self.initial.get("username"):
            names.check(name)
        return name


class RoleField(forms.Form):
    role = forms.ChoiceField(label="الدور", choices=Role.choices, initial=Role.VIEWER)


class AccountChangeForm(CheckedName, RoleField, UserAdmin.form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["role"] = roles.role_of(self.instance)

    def _post_clean(self) -> None:
        """Here the instance has what the form says."""
        super()._post_clean()
        if "role" in self.cleaned_data:
            try:
                roles.check(self.instance, self.cleaned_data["role"])
            except ValidationError as error:
                self.add_error("role", error)


class AccountCreationForm(CheckedName, RoleField, UserAdmin.add_form):
    pass
