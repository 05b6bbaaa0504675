from django.contrib.auth.hashers import Argon2PasswordHasher


class CentreArgon2(Argon2PasswordHasher):
    """Argon2id, 64 MiB, three passes, one lane: about 0.3 s of one core, bearable on a two-core laptop."""

    time_cost = 3
    memory_cost = 65_536
    parallelism = 1
