from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from company.models import Module


@require_safe
def modules(_request: HttpRequest) -> JsonResponse:
    rows = list(Module.objects.values("key", "name_ar", "name_en", "enabled"))
    return JsonResponse({"count": len(rows), "results": rows}, json_dumps_params={"ensure_ascii": False})
