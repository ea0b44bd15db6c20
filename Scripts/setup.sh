#!/usr/bin/env bash
# Makes a Debian or Ubuntu machine ready to build Clientele: installs the system packages that are
# missing, and nothing when all are there. A Swift toolchain is checked, not installed.
set -euo pipefail

oldest_major=6
oldest_minor=2

# Package, and why it is needed.
packages=(
  libopenblas-dev   # dense sums
  pkg-config        # tells the build where OpenBLAS is
  tzdata            # the world's time zones
  git               # fetches Swift packages
  ca-certificates   # … over https
  python3           # conformance, documentation examples
  python3-venv      # what conformance installs for itself
)

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# The names of all installed packages, and of those that they stand in for, one a line.
present() {
  dpkg-query --show --showformat='${db:Status-Status} ${Package}, ${Provides}\n' |
    sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    fail "Clientele needs the packages ${missing[*]}, and only root may install them." \
      "Run as root: apt-get install ${missing[*]}"
  fi
}

install_missing_packages() {
  mapfile -t missing < <(printf '%s\n' "${packages[@]}" | grep -vxFf <(present))
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing ${missing[*]} …" >&2
  local install=(apt-get install --yes --quiet --no-install-recommends --no-upgrade "${missing[@]}")
  # The lists of packages are fetched only when they are missing, or too old to install from.
  apt-cache show "${missing[@]}" >/dev/null 2>&1 || as_root apt-get update --quiet >&2
  as_root "${install[@]}" >&2 && return 0
  as_root apt-get update --quiet >&2
  as_root "${install[@]}" >&2 ||
    fail "apt-get could not install ${missing[*]}. Its own words stand above."
}

check_swift() {
  local words="Clientele needs Swift $oldest_major.$oldest_minor or later"
  local where="Get it from https://www.swift.org/install, or with swiftly: swiftly install latest"
  command -v swift >/dev/null || fail "$words, and there is no swift command here." "$where"
  local version
  version=$(swift --version 2>&1) ||
    fail "$words. A swift command is here, but it does not start:" "$version" \
      "The page https://www.swift.org/install names the system packages that it needs."
  [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
    fail "$words, and 'swift --version' names no version." "$where"
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  [ $((major * 1000 + minor)) -ge $((oldest_major * 1000 + oldest_minor)) ] ||
    fail "$words; here is Swift $major.$minor." "$where"
}

if command -v apt-get >/dev/null; then
  install_missing_packages
else
  echo "There is no apt-get here. Clientele needs OpenBLAS with its header, pkg-config, the time" \
    "zones in /usr/share/zoneinfo, git and python3; install them if the build misses them." >&2
fi
check_swift
