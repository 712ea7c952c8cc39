import re

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import View

from accounts.models import Role
from accounts.roles import role_of
from files.models import StoredFile
from gaara_erp.problems import refuse

OTHER = "application/octet-stream"


class Files(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        files = [stored.as_json() for stored in StoredFile.objects.all()[:500]]
        return JsonResponse({"count": StoredFile.objects.count(), "results": files})

    def post(self, request: HttpRequest) -> HttpResponse:
        upload = request.FILES.get("file")
        if upload is None:
            return refuse(400, "expected a file in the field `file` of a multipart form")
        stored = StoredFile(
            content=upload,
            name=upload.name[:255],
            type=type_of(upload.content_type),
            size=upload.size,
            owner=request.user,
        )
        try:
            stored.save()
        except DatabaseError:
            # The file was moved first. Without its row nobody would ever find it.
            stored.content.delete(save=False)
            raise
        return JsonResponse(stored.as_json(), status=201)


def type_of(claimed: str | None) -> str:
    """As the browser says it, if that is a type at all."""
    return claimed if claimed and re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", claimed) and len(claimed) <= 100 else OTHER


class File(View):
    def delete(self, request: HttpRequest, pk: int) -> HttpResponse:
        stored = StoredFile.objects.filter(pk=pk).first()
        if stored is None:
            raise Http404
        if stored.owner_id != request.user.pk and role_of(request.user) != Role.ADMINISTRATOR:
            return refuse(403, "This file belongs to somebody else.")
        stored.delete()
        # The row went first: a link to nothing would be worse than a file without one.
        stored.content.delete(save=False)
        return HttpResponse(status=204)
