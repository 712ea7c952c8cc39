from django.urls import path

from accounts.views import Users, log_in, me, refresh

urlpatterns = [
    path("token/", log_in),
    path("token/refresh/", refresh),
    path("users/", Users.as_view()),
    path("users/me/", me),
]
