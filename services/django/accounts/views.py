from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts import names
from accounts.access import staff_required, token_required
from accounts.tokens import issue, user_of
from gaara_erp.json_body import BadBody, texts
from gaara_erp.problems import refuse


@csrf_exempt
@require_POST
def log_in(request: HttpRequest) -> HttpResponse:
    try:
        username, password = texts(request, "username", "password")
    except BadBody as error:
        return refuse(400, str(error))
    user = authenticate(request, username=username, password=password)
    if user is None:
        return refuse(401, "The user name or the password is wrong.")
    return JsonResponse({"access": issue("access", user), "refresh": issue("refresh", user)})


@csrf_exempt
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    try:
        (token,) = texts(request, "refresh")
    except BadBody as error:
        return refuse(400, str(error))
    user = user_of("refresh", token)
    if user is None:
        return refuse(401, "This token can not be renewed. Log in again.")
    return JsonResponse({"access": issue("access", user)})


@require_safe
@token_required
def me(request: HttpRequest) -> HttpResponse:
    return JsonResponse(as_json(request.user))


@method_decorator([csrf_exempt, staff_required], name="dispatch")
class Users(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        users = [as_json(user) for user in User.objects.order_by("pk")]
        return JsonResponse({"count": len(users), "results": users})

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            username, email, password = texts(request, "username", "email", "password")
        except BadBody as error:
            return refuse(400, str(error), fields=error.fields)
        user = User(username=username, email=email)
        try:
            with transaction.atomic():
                wrong = wrong_fields(user, password)
                if wrong:
                    return refuse(400, "The user was not made.", fields=wrong)
                user.set_password(password)
                user.save()
        except IntegrityError:
            return refuse(400, "The user was not made.", fields={"username": ["This name is taken."]})
        return JsonResponse(as_json(user), status=201)


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
        "is_superuser": user.is_superuser,
        "is_active": user.is_active,
    }
