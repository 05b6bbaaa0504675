"""Pages of referrals: those of the centre, and those of the partner's desk."""
