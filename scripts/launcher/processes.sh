# shellcheck shell=bash
# The server's and the node's processes: in the background, each in a session of its own under a keeper that starts it again
# when it dies; known by pid files.

# Mapping the ahead-of-time cache where it wants to lie spares patching, and so copying, every page of it; and memory that
# the compilers and RocksDB have given back goes back to the system.
COMMON_OPTIONS=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms16m -Xss512k -XX:+ExitOnOutOfMemoryError
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:TrimNativeHeapInterval=10000
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dfile.encoding=UTF-8)
SERVER_OPTIONS=("${COMMON_OPTIONS[@]}" -Xmx256m -XX:TieredStopAtLevel=4 -XX:MaxMetaspaceSize=128m
  -XX:ReservedCodeCacheSize=48m)
NODE_OPTIONS=("${COMMON_OPTIONS[@]}" -Xmx128m -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=32m)

main_class() {
  case "$1" in
    server) echo io.gantry.server.ServerMain ;;
    node) echo io.gantry.node.NodeMain ;;
  esac
}

# The pid of a running server or node of this home; nothing when there is none. A pid that another program got since
# does not count.
running() {
  local pid
  pid="$(cat "$RUN/$1.pid" 2>/dev/null || true)"
  [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] || return 0
  if tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF "$(main_class "$1")" \
    && tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF "$GANTRY_HOME"; then
    echo "$pid"
  fi
}

# The pid of the keeper of a server or node of this home; nothing when there is none.
keeper_of() {
  local pid
  pid="$(cat "$RUN/$1.keeper" 2>/dev/null || true)"
  [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] || return 0
  if tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF "$RUN"; then
    echo "$pid"
  fi
}

# check_settings FLAGS...: says what is wrong with the settings before anything that runs is stopped for them.
check_settings() {
  local build
  build="$(readlink -f "$DIST/current")"
  [ -z "$(running server)" ] || [ "$(cat "$RUN/server.build" 2>/dev/null)" != "$build $*" ] || return 0
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp "$(cat "$build/server.classpath")" \
    io.gantry.server.ServerMain --home "$GANTRY_HOME" "$@" check
}

# launch NAME FLAGS...: starts a process unless it runs from the newest build already.
launch() {
  local name="$1" build options=() cache=()
  shift
  build="$(readlink -f "$DIST/current")"
  if [ -n "$(running "$name")" ]; then
    if [ "$(cat "$RUN/$name.build" 2>/dev/null)" = "$build $*" ]; then
      say "The $name runs already (process $(running "$name"))."
      return 0
    fi
    say "The $name runs from an older build or with other flags: it is started again. Running tasks stay up."
    stop_process "$name"
  fi
  # A keeper whose process is between two starts.
  stop_process "$name"
  mapfile -t options <"$build/$name.options"
  [ ! -f "$build/$name.aot" ] || cache=(-XX:AOTCache="$build/$name.aot")
  # shellcheck disable=SC2206
  options+=(${GANTRY_JAVA_OPTIONS:-})
  [ "$name" != server ] || rm -f "$RUN/server"
  # The JVM's compilers allocate from many threads in turn, and what each of glibc's arenas keeps is never given back: with a
  # single arena the server holds 20 MiB less, and is no slower.
  MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" setsid "$GANTRY_TREE/scripts/launcher/keeper" "$name" "$RUN" \
    "$JAVA_HOME/bin/java" "${cache[@]}" "${options[@]}" -cp "$(cat "$build/$name.classpath")" \
    "$(main_class "$name")" --home "$GANTRY_HOME" "$@" >>"$LOGS/$name.out" 2>&1 </dev/null 9>&- &
  echo "$build $*" >"$RUN/$name.build"
}

# Ends when the server has announced that it answers, or fails when it has ended.
server_wait() {
  local i
  for ((i = 0; i < 600; i++)); do
    if [ -n "$(running server)" ] && [ "$(value "$RUN/server" process-id)" = "$(running server)" ]; then
      return 0
    fi
    if [ "$i" -gt 10 ] && [ -z "$(running server)" ]; then
      echo "the server has ended:"
      tail -n 15 "$LOGS/server.out"
      return 1
    fi
    sleep 0.1
  done
  echo "the server did not answer within 60 seconds"
  return 1
}

# stop_process NAME: asks it to end, waits, and kills it when it does not.
stop_process() {
  local pid keeper i
  pid="$(running "$1")"
  keeper="$(keeper_of "$1")"
  [ -n "$pid$keeper" ] || return 0
  # The keeper passes it on, and starts nothing again.
  kill "${keeper:-$pid}" 2>/dev/null || true
  for ((i = 0; i < 200; i++)); do
    [ -n "$(running "$1")$(keeper_of "$1")" ] || break
    sleep 0.1
  done
  pid="$(running "$1")"
  keeper="$(keeper_of "$1")"
  if [ -n "$pid$keeper" ]; then
    warn "the $1 (process $pid) did not end within 20 seconds and is killed; nothing that counts is lost by that."
    # shellcheck disable=SC2086
    kill -9 $keeper $pid 2>/dev/null || true
  fi
  rm -f "$RUN/$1.pid" "$RUN/$1.keeper"
}
