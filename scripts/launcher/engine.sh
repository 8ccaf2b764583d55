# shellcheck shell=bash
# The Docker engine: used when one answers, started when it is installed, installed by apt when it is not.

engine_answers() {
  timeout 10 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

engine_wait() {
  local i
  for ((i = 0; i < 150; i++)); do
    ! engine_answers || return 0
    sleep 0.2
  done
  return 1
}

# A second `up` at the same moment must not start a second engine.
engine_lock() {
  if [ "$(id -u)" -eq 0 ] && [ -d /run ]; then echo /run/gantry-engine.lock; else echo "$RUN/engine.lock"; fi
}

engine_start() {
  local pid_file="$RUN/dockerd.pid"
  (
    flock 8
    ! engine_answers || exit 0
    # A file that a killed engine left behind would stop the next one.
    if [ -f /var/run/docker.pid ] && ! kill -0 "$(cat /var/run/docker.pid)" 2>/dev/null; then
      rm -f /var/run/docker.pid
    fi
    # shellcheck disable=SC2016
    PATH="$PATH:/usr/sbin:/sbin" setsid bash -c 'echo $$ >"$1"; exec dockerd' start-engine "$pid_file" \
      >>"$LOGS/dockerd.log" 2>&1 </dev/null 8>&- 9>&- &
    engine_wait
  ) 8>"$(engine_lock)"
}

need_engine() {
  mkdir -p "$LOGS" "$RUN"
  need docker docker.io "runs the containers"
  ! engine_answers || return 0
  if [ -n "${DOCKER_HOST:-}" ]; then
    fail "no Docker engine answers at DOCKER_HOST=$DOCKER_HOST." "Start it, or unset DOCKER_HOST, then run this again."
  fi
  if [ "$(id -u)" -ne 0 ] && [ -S /var/run/docker.sock ] && [ ! -w /var/run/docker.sock ]; then
    fail "this user may not talk to the Docker engine." \
      "Add it to the group (sudo usermod -aG docker $(id -un)), log in again; or run ./gantry as root."
  fi
  need dockerd docker.io "runs the containers"
  if [ -d /run/systemd/system ]; then
    { step "Starting the Docker engine (systemd)" as_root systemctl start docker && engine_wait; } \
      || fail "the Docker engine did not start." "Look at: systemctl status docker; journalctl -u docker"
    return 0
  fi
  [ "$(id -u)" -eq 0 ] || fail "no Docker engine answers, and starting one needs root." "Start dockerd, then run this again."
  step "Starting the Docker engine" engine_start && return 0
  tail -n 15 "$LOGS/dockerd.log" 2>/dev/null | sed 's/^/        | /' >&2
  fail "the Docker engine did not start." "All it said is in $LOGS/dockerd.log"
}
