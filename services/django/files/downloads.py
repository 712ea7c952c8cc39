"""Addresses of downloads. Whoever has one may have the file, for five minutes: links and pictures send no token."""

from datetime import timedelta
from time import time
from urllib.parse import quote, urlencode

from django.core.signing import BadSignature, TimestampSigner, b62_encode
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse

from files.models import StoredFile
from gaara_erp.problems import refuse

LIFETIME = timedelta(minutes=5)


class MinuteSigner(TimestampSigner):
    """Signs the same for a whole minute, so that a browser knows an address again."""

    def timestamp(self) -> str:
        return b62_encode(int(time()) // 60 * 60)


_signer = MinuteSigner(salt="files.download")


def address(stored: StoredFile) -> str:
    pk = str(stored.pk)
    query = urlencode({"signature": _signer.sign(pk).removeprefix(f"{pk}{_signer.sep}")}, safe=_signer.sep)
    return f"{reverse('download', args=[stored.pk])}?{query}"


def download(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        _signer.unsign(f"{pk}{_signer.sep}{request.GET.get('signature', '')}", max_age=LIFETIME)
    except BadSignature:
        return refuse(403, "This address was not made here, or has expired: ask for the file's entry again.")
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored is None:
        raise Http404
    place = request.headers.get("X-Accel-Prefix")
    return _by_nginx(place, stored) if place else _by_django(stored)


def _by_nginx(place: str, stored: StoredFile) -> HttpResponse:
    """Answers that nginx reads: which file it sends, under which name. Its type follows from the stored file's ending."""
    path = quote(f"{place}media/{stored.content.name}")
    answer = HttpResponse(headers={"X-Accel-Redirect": f"{path}?name={quote(stored.name, safe='')}"})
    del answer["Content-Type"]
    return answer


def _by_django(stored: StoredFile) -> HttpResponse:
    """Without nginx' own view of the volume, as on a developer's machine."""
    try:
        return FileResponse(stored.content.open(), as_attachment=True, filename=stored.name)
    except FileNotFoundError:
        raise Http404 from None
