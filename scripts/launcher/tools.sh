# shellcheck shell=bash
# Programs that a machine may lack, and how they are installed: by apt, and only what is missing.

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo -n "$@"
  else
    warn "this needs root: $*"
    return 1
  fi
}

can_apt() {
  command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

apt_lists() {
  local newest
  newest="$(find /var/lib/apt/lists -name '*Packages*' -mtime -2 -print -quit 2>/dev/null || true)"
  [ -n "$newest" ] || as_root apt-get -q update
}

apt_install() {
  apt_lists
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
}

# Whether apt has a package, without installing it.
apt_has() {
  command -v apt-cache >/dev/null 2>&1 && apt-cache show "$1" >/dev/null 2>&1
}

# need PROGRAM PACKAGE PURPOSE: installs the package when the program is missing.
need() {
  local program="$1" package="$2" purpose="$3"
  PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null 2>&1 && return 0
  can_apt || fail "$program is missing ($purpose), and it cannot be installed from here." \
    "Install the package that holds it (on Debian and Ubuntu: apt-get install $package), then run this again."
  step "Installing $package ($purpose)" apt_install "$package" \
    || fail "$package could not be installed." "Install it by hand (apt-get install $package), then run this again."
}

need_to_run() {
  need ip iproute2 "networks of tasks"
  need nft nftables "networks of tasks"
  need iptables iptables "published ports"
  need busybox busybox-static "the sample image"
  need curl curl "health checks"
}

need_to_test() {
  need_to_run
  need debootstrap debootstrap "the images that tests run"
  need git git "the version"
}
