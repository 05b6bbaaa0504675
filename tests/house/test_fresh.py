"""What weighs most asks again who is there (accounts/access.py): each of these pages, written by hand."""

from serai.config.doors import doors

ASKS_AGAIN = {
    # one's own ways in
    "accounts": "code_app passkey passkey_offer recovery_codes remove_code_app remove_passkey sign_out_device "
    "sign_out_elsewhere",
    # who may do what
    "centres": "add_account ask_who_i_am decision end_posting forget_second_step give_posting network_add_account "
    "network_give_posting renew_password",
    # whose referrals a partner reads
    "referrals": "partners",
    # emergencies
    "watch": "begin release",
    # lists that are taken away, and an address that takes one's times away
    "imports": "problems",
    "insights": "export",
    "feeds": "make",
    # the keys of sealed files; to read and to write, the key's own passphrase is asked
    "sealed": "make_key passphrase set_up propose hand_over remove change_key choose_holders leave help_recover",
    # who unlocks the data
    "vault": "add_key unlocking",
}


def test_what_weighs_most_asks_again_who_is_there():
    written = {f"{room}:{name}" for room, names in ASKS_AGAIN.items() for name in names.split()}
    found = {door.name for door in doors() if door.is_fresh}
    assert found >= written, f"wear @fresh under @needs: {sorted(written - found)}"
    assert found <= written, f"write it here too: {sorted(found - written)}"
