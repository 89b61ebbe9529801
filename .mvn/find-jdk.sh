# Sourced by ./mvnw and ./headwater.

# Prints the version of the JDK in folder $1 as one number, or nothing if it is not a whole JDK.
jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the home of a JDK of at least version $1: HEADWATER_JAVA_HOME, JAVA_HOME, the one on the
# PATH, then the newest in the usual folders. Fails with a message that names what to install.
find_jdk() {
  local least="$1" best="" best_major=0 candidate major
  local on_path=""
  if command -v javac >/dev/null 2>&1; then
    on_path="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"
  fi
  for candidate in "${HEADWATER_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path"; do
    [ -n "$candidate" ] || continue
    major="$(jdk_major "$candidate")"
    if [ "${major:-0}" -ge "$least" ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$candidate" ] || continue
    major="$(jdk_major "$candidate")"
    if [ "${major:-0}" -ge "$least" ] && [ "$major" -gt "$best_major" ]; then
      best="$candidate"
      best_major="$major"
    fi
  done
  if [ -z "$best" ]; then
    {
      echo "headwater: no JDK $least found."
      echo "Install one, for example temurin-$least-jdk or openjdk-$least-jdk, or set HEADWATER_JAVA_HOME to the folder of one."
      echo "Looked at HEADWATER_JAVA_HOME, JAVA_HOME, javac on the PATH, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks."
    } >&2
    return 1
  fi
  printf '%s\n' "$best"
}
