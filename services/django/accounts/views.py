from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts.tokens import issue, user_of
from gaara_erp.json_body import BadBody, texts
from gaara_erp.problems import refuse


def log_in(request: HttpRequest) -> HttpResponse:
    try:
        username, password = texts(request, "username", "password")
    except BadBody as error:
        return refuse(400, str(error))
    user = authenticate(request, username=username, password=password)
    if user is None:
        return refuse(401, "The user name or the password is wrong.")
    return JsonResponse({"access": issue("access", user), "refresh": issue("refresh", user)})


def refresh(request: HttpRequest) -> HttpResponse:
    try:
        (token,) = texts(request, "refresh")
    except BadBody as error:
        return refuse(400, str(error))
    user = user_of("refresh", token)
    if user is None:
        return refuse(401, "This token can not be renewed. Log in again.")
    return JsonResponse({"access": issue("access", user)})
