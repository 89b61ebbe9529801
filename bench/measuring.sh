# What scripts of this folder measure with that compare servers in turn: sourced by them, with "here" (the root of the sources), "die",
# and "object", paths by their names, of which 2k is asked for until a server serves.
# shellcheck shell=bash disable=SC2154

for program in taskset curl wrk; do
  command -v "$program" >/dev/null 2>&1 ||
    die "$program is not installed (Debian: apt-get install util-linux curl wrk)"
done
[ "$(nproc)" -ge 2 ] || die "one core (expected: two, one for the server and one for its clients)"

# shellcheck source=../.mvn/find-jdk.sh
source "$here/.mvn/find-jdk.sh"
JAVA_HOME="$(find_jdk 25)"

server_core=0 client_core=1 connections=32
work="$(mktemp -d)"
declare -A pid port
servers=()

stop_all() {
  local name
  for name in "${!pid[@]}"; do kill "${pid[$name]}" 2>/dev/null || true; done
  for name in "${!pid[@]}"; do wait "${pid[$name]}" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

free_port() {
  local candidate
  while :; do
    candidate=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null || break
  done
  echo "$candidate"
}

# start NAME PROGRAM...: runs it on the servers' core, and waits until it serves
start() {
  local name="$1" tries
  shift
  taskset -c "$server_core" "$@" >"$work/$name.log" 2>&1 &
  pid[$name]=$!
  for tries in $(seq 200); do
    if curl -sf -m 2 -o /dev/null "http://127.0.0.1:${port[$name]}/${object[2k]}"; then
      servers+=("$name")
      return
    fi
    kill -0 "${pid[$name]}" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$work/$name.log" >&2
  die "$name does not serve"
}

class_path() {
  if [ -n "${HEADWATER_CLASSPATH:-}" ]; then
    echo "$HEADWATER_CLASSPATH"
    return
  fi
  echo "Building..." >&2
  (cd "$here" && ./mvnw -q -B -pl edge-origin -am test-compile \
    dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$work/\${project.artifactId}.cp" \
    -Dspotless.check.skip=true -Dcheckstyle.skip=true) >"$work/build.log" 2>&1 ||
    { tail -n 20 "$work/build.log" >&2 && die "the build failed"; }
  echo "$here/edge-origin/target/test-classes:$here/edge-origin/target/classes:$(<"$work/edge-origin.cp")"
}

# Processor time, in ticks of a hundredth of a second, of a process and its children.
ticks() {
  local one sum=0 fields
  for one in "$1" $(pgrep -P "$1" || true); do
    fields="$(sed 's/.*) //' "/proc/$one/stat")"
    # shellcheck disable=SC2086
    set -- $fields
    sum=$((sum + ${12} + ${13}))
  done
  echo "$sum"
}

# turn NAME SIZE SECONDS: prints requests per second, and per CPU-second
turn() {
  local name="$1" before after
  before="$(ticks "${pid[$name]}")"
  taskset -c "$client_core" wrk -t1 -c"$connections" -d"${3}s" \
    "http://127.0.0.1:${port[$name]}/${object[$2]}" >"$work/wrk.out"
  after="$(ticks "${pid[$name]}")"
  if grep -q 'Non-2xx\|Socket errors' "$work/wrk.out"; then
    cat "$work/wrk.out" >&2
    die "$name did not answer every request"
  fi
  awk -v ticks=$((after - before)) '
    /requests in/ { requests = $1 }
    /Requests\/sec/ { rate = $2 }
    END { printf "%.1f %.1f\n", rate, requests * 100 / (ticks > 0 ? ticks : 1) }' "$work/wrk.out"
}

median() {
  sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# of COLUMN NAME SIZE: the median of all turns
of() {
  cut -d' ' -f"$1" "$work/turns.$2.$3" | median
}

# ratio COLUMN NAME PEER SIZE: the median of the rounds' ratios
ratio() {
  paste -d' ' <(cut -d' ' -f"$1" "$work/turns.$2.$4") <(cut -d' ' -f"$1" "$work/turns.$3.$4") |
    awk '{ print ($2 > 0 ? $1 / $2 : 0) }' | median | xargs printf '%.2f'
}
