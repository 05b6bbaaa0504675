from django.db import models


class Feed(models.Model):
    """Under this secret a calendar program reads when the holder of a posting has appointments. It ends with the
    posting, with the password of its holder, or when it is made anew; nothing of it is about a person served."""

    posting = models.OneToOneField("centres.Posting", on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    password_mark = models.CharField(max_length=64, editable=False, default="")  # of the password it was made under
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of posting {self.posting_id}"
