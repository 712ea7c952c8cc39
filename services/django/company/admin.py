from django.contrib import admin

from company.models import Module

admin.site.register(Module, list_display=("key", "name_ar", "name_en", "enabled"), list_editable=("enabled",))
