import re

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import View

from files import quota
from files.downloads import address
from files.models import StoredFile
from files.visible import files_of
from gaara_erp.problems import refuse

OTHER = "application/octet-stream"
# What a form with one file has beside it, at most.
AROUND = 4096


class Files(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        files = files_of(request.user)
        return JsonResponse(
            {
                "count": files.count(),
                "results": [as_json(stored) for stored in files[:500]],
                "quota": {"used": quota.used_by(request.user), "limit": settings.UPLOAD_QUOTA},
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            # What cannot fit is not even received.
            quota.check(request.user, max(0, int(request.META.get("CONTENT_LENGTH") or 0) - AROUND))
            upload = request.FILES.get("file")
            if upload is None:
                return refuse(400, "expected a file in the field `file` of a multipart form")
            stored = StoredFile(
                name=upload.name[:255], type=type_of(upload.content_type), size=upload.size, owner=request.user
            )
            stored.content.save(upload.name, upload, save=False)
            store(stored)
        except quota.OverQuota as error:
            return refuse(507, str(error))
        return JsonResponse(as_json(stored), status=201)


def store(stored: StoredFile) -> None:
    """Adds the row of a file that is in its place already: nobody waits for the disk while others wait for the lock."""
    try:
        with transaction.atomic():
            quota.lock()
            quota.check(stored.owner, stored.size)
            stored.save()
    except Exception:
        # Without its row nobody would ever find it.
        stored.content.delete(save=False)
        raise


def as_json(stored: StoredFile) -> dict[str, object]:
    return {
        "id": stored.pk,
        "name": stored.name,
        "url": address(stored),
        "size": stored.size,
        "type": stored.type,
        "owner": stored.owner_id,
        "uploaded_at": stored.uploaded_at.isoformat(),
    }


def type_of(claimed: str | None) -> str:
    """As the browser says it, if that is a type at all."""
    return claimed if claimed and re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", claimed) and len(claimed) <= 100 else OTHER


class File(View):
    """Somebody else's file is as good as none."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return JsonResponse(as_json(found(request, pk)))

    def delete(self, request: HttpRequest, pk: int) -> HttpResponse:
        stored = found(request, pk)
        stored.delete()
        # The row went first: a link to nothing would be worse than a file without one.
        stored.content.delete(save=False)
        return HttpResponse(status=204)


def found(request: HttpRequest, pk: int) -> StoredFile:
    stored = files_of(request.user).filter(pk=pk).first()
    if stored is None:
        raise Http404
    return stored
