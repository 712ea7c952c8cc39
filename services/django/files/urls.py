from django.urls import path

from files.views import File, Files

urlpatterns = [path("files/", Files.as_view()), path("files/<int:pk>/", File.as_view())]
