#!/bin/sh
# What `make test` needs of the system: gettext, PostgreSQL's server programs, Chromium.
# As root on Debian or Ubuntu it installs what is missing; otherwise it says what is, and fails.
set -eu

has_gettext() { command -v xgettext >/dev/null 2>&1; }
has_postgresql() { command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

packages=""
has_gettext || packages="$packages gettext"
has_postgresql || packages="$packages postgresql"
has_chromium >/dev/null 2>&1 || packages="$packages chromium"
[ -n "$packages" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "serai: the tests need what these Debian packages hold, and it is not here:$packages" >&2
    echo "serai: install them (for example: sudo apt-get install$packages) and run the tests again." >&2
    exit 1
fi
echo "serai: installing$packages" >&2
mkdir -p /etc/postgresql-common/createcluster.d
[ -e /etc/postgresql-common/createcluster.d/serai.conf ] ||
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/serai.conf # we start our own, for the tests
apt-get update -q >/dev/null
# shellcheck disable=SC2086 - a list of words is meant
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >/dev/null
has_gettext && has_postgresql && has_chromium >/dev/null || {
    echo "serai: apt-get ended, yet something is still missing of:$packages" >&2
    exit 1
}
