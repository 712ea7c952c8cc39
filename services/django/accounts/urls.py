from accounts.access import ANYBODY
from accounts.models import Role
from accounts.routes import route
from accounts.sessions import log_in, log_out, refresh
from accounts.users import OneUser, Users, me

urlpatterns = [
    route("token/", log_in, name="token", POST=ANYBODY),
    route("token/refresh/", refresh, POST=ANYBODY),
    route("token/logout/", log_out, POST=ANYBODY),
    route("users/", Users.as_view(), GET=Role.ADMINISTRATOR, POST=Role.ADMINISTRATOR),
    route("users/me/", me, GET=Role.VIEWER),
    route("users/<int:pk>/", OneUser.as_view(), PATCH=Role.ADMINISTRATOR),
]
