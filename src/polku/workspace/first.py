"""The first person: somebody must be able to sign in to a new Polku."""

import secrets
from typing import Final

from polku.workspace.models import Person, Role

FIRST_NAME: Final = "admin"


def first_person() -> tuple[str, str] | None:
    """Make `admin` with a random password where nobody is there yet; (name, password) once, else None."""
    if Person.objects.exists():
        return None
    password = new_password()
    _, made = Person.objects.get_or_create(username=FIRST_NAME, defaults={"role": Role.ADMINISTERS})
    if not made:  # another process was quicker, and has told its password
        return None
    person = Person.objects.get(username=FIRST_NAME)
    person.set_password(password)
    person.save(update_fields=["password"])
    return FIRST_NAME, password


def new_password() -> str:
    """A password to be read out and typed: 20 letters and digits in groups of five, about 98 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))
