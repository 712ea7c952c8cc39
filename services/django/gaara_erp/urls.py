from django.contrib import admin
from django.urls import path

from company.views import modules
from gaara_erp.views import about, health

urlpatterns = [
    path("api/", about),
    path("api/health/", health),
    path("api/modules/", modules),
    path("api/admin/", admin.site.urls),
]
