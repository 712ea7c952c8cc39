from accounts.models import Role
from accounts.routes import route
from files.views import File, Files

urlpatterns = [
    route("files/", Files.as_view(), GET=Role.VIEWER, POST=Role.EDITOR),
    # Of one's own files; administrators delete everybody's.
    route("files/<int:pk>/", File.as_view(), DELETE=Role.EDITOR),
]
