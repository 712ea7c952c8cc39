from accounts.access import ANYBODY
from accounts.models import Role
from accounts.routes import route
from files.downloads import download
from files.views import File, Files

urlpatterns = [
    route("files/", Files.as_view(), GET=Role.VIEWER, POST=Role.EDITOR),
    # Of one's own files; administrators see and delete everybody's.
    route("files/<int:pk>/", File.as_view(), GET=Role.VIEWER, DELETE=Role.EDITOR),
    # Whoever has an address that was signed for it.
    route("files/<int:pk>/content/", download, name="download", GET=ANYBODY),
]
