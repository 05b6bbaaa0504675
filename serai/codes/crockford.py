"""The alphabet of codes that are copied by hand: Crockford's thirty-two signs, none of which is taken for another."""

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
READ_AS = str.maketrans("OIL", "011")  # what is written where one of these was meant
