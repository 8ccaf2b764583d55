# shellcheck shell=bash
# Builds the programs when a source is newer, into a directory of its own under dist/: a process that runs from an older
# build keeps its files.

APPS="server node cli"

# A source that is newer than the build, if any.
newer_source() {
  local directories=() directory
  for directory in models kernel placement services agent adapters apps ${2:-}; do
    [ ! -d "$GANTRY_TREE/$directory" ] || directories+=("$GANTRY_TREE/$directory")
  done
  find "${directories[@]}" "$GANTRY_TREE/pom.xml" -name target -prune -o -path '*/src/test' -prune \
    -o -type f -newer "$1" -print -quit
}

maven() {
  (cd "$GANTRY_TREE" && JAVA_HOME="$JAVA_HOME" mvn -B -ntp "$@")
}

# collect DIRECTORY MODULE...: the modules' jars and all they need, once each, and a class path for each module.
collect() {
  local to="$1" module name jar
  shift
  mkdir -p "$to/lib"
  for module in "$@"; do
    name="$(basename "$module")"
    local path=()
    for jar in "$GANTRY_TREE/$module/target/gantry-$name"-*.jar "$GANTRY_TREE/$module"/target/lib/*.jar; do
      [ -f "$jar" ] || continue
      case "$jar" in *-tests.jar | *-sources.jar) continue ;; esac
      [ -f "$to/lib/$(basename "$jar")" ] || cp "$jar" "$to/lib/"
      path+=("$to/lib/$(basename "$jar")")
    done
    (
      IFS=:
      printf '%s\n' "${path[*]}"
    ) >"$to/$name.classpath"
  done
}

# native_code DIRECTORY: the store's native library beside its jar, where the JVM finds it: a process would unpack it at each
# start. Where it cannot be unpacked here, the process does.
native_code() {
  local library=librocksdbjni-linux64.so
  [ "$(uname -m)" = x86_64 ] || library=librocksdbjni-linux-$(uname -m).so
  (cd "$1" && "$JAVA_HOME/bin/jar" xf rocksdbjni-*.jar "$library" && mv "$library" librocksdbjni.so) || true
}

# build_apps MODULE...: the programs, and these modules beside them.
build_apps() {
  local stamp="$DIST/.begun" build modules=() module
  mkdir -p "$DIST"
  touch "$stamp"
  for module in $APPS; do
    modules+=("apps/$module")
  done
  modules+=("$@")
  for module in "${modules[@]}"; do
    rm -rf "$GANTRY_TREE/$module/target/lib"
  done
  maven -Dmaven.test.skip=true -Dspotless.skip=true -pl "$(IFS=,; echo "${modules[*]}")" -am \
    package dependency:copy-dependencies -DincludeScope=runtime '-DoutputDirectory=target/lib' || return 1
  build="$DIST/$(date -u +%Y%m%dT%H%M%S)-$$"
  collect "$build" "${modules[@]}" || return 1
  # The benchmarks and tests that start these programs start them with the same options.
  native_code "$build/lib"
  printf '%s\n' "${SERVER_OPTIONS[@]}" "-Djava.library.path=$build/lib" >"$build/server.options"
  printf '%s\n' "${NODE_OPTIONS[@]}" "-Djava.library.path=$build/lib" >"$build/node.options"
  # The build is as old as the moment it began: what changed meanwhile is newer.
  touch -r "$stamp" "$build/.built"
  ln -sfn "$build" "$DIST/next"
  mv -T "$DIST/next" "$DIST/current"
  rehearse "$build" || echo "no ahead-of-time cache: the server starts without it"
  # Processes may run from the build before this one; older ones go.
  find "$DIST" -mindepth 1 -maxdepth 1 -type d -name '2*' ! -name "$(basename "$build")" -printf '%T@ %p\n' \
    | sort -rn | tail -n +2 | cut -d' ' -f2- | xargs -r rm -rf
}

# A start of the server and of a node in a home of their own, some calls, a task that finds no image, and an end, so that the
# JVM remembers what they loaded and linked: the next start takes half the processor time (JEP 514). What writes the caches
# down needs more memory than what it writes down.
rehearse() {
  local build="$1" home server status=0 server_options node_options
  home="$(mktemp -d)"
  mapfile -t server_options <"$build/server.options"
  mapfile -t node_options <"$build/node.options"
  export JDK_AOT_VM_OPTIONS=-Xmx512m
  "$JAVA_HOME/bin/java" "${server_options[@]}" -XX:AOTCacheOutput="$build/server.aot" \
    -cp "$(cat "$build/server.classpath")" io.gantry.server.ServerMain rehearse --home "$home" --listen 127.0.0.1:0 &
  server=$!
  "$JAVA_HOME/bin/java" "${node_options[@]}" -XX:AOTCacheOutput="$build/node.aot" \
    -cp "$(cat "$build/node.classpath")" io.gantry.node.NodeMain --home "$home" &
  local node=$!
  # The server ends by itself when it has rehearsed, whether or not a node could come; then it writes what it recorded into a
  # file that is there, empty, from the start.
  until [ -s "$build/server.aot.config" ] || [ -s "$build/server.aot" ] || ! kill -0 "$server" 2>/dev/null; do
    sleep 0.2
  done
  kill "$node" 2>/dev/null || true
  wait "$server" || status=$?
  wait "$node" || true
  unset JDK_AOT_VM_OPTIONS
  rm -rf "$home"
  [ -f "$build/node.aot" ] || echo "no ahead-of-time cache for the node"
  return "$status"
}

# need_build [MODULE]: builds when there is no build (with that module) or a source is newer than it.
need_build() {
  local wants=("$@") path=""
  [ $# -eq 0 ] || path="$DIST/current/$(basename "$1").classpath"
  if [ -f "$DIST/current/.built" ] && { [ -z "$path" ] || [ -f "$path" ]; } \
    && [ -z "$(newer_source "$DIST/current/.built" ${path:+tests})" ]; then
    find_java java
    return 0
  fi
  find_java javac
  need mvn maven "builds Gantry"
  local log
  log="$(launcher_log)"
  step "Building Gantry (the first time also downloads its libraries)" build_apps "${wants[@]}" \
    || fail "the build failed." "Errors stand in $log. If a download failed, run this again."
}
