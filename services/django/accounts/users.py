"""Accounts, as administrators see, make and change them."""

from typing import Any

from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import View

from accounts import names, roles
from accounts.models import Role
from gaara_erp.json_body import BadBody, json_object, texts
from gaara_erp.problems import refuse


def me(request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_json(request.user))


class Users(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        users = [as_json(user) for user in User.objects.select_related("account").order_by("pk")]
        return JsonResponse({"count": len(users), "results": users})

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            username, email, password = texts(request, "username", "email", "password")
            role = json_object(request).get("role", Role.VIEWER.value)
        except BadBody as error:
            return refuse(400, str(error), fields=error.fields)
        user = User(username=username, email=email)
        try:
            with transaction.atomic():
                wrong = {**wrong_role(role), **wrong_fields(user, password)}
                if wrong:
                    return refuse(400, "The user was not made.", fields=wrong)
                user.set_password(password)
                user.save()
                roles.give(user, role)
        except IntegrityError:
            return refuse(400, "The user was not made.", fields={"username": ["This name is taken."]})
        return JsonResponse(as_json(user), status=201)


class OneUser(View):
    def patch(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            body = json_object(request)
        except BadBody as error:
            return refuse(400, str(error))
        wrong = wrong_changes(body)
        if wrong:
            return refuse(400, "The user was not changed.", fields=wrong)
        with transaction.atomic():
            user = User.objects.select_for_update(of=("self",)).select_related("account").filter(pk=pk).first()
            if user is None:
                raise Http404
            if user.is_superuser and not request.user.is_superuser:
                return refuse(403, "Only a superuser may change a superuser.")
            user.is_active = body.get("is_active", user.is_active)
            role = body.get("role", roles.role_of(user))
            try:
                roles.check(user, role)
            except ValidationError as error:
                return refuse(409, error.message)
            user.save(update_fields=["is_active"])
            roles.give(user, role)
        return JsonResponse(as_json(user))


def wrong_changes(body: dict[str, Any]) -> dict[str, list[str]]:
    wrong = {name: ["This can not be changed here."] for name in body if name not in ("role", "is_active")}
    if "role" in body:
        wrong.update(wrong_role(body["role"]))
    if not isinstance(body.get("is_active", True), bool):
        wrong["is_active"] = ["expected true or false"]
    return wrong


def wrong_role(role: object) -> dict[str, list[str]]:
    return {} if role in Role.values else {"role": [f"expected one of {', '.join(Role.values)}"]}


def wrong_fields(user: User, password: str) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    try:
        user.full_clean(exclude={"password"})
    except ValidationError as error:
        wrong.update(error.message_dict)
    if "username" not in wrong:
        try:
            names.check(user.username)
        except ValidationError as error:
            wrong["username"] = error.messages
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        wrong["password"] = error.messages
    return wrong


def as_json(user: User) -> dict[str, object]:
    return {
        "id": user.pk,
        "username": user.get_username(),
        "email": user.email,
        "role": roles.role_of(user),
        "is_superuser": user.is_superuser,
        "is_active": user.is_active,
    }
