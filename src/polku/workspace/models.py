"""The company, the people who work here, their teams and roles."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from polku.workspace.tokens import ApiToken as ApiToken  # Django looks for models in this module


class Role(models.TextChoices):
    """What a person may do; each role may also do what stands before it."""

    SEES_CUSTOMERS = "sees_customers", _("sees customers")
    MANAGES = "manages", _("manages")
    ADMINISTERS = "administers", _("administers")


class Company(models.Model):
    """The company whose customers these are; one row, made when somebody tells its name."""

    name = models.CharField(_("name"), max_length=120)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of ours, or a partner who meets our customers."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    partner = models.BooleanField(_("an outside partner"), default=False)

    def __str__(self) -> str:
        return self.name


class Person(AbstractUser):
    """Somebody who works here and signs in."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.SEES_CUSTOMERS)
    team = models.ForeignKey(Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.SET_NULL)
    language = models.CharField(_("language"), max_length=2, blank=True, default="")

    def may(self, role: Role) -> bool:
        """Whether this person's role reaches that far."""
        ranks = list(Role)
        return self.is_active and ranks.index(Role(self.role)) >= ranks.index(role)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class FailedSignIn(models.Model):
    """One failed try to sign in, kept for the throttle's window; names and addresses as digests only."""

    name = models.BinaryField(max_length=16)
    address = models.BinaryField(max_length=16)
    tried_at = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["name", "tried_at"], name="failed_by_name"),
            models.Index(fields=["address", "tried_at"], name="failed_by_address"),
        ]

    def __str__(self) -> str:
        return f"failed sign-in {self.pk}"
