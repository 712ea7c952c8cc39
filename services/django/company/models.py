from django.db import models


class Module(models.Model):
    """A part of the ERP that a company switches on or off."""

    key = models.SlugField(unique=True)
    name_ar = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ("name_ar",)

    def __str__(self) -> str:
        return self.name_en
