# shellcheck shell=bash
# What the launcher tells a person: lines, steps with their elapsed seconds, and failures that say what to do.

say() { printf '%s\n' "$*"; }

warn() { printf 'gantry: %s\n' "$*" >&2; }

# fail WHAT WHAT-TO-DO...: the end.
fail() {
  printf 'gantry: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '        %s\n' "$line" >&2; done
  exit 1
}

# Everything that steps print goes to this file.
launcher_log() {
  mkdir -p "$LOGS"
  touch "$LOGS/launcher.log"
  printf '%s/launcher.log' "$LOGS"
}

# step TEXT COMMAND...: runs the command with its output in the launcher's log. On a terminal one line counts the
# seconds; elsewhere a line says what has begun, one every fifteen seconds that it goes on, one that it is done.
step() {
  local text="$1" log before status=0 ticks=0 said=false elapsed
  shift
  log="$(launcher_log)"
  before="$(wc -l <"$log" 2>/dev/null || echo 0)"
  printf '\n=== %s: %s\n' "$(date -u +%FT%TZ)" "$*" >>"$log"
  "$@" >>"$log" 2>&1 9>&- &
  local pid=$! start=$SECONDS
  trap 'kill "$pid" 2>/dev/null || true; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    ticks=$((ticks + 1))
    elapsed=$((SECONDS - start))
    if [ -t 1 ]; then
      [ "$ticks" -lt 10 ] || printf '\r  %s ... %d s ' "$text" "$elapsed"
    elif [ "$ticks" -eq 10 ]; then
      say "  $text ..."
      said=true
    elif [ $((ticks % 150)) -eq 0 ]; then
      say "  $text ... $elapsed s"
    fi
  done
  wait "$pid" || status=$?
  trap - INT TERM
  elapsed=$((SECONDS - start))
  if [ "$status" -eq 0 ]; then
    if [ -t 1 ] && [ "$ticks" -ge 10 ]; then
      printf '\r  %s: done in %d s\033[K\n' "$text" "$elapsed"
    elif [ "$said" = true ]; then
      say "  $text: done in $elapsed s"
    fi
    return 0
  fi
  [ ! -t 1 ] || printf '\r\033[K'
  warn "this failed after $elapsed s: $text. The end of what it printed:"
  tail -n "+$((before + 1))" "$log" | tail -n 25 | sed 's/^/        | /' >&2
  warn "all of it is in $log"
  return "$status"
}

# value FILE KEY: one value of a file of "key = value" lines; nothing when it is not there.
value() {
  [ -r "$1" ] || return 0
  sed -n "s/^[[:space:]]*$2[[:space:]]*=[[:space:]]*//p" "$1" | head -n 1
}
