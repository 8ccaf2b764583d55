# shellcheck shell=bash
# The launcher's commands.

command_help() {
  cat <<'TEXT'
Gantry: Amazon ECS that you run yourself.

  ./gantry up [--listen 127.0.0.1:4566] [--region us-east-1] ...
                            install what is missing, build, start the server and a node, run a sample task
  ./gantry env              print exports for the AWS CLI and SDKs:  eval "$(./gantry env)"
  ./gantry status           what runs: server, nodes, clusters, tasks
  ./gantry logs TASK|SERVICE [CONTAINER] [--follow] [--since WHEN] [--grep TEXT]
                            a task's output; also: logs server, logs node
  ./gantry shell TASK [CONTAINER] [-- COMMAND]
                            a shell, or another command, in a container of a running task
  ./gantry deployments SERVICE [--watch] [--cluster NAME]
                            a service's deployments and what its rollout waits for
  ./gantry explain SERVICE|TASK|DEFINITION [--cluster NAME]
                            on which hosts one more task fits, and what would make it fit on the others
  ./gantry doctor           check this machine and say what to do
  ./gantry down             stop the server and the node; tasks keep running and are adopted by the next up
  ./gantry node --join URL --token TOKEN
                            make this machine a host of the server at URL (env --join prints this line there)
  ./gantry test [...]       build and run everything that a change must pass
  ./gantry bench [name]     the benchmarks, one line a figure
  ./gantry reset --yes      stop, and remove what Gantry made on this machine
  ./gantry version | help

State is kept in GANTRY_HOME (default ~/.gantry). Settings: GANTRY_HOME/gantry.conf, GANTRY_* variables or flags
(docs/configuration.md).
TEXT
}

command_version() {
  local commit version
  version="$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$GANTRY_TREE/pom.xml" | head -n 1)"
  commit="$(git -C "$GANTRY_TREE" rev-parse --short HEAD 2>/dev/null || echo "no commit known")"
  say "gantry $version ($commit)"
}

# Only one up, down or reset of a home at a time.
home_lock() {
  mkdir -p "$RUN" "$LOGS" 2>/dev/null || fail "$GANTRY_HOME cannot be written." "Set GANTRY_HOME to a directory of yours."
  chmod 700 "$GANTRY_HOME"
  exec 9>"$RUN/lock"
  flock -w 600 9 || fail "another ./gantry command for $GANTRY_HOME has been running for ten minutes." "Wait for it or end it."
}

# The flags without --home, which the launcher has read already.
flags_without_home() {
  FLAGS=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --)
        FLAGS+=("$@")
        break
        ;;
      --home=*) ;;
      --home) shift ;;
      *) FLAGS+=("$1") ;;
    esac
    [ $# -eq 0 ] || shift
  done
}

cli() {
  local build
  build="$(readlink -f "$DIST/current")"
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m \
    --enable-native-access=ALL-UNNAMED -cp "$(cat "$build/cli.classpath")" io.gantry.cli.GantryCli "$@"
}

command_up() {
  flags_without_home "$@"
  home_lock
  need_to_run
  need_engine
  need_build
  check_settings "${FLAGS[@]}" || exit 2
  launch server "${FLAGS[@]}"
  step "Starting the server" server_wait \
    || { stop_process server; fail "the server did not start." "Its log is $LOGS/server.log; ./gantry doctor checks this machine."; }
  launch node "${FLAGS[@]}"
  local sample=()
  if [ ! -e "$RUN/sample" ]; then
    if step "Making the sample image" "$GANTRY_TREE/scripts/sample-image"; then
      sample=(--sample gantry/sample:latest)
    else
      warn "going on without the sample task"
    fi
  fi
  [ ! -t 1 ] || sample+=(--terminal)
  if cli welcome --home "$GANTRY_HOME" "${sample[@]}"; then
    touch "$RUN/sample"
  else
    fail "Gantry is up but not well." "./gantry doctor checks this machine; ./gantry logs node shows what the node says."
  fi
}

command_node() {
  flags_without_home "$@"
  local flags=() flag joins=false
  for flag in "${FLAGS[@]}"; do
    case "$flag" in
      --join) flags+=(--node-join); joins=true ;;
      --join=*) flags+=("--node-join=${flag#--join=}"); joins=true ;;
      --token) flags+=(--node-token) ;;
      --token=*) flags+=("--node-token=${flag#--token=}") ;;
      *) flags+=("$flag") ;;
    esac
  done
  [ "$joins" = true ] || fail "which server is this machine to join?" "Say ./gantry node --join URL --token TOKEN" \
    "On the server's machine, ./gantry env --join prints that line."
  home_lock
  need_to_run
  need_engine
  need_build
  launch node "${flags[@]}"
  sleep 2
  [ -n "$(running node)" ] || {
    stop_process node
    tail -n 15 "$LOGS/node.out" >&2
    fail "the node has ended." "What it said stands above, and in $LOGS/node-agent.log"
  }
  say "The node runs (process $(running node)); its log is $LOGS/node-agent.log"
  say "On the server's machine, ./gantry status lists it."
}

command_down() {
  mkdir -p "$RUN" "$LOGS"
  home_lock
  if [ -z "$(running node)$(running server)$(keeper_of node)$(keeper_of server)" ]; then
    say "Nothing of $GANTRY_HOME runs."
  else
    local name
    for name in node server; do
      [ -n "$(running "$name")$(keeper_of "$name")" ] || continue
      step "Stopping the $name" stop_process "$name"
      say "The $name has stopped."
    done
  fi
  local kept
  kept="$(containers_of_home | wc -l)"
  [ "$kept" -eq 0 ] || say "$kept containers of tasks keep running; the next start takes them up again, ./gantry reset --yes removes them."
}

command_env() {
  local endpoint region key
  if [ "${1:-}" = --join ]; then
    find_java java
    cli env --home "$GANTRY_HOME" --join
    return
  fi
  endpoint="$(value "$RUN/server" endpoint)"
  region="$(value "$RUN/server" region)"
  key="$GANTRY_HOME/keys/root"
  if [ -z "$endpoint" ] || [ ! -r "$key" ]; then
    fail "there is no server in $GANTRY_HOME yet." "Run ./gantry up first."
  fi
  [ -n "$(running server)" ] || warn "the server does not run; ./gantry up starts it."
  printf 'export AWS_ENDPOINT_URL=%q\n' "$endpoint"
  printf 'export AWS_DEFAULT_REGION=%q\n' "$region"
  printf 'export AWS_REGION=%q\n' "$region"
  printf 'export AWS_ACCESS_KEY_ID=%q\n' "$(value "$key" access-key-id)"
  printf 'export AWS_SECRET_ACCESS_KEY=%q\n' "$(value "$key" secret-access-key)"
  printf 'unset AWS_SESSION_TOKEN AWS_PROFILE AWS_ENDPOINT_URL_ECS\n'
  warn_of_old_aws_cli
}

# An older AWS CLI ignores AWS_ENDPOINT_URL and would call AWS itself.
warn_of_old_aws_cli() {
  command -v aws >/dev/null 2>&1 || return 0
  local version major minor
  version="$(aws --version 2>&1 | sed -n 's:.*aws-cli/\([0-9]*\.[0-9]*\).*:\1:p' | head -n 1)"
  [ -n "$version" ] || return 0
  major="${version%%.*}"
  minor="${version#*.}"
  if { [ "$major" -eq 1 ] && [ "$minor" -lt 29 ]; } || { [ "$major" -eq 2 ] && [ "$minor" -lt 13 ]; }; then
    warn "the aws on the PATH is version $version, which ignores AWS_ENDPOINT_URL and would call AWS itself."
    warn "Use 1.29 or 2.13 or newer, or give every call --endpoint-url."
  fi
}

command_java() {
  local command="$1"
  shift
  flags_without_home "$@"
  [ -e "$DIST/current" ] || fail "Gantry is not built yet." "Run ./gantry up first."
  find_java java
  cli "$command" --home "$GANTRY_HOME" "${FLAGS[@]}"
}

command_deployments() {
  [ $# -gt 0 ] || fail "of which service?" "./gantry deployments SERVICE [--watch] [--cluster NAME]; aws ecs list-services lists them."
  local terminal=()
  [ ! -t 1 ] || terminal=(--terminal)
  command_java deployments "${terminal[@]}" "$@"
}

command_shell() {
  [ $# -gt 0 ] || fail "in which task?" "./gantry shell TASK [CONTAINER] [-- COMMAND]; ./gantry status lists tasks."
  command_java shell "$@"
}

command_explain() {
  [ $# -gt 0 ] || fail "what?" "./gantry explain SERVICE|TASK|DEFINITION [--cluster NAME]; ./gantry status lists tasks."
  command_java explain "$@"
}

command_logs() {
  case "${1:-}" in
    "") fail "of what?" "./gantry logs TASK|SERVICE [CONTAINER] [--follow] [--since WHEN] [--grep TEXT], ./gantry logs server, ./gantry logs node" ;;
    server | node)
      local log="$LOGS/server.log"
      [ "$1" = server ] || log="$LOGS/node-agent.log"
      [ -e "$log" ] || fail "the $1 has written no log in $LOGS." "Run ./gantry up first."
      if [ "${2:-}" = --follow ] || [ "${2:-}" = -f ]; then
        exec tail -n 100 -F "$log"
      fi
      tail -n 100 "$log"
      ;;
    *) command_java logs "$@" ;;
  esac
}

# Ids of the running containers that this home's node made.
containers_of_home() {
  local node
  node="$(node_label)"
  [ -n "$node" ] && engine_answers || return 0
  docker ps -q --filter "label=io.gantry.node=$node"
}

# The value that the node writes into the label io.gantry.node of all it makes.
node_label() {
  [ -r "$GANTRY_HOME/node/node.json" ] || return 0
  sed -n 's/.*"node" *: *"\([^"]*\)".*/\1/p' "$GANTRY_HOME/node/node.json"
}

command_reset() {
  [ "${1:-}" = --yes ] || fail "this stops Gantry and removes its tasks' containers and everything in $GANTRY_HOME but gantry.conf." \
    "If that is wanted: ./gantry reset --yes"
  [ -d "$GANTRY_HOME" ] || { say "There is no $GANTRY_HOME: nothing to remove."; return 0; }
  home_lock
  step "Stopping the node" stop_process node
  step "Stopping the server" stop_process server
  local node kind
  node="$(node_label)"
  if [ -n "$node" ]; then
    if engine_answers; then
      step "Removing containers, volumes and networks" remove_labelled "$node" \
        || fail "not everything could be removed." "See $LOGS/launcher.log; then run this again."
    else
      fail "no Docker engine answers, so the containers of tasks cannot be removed." "Start dockerd, then run this again."
    fi
  fi
  remove_task_endpoint
  local engine
  engine="$(cat "$RUN/dockerd.pid" 2>/dev/null || true)"
  if [ -n "$engine" ] && [ -d "/proc/$engine" ]; then
    say "The Docker engine that Gantry started (process $engine) goes on running: others may use it by now."
  fi
  for kind in store log-events keys node server run logs; do
    rm -rf "${GANTRY_HOME:?}/$kind"
  done
  if rmdir "$GANTRY_HOME" 2>/dev/null; then
    say "Removed $GANTRY_HOME and all that Gantry made on this machine."
  else
    say "Removed all that Gantry made on this machine. Left in $GANTRY_HOME: $(find "$GANTRY_HOME" -mindepth 1 -maxdepth 1 -printf '%f ')"
  fi
}

# The address where containers ask about themselves goes unless another node listens there. One that is not link-local is not
# ours to remove: it may have been the host's before.
remove_task_endpoint() {
  local address="${GANTRY_NODE_TASK_ENDPOINT:-}"
  if [ -z "$address" ] && [ -r "$GANTRY_HOME/gantry.conf" ]; then
    address="$(sed -n 's/^[[:space:]]*node\.task-endpoint[[:space:]]*=[[:space:]]*//p' "$GANTRY_HOME/gantry.conf" | tail -n 1)"
  fi
  address="${address:-169.254.170.2}"
  address="${address%%:*}"
  case "$address" in 169.254.*) ;; *) return 0 ;; esac
  if [ -n "$(ip -4 -o address show dev lo to "$address" 2>/dev/null)" ] && ! ss -Hltn "src $address" 2>/dev/null | grep -q .; then
    ip address del "$address/32" dev lo 2>/dev/null || true
  fi
}

remove_labelled() {
  local filter="label=io.gantry.node=$1"
  docker ps -aq --filter "$filter" | xargs -r docker rm -f -v
  docker volume ls -q --filter "$filter" | xargs -r docker volume rm -f
  docker network ls -q --filter "$filter" | xargs -r docker network rm
  # Routers of VPCs bear the node's id in their name (Router of adapters/network-linux).
  if command -v ip >/dev/null 2>&1; then
    local digits name
    digits="$(printf %s "$1" | sha256sum | cut -c1-6)"
    for name in $(ip netns list | cut -d' ' -f1 | grep "^gantry-$digits-"); do
      # The kernel would take the link away with the namespace, but later.
      ip link del "gu$digits${name#gantry-"$digits"-}" 2>/dev/null || true
      ip netns del "$name"
    done
  fi
}

command_test() {
  mkdir -p "$LOGS" "$RUN"
  need_to_test
  need_engine
  find_java javac
  need mvn maven "builds Gantry"
  if [ -x "$GANTRY_TREE/tests/images/build" ]; then
    step "Building the images that tests run" "$GANTRY_TREE/tests/images/build" \
      || fail "the test images could not be built." "See $LOGS/launcher.log"
  fi
  local start=$SECONDS status=0
  # Tests make homes of their own and run what was just built; settings of the caller and an older build must not reach them.
  # shellcheck disable=SC2016
  env -u GANTRY_HOME -u GANTRY_TREE "JAVA_HOME=$JAVA_HOME" bash -c 'cd "$1"; shift; exec mvn -B -ntp "$@"' run-tests "$GANTRY_TREE" \
    -Pit -fae verify "$@" || status=$?
  # With arguments one asks for a part of the tests; the walk belongs to the whole.
  if [ "$status" -eq 0 ] && [ $# -eq 0 ]; then
    env -u GANTRY_HOME "$GANTRY_TREE/tests/walk/run" || status=$?
  fi
  say "Tests took $(((SECONDS - start) / 60)) min $(((SECONDS - start) % 60)) s."
  [ "$status" -eq 0 ] || fail "the tests failed." "The first [ERROR] line above, or the line that begins with walk: FAILED, says which; reports stand in */target/*-reports."
}

command_bench() {
  mkdir -p "$LOGS" "$RUN"
  need_to_run
  need_engine
  # What is measured is what users start: the launcher's build with its ahead-of-time caches.
  need_build tests/benchmarks
  # shellcheck disable=SC2086
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dlogback.configurationFile=benchmarks-logback.xml ${GANTRY_BENCH_OPTIONS:-} -cp "$(cat "$DIST/current/benchmarks.classpath")" \
    io.gantry.benchmarks.Benchmarks "$@"
}
