from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User

from accounts import names


class CheckedName:
    """A form that takes no new name which looks like another account's. A name that stays is not looked at."""

    def clean_username(self) -> str | None:
        cleaned = getattr(super(), "clean_username", None)
        name = cleaned() if cleaned else self.cleaned_data["username"]
        if name and name != self.initial.get("username"):
            names.check(name)
        return name


class CheckedUserAdmin(UserAdmin):
    form = type("UserChangeForm", (CheckedName, UserAdmin.form), {})
    add_form = type("UserCreationForm", (CheckedName, UserAdmin.add_form), {})


admin.site.unregister(User)
admin.site.register(User, CheckedUserAdmin)
