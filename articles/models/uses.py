"""How often the API is asked: what its limit counts, in one place for all processes of the site."""

from django.db import models


class ApiUse(models.Model):
    """The requests of one client in one minute. Their addresses are kept as keyed hashes, for minutes."""

    client = models.CharField(max_length=64)
    minute = models.BigIntegerField(help_text="Minutes since 1970.")
    count = models.IntegerField(default=0)

    class Meta:
        verbose_name = "use of the API"
        verbose_name_plural = "uses of the API"
        constraints = [models.UniqueConstraint(fields=["minute", "client"], name="one_count_of_a_minute")]

    def __str__(self) -> str:
        return f"{self.count} in minute {self.minute}"
