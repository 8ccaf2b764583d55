# shellcheck shell=bash
# Finds a JDK of version 25 or newer: a bundled one, GANTRY_JAVA_HOME, JAVA_HOME, then what is installed.

JAVA_WANTED=25

# The feature version of the Java in a directory; 0 when there is none.
java_version_of() {
  local version=""
  [ -x "$1/bin/java" ] || { echo 0; return; }
  if [ -r "$1/release" ]; then
    version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")"
  fi
  [ -n "$version" ] || version="$("$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')"
  echo "${version:-0}"
}

java_candidates() {
  printf '%s\n' "$GANTRY_TREE/runtime"
  [ -z "${GANTRY_JAVA_HOME:-}" ] || printf '%s\n' "$GANTRY_JAVA_HOME"
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  local directory on_path
  for directory in /usr/lib/jvm/* /usr/local/*jdk* /opt/*jdk* "${HOME:-/root}"/.sdkman/candidates/java/*; do
    [ ! -d "$directory" ] || printf '%s\n' "$directory"
  done
  on_path="$(command -v java || true)"
  [ -z "$on_path" ] || dirname "$(dirname "$(readlink -f "$on_path")")"
}

# Sets JAVA_HOME when one of the candidates will do. A JDK with a compiler is asked for when "javac" is given.
choose_java() {
  local directory
  while IFS= read -r directory; do
    [ "$(java_version_of "$directory")" -ge "$JAVA_WANTED" ] || continue
    [ -x "$directory/bin/${1:-java}" ] || continue
    JAVA_HOME="$directory"
    export JAVA_HOME
    return 0
  done < <(java_candidates)
  return 1
}

find_java() {
  choose_java "${1:-java}" && return 0
  local package
  if can_apt; then
    step "Looking for a JDK in the distribution" apt_lists || true
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
      apt_has "$package" || continue
      step "Installing $package" apt_install "$package" || continue
      ! choose_java "${1:-java}" || return 0
    done
  fi
  local found=""
  [ -z "${GANTRY_JAVA_HOME:-}" ] \
    || found="GANTRY_JAVA_HOME is $GANTRY_JAVA_HOME, of version $(java_version_of "$GANTRY_JAVA_HOME")."
  fail "no JDK of version $JAVA_WANTED or newer is on this machine, and the distribution has none. $found" \
    "Get one, for example Eclipse Temurin 25 from https://adoptium.net (unpack it anywhere), then either" \
    "  export GANTRY_JAVA_HOME=/where/it/was/unpacked" \
    "or unpack it under /usr/lib/jvm, where it is found by itself."
}
