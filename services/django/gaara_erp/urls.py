from django.contrib import admin
from django.urls import include, path

from accounts.access import ANYBODY
from accounts.models import Role
from accounts.routes import route
from company.views import modules
from gaara_erp.checks import cached, errors_test, mail_test
from gaara_erp.views import about, health

urlpatterns = [
    route("api/", about, GET=ANYBODY),
    route("api/health/", health, GET=ANYBODY),
    route("api/modules/", modules, GET=ANYBODY),
    path("api/admin/", admin.site.urls),
    route("api/cache/", cached, GET=ANYBODY),
    route("api/mail/test/", mail_test, POST=Role.ADMINISTRATOR),
    route("api/errors/test/", errors_test, POST=Role.ADMINISTRATOR),
    path("api/", include("accounts.urls")),
    path("api/", include("files.urls")),
]

handler400 = "gaara_erp.failures.bad_request"
handler404 = "gaara_erp.failures.not_found"
handler500 = "gaara_erp.failures.server_error"
