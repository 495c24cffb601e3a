#!/usr/bin/env bash
# Runs the Dockerfile's own steps in a clean directory, without a container engine, and then the image's promises:
# the service starts as a user without rights, writes nothing but its data folder, answers its health check and stops.
# What only an engine can do (base images, useradd, the read-only root) is not run; it says so.
set -euo pipefail
cd "$(dirname "$0")/../.."

clean="$(mktemp -d)"
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$clean"' EXIT
chmod 755 "$clean"
export VENV="$clean/venv" SOURCE="$clean/src" DATA="$clean/data"
PORT="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
readonly UID_OF_IMAGE=10001

say() { printf -- '--- [%3ds] %s\n' "$SECONDS" "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# The image has `python`; here any Python 3.11 or newer stands for it, and nothing else of this machine is inherited.
mkdir "$clean/bin" "$SOURCE"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "python3 is older than 3.11"
ln -s "$(python3 -c 'import sys; print(sys.executable)')" "$clean/bin/python"

# One instruction to a line.
instructions() { sed -e '/^#/d' -e ':join' -e '/\\$/{N;s/\\\n *//;b join' -e '}' Dockerfile; }

run_build_stage() {
  local stage="" word rest
  while read -r word rest; do
    case "$word" in
      FROM) stage="${rest##* }" ;;
      ENV) [ "$stage" = build ] && read -r -a build_env <<<"$rest" ;;
      COPY) [ "$stage" = build ] && copy "$rest" ;;
      RUN)
        if [ "$stage" = build ]; then
          say "RUN ${rest:0:90}..."
          (cd "$SOURCE" && env PATH="$clean/bin:$PATH" "${build_env[@]}" bash -eo pipefail -c "$rest")
        else
          say "not run here, needs an engine: RUN ${rest:0:60}..."
        fi ;;
    esac
  done < <(instructions)
}

copy() {
  local -a parts
  read -r -a parts <<<"$1"
  local target="$SOURCE/${parts[-1]}" path
  unset 'parts[-1]'
  for path in "${parts[@]}"; do
    if [ -d "$path" ]; then
      mkdir -p "$target"
      tar -c --exclude='__pycache__' -C "$path" . | tar -x -C "$target"
    elif [[ "$target" == */ || "$target" == */. ]]; then
      cp "$path" "$target"
    else
      install -D -m 644 "$path" "$target"
    fi
  done
}

# Replaces this shell, so call it in one of its own: (as_image_user ...).
as_image_user() {
  local -a user=()
  [ "$(id -u)" -ne 0 ] || user=(setpriv --reuid="$UID_OF_IMAGE" --regid="$UID_OF_IMAGE" --clear-groups --no-new-privs)
  cd "$DATA"
  exec env -i PATH="$VENV/bin:/usr/bin:/bin" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    NEARPEER_DATA="$DATA" NEARPEER_LISTEN="127.0.0.1:$PORT" NEARPEER_LOG=json "${user[@]}" "$@"
}

build_env=()
say "Build stage in $clean"
run_build_stage

say "No installer and no compiler is left; bytecode is there"
[ ! -e "$VENV/bin/pip" ] || fail "pip is left in the environment"
! compgen -G "$VENV/lib/python3*/site-packages/setuptools" >/dev/null || fail "setuptools is left in the environment"
compgen -G "$VENV/lib/python3*/site-packages/service/__pycache__/*.pyc" >/dev/null || fail "no bytecode"
echo "$(du -sm "$VENV" | cut -f1) MiB"

say "The service as uid $UID_OF_IMAGE"
install -d -m 700 "$DATA"
[ "$(id -u)" -ne 0 ] || chown "$UID_OF_IMAGE:$UID_OF_IMAGE" "$DATA"
(as_image_user nearpeer version)
(as_image_user nearpeer init --yes --set key=oakfield --set "lead=Ana Silva <ana@school.example>" \
  --set "safeguarding_lead=Ben Okafor <ben@school.example>" --set "safeguarding_deputy=Cy Young <cy@school.example>" \
  --set "head=Di Roy <di@school.example>")
(as_image_user nearpeer migrate)
touch "$clean/started"
(as_image_user nearpeer serve) &
server=$!

# The image's own health check, with this run's port.
check="$(instructions | sed -n 's/^HEALTHCHECK .*CMD \[//p' | sed -e 's/\]$//' -e "s/:8080/:$PORT/")"
for attempt in $(seq 1 60); do
  if python3 - "$check" "$VENV/bin/python" <<'PY'
import json, subprocess, sys
command = json.loads(f"[{sys.argv[1]}]")
sys.exit(subprocess.run([sys.argv[2], *command[1:]], stderr=subprocess.DEVNULL).returncode)
PY
  then break; fi
  [ "$attempt" -lt 60 ] || fail "the health check never passed"
  kill -0 "$server" 2>/dev/null || fail "the service ended by itself"
  sleep 0.5
done
say "Healthy"

kill -TERM "$server"
wait "$server" || [ $? -eq 143 ] || fail "the service did not stop on SIGTERM"
server=""
written="$(find "$clean" -newer "$clean/started" -type f -not -path "$DATA/*" -print)"
[ -z "$written" ] || fail "written outside the data folder: $written"
say "Stopped; nothing was written outside the data folder"
