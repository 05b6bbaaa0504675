"""The hand-over of one person, for one need, to one partner's service, and its way back.

Words: *referral* (person, service, the fields that are shared, the consent they rest on), *event* (one step of it,
append-only), *shared field* (a part of the file that may leave), *clock* (what is waited for, until when), *letter*
(what the partner gets on paper), *partner desk* (a partner's posting, bound to one organisation), *override* (sending
without consent to save a life, by a supervisor, with a reason). Only "confirmed by the person" counts as success.
Not here: the services themselves (directory), help given by us (assistance), the consent ledger (people).
"""
