"""Who works with Serai: the account, its language, signing in and out.

Words: *user* (one member of staff, one account; never shared), *sign in*. What a user may do is said by a posting
(centres), never by the account.
Not here: roles, centres, anything about migrants.
"""
