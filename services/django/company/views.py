from django.http import HttpRequest, JsonResponse

from company.models import Module


def modules(_request: HttpRequest) -> JsonResponse:
    rows = list(Module.objects.values("key", "name_ar", "name_en", "enabled"))
    return JsonResponse({"count": len(rows), "results": rows}, json_dumps_params={"ensure_ascii": False})
