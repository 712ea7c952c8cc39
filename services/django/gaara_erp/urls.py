from django.contrib import admin
from django.urls import include, path

from company.views import modules
from gaara_erp.checks import cached, errors_test, mail_test
from gaara_erp.views import about, health

urlpatterns = [
    path("api/", about),
    path("api/health/", health),
    path("api/modules/", modules),
    path("api/admin/", admin.site.urls),
    path("api/cache/", cached),
    path("api/mail/test/", mail_test),
    path("api/errors/test/", errors_test),
    path("api/", include("accounts.urls")),
    path("api/", include("files.urls")),
]

handler400 = "gaara_erp.failures.bad_request"
handler404 = "gaara_erp.failures.not_found"
handler500 = "gaara_erp.failures.server_error"
