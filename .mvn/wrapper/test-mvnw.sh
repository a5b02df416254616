#!/usr/bin/env bash
# Tests mvnw, in every shell that is here, and MavenInstaller.java, with a small stand-in for Maven's distribution and
# for an installed mvn; no network. With the argument --pinned also installs the Maven that is really pinned, by the
# road that this machine has, and sees that it reads .mvn/jvm.config.
#
# Every test runs in a fresh project folder whose path has spaces and a quote in it.

# shellcheck disable=SC2016 # what the stand-ins print is for them to expand
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
real_java=$(type -P java)
[ -z "${JAVA_HOME:-}" ] || real_java=$JAVA_HOME/bin/java
unset JAVA_HOME MAVEN_USER_HOME MVNW_REPOURL MVNW_INSTALLING
export TEST_ROOT=$temporary

passed=0
failed=0
shell_command=()
current=

# --- what the tests run against

# A folder with the programs that mvnw needs, and no mvn, curl or wget: the PATH of a bare machine.
bare=$temporary/bare
mkdir "$bare"
for program in cat cp dirname mkdir printf readlink sed sh tr touch uname; do
  ln -s "$(type -P "$program")" "$bare/$program"
done
ln -s "$real_java" "$bare/java"

# A distribution whose mvn shows what it was given.
distribution() { # distribution NAME ZIP
  local content=$temporary/content
  mkdir -p "$content/$1/bin"
  cat >"$content/$1/bin/mvn" <<'MVN'
#!/bin/sh
echo "maven in $0"
echo "java home $JAVA_HOME"
for argument; do echo "argument <$argument>"; done
case ${1-} in
  read) cat ;;
  exit) exit "$2" ;;
esac
MVN
  chmod +x "$content/$1/bin/mvn"
  "$(jdk)/bin/jar" --create --no-manifest --file "$2" -C "$content" "$1"
}

jdk() {
  "$real_java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p'
}

sha512() {
  { sha512sum "$1" 2>/dev/null || shasum -a 512 "$1"; } | cut -d ' ' -f 1
}

zip=$temporary/apache-maven-9.9.9-bin.zip
distribution apache-maven-9.9.9 "$zip"
good=$(sha512 "$zip")

# A mirror, as MVNW_REPOURL names one.
mirror=$temporary/mirror
mkdir -p "$mirror/org/apache/maven/apache-maven/9.9.9"
cp "$zip" "$mirror/org/apache/maven/apache-maven/9.9.9/"

# A project to start mvnw in: $project, with its own wrapper cache and PATH.
fresh() {
  box=$temporary/box
  rm -rf "$box"
  project="$box/it's a project"
  mkdir -p "$project/.mvn/wrapper" "$box/tools" "$box/the home"
  cp "$root/mvnw" "$project/"
  cp "$here/MavenInstaller.java" "$project/.mvn/wrapper/"
  pin "file://$temporary/nowhere/apache-maven-9.9.9-bin.zip" "$good"
  export MAVEN_USER_HOME="$box/user home" HOME="$box/the home"
  path="$box/tools:$bare"
  unset JAVA_HOME MVNW_REPOURL
  dists=$MAVEN_USER_HOME/wrapper/dists/apache-maven-9.9.9-bin
  home=$dists/${good:0:32}/apache-maven-9.9.9
}

pin() { # pin URL SHA512
  printf '# comment\ndistributionUrl=%s\ndistributionSha512Sum=%s\n' "$1" "$2" \
    >"$project/.mvn/wrapper/maven-wrapper.properties"
}

cached() { # puts Maven into the wrapper's cache, as an earlier start would have
  mkdir -p "$(dirname "$home")"
  cp -r "$temporary/content/apache-maven-9.9.9" "$home"
}

tool() { # tool NAME: a program for the PATH, from standard input
  cat >"$box/tools/$1"
  chmod +x "$box/tools/$1"
}

installed_mvn() { # installed_mvn ZIP: notes its calls, and copies ZIP as the copy goal would
  tool mvn <<MVN
#!/bin/sh
echo "\$*" >>"\$TEST_ROOT/box/mvn-calls"
cp "$1" ./apache-maven-9.9.9-bin.zip
MVN
}

start() { # start ARGUMENT...: in a subshell of its own, which it replaces
  cd "$project" && PATH=$path exec "${shell_command[@]}" ./mvnw "$@"
}

mvnw() {
  output=$(start "$@" 2>"$box/errors" </dev/null)
  status=$?
  errors=$(cat "$box/errors")
}

# --- how the tests say what they expect

check() { # check DESCRIPTION COMMAND...
  local description=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED [%s] %s: %s\n  status: %s\n  output: %s\n  errors: %s\n' "${shell_command[*]}" "$current" \
      "$description" "${status-}" "${output-}" "${errors-}"
  fi
}

has() { case $1 in *"$2"*) ;; *) return 1 ;; esac; }
lacks() { ! has "$1" "$2"; }
succeeds() { [ "$status" -eq 0 ]; }
fails() { [ "$status" -ne 0 ]; }
nothing_installed() { [ ! -e "$home" ] && no_leftovers; }
no_leftovers() { [ -z "$(find "$MAVEN_USER_HOME" -name '.incomplete-*' 2>/dev/null)" ]; }
appears() { # appears TEXT FILE: within half a minute
  local tries
  for tries in {1..300}; do
    ! grep -q "$1" "$2" || return 0
    read -r -t 0.1 -u 8 _
  done
  return "$tries"
}
calls() { [ "$(wc -l <"$box/mvn-calls")" -eq "$1" ]; }

# --- the tests

script_first_start_asks_the_installed_mvn() {
  installed_mvn "$zip"
  mvnw verify
  check "runs the pinned Maven" has "$output" "maven in $home/bin/mvn"
  check "asks for the pinned version" has "$(cat "$box/mvn-calls")" \
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.apache.maven:apache-maven:9.9.9:zip:bin"
  check "keeps messages off the output" lacks "$output" mvnw:
  check "leaves nothing else" no_leftovers
}

installer_later_start_uses_the_cache() {
  installed_mvn "$zip"
  mvnw one
  mvnw two
  check "runs" has "$output" "argument <two>"
  check "says nothing" [ -z "$errors" ]
  check "asked mvn once" calls 1
  rm "$box/tools/mvn"
  mvnw three
  check "needs no mvn" has "$output" "argument <three>"
}

script_without_maven_user_home_keeps_maven_in_the_home_folder() {
  unset MAVEN_USER_HOME
  home=$HOME/.m2/wrapper/dists/apache-maven-9.9.9-bin/${good:0:32}/apache-maven-9.9.9
  cached
  mvnw verify
  check "runs the one there" has "$output" "maven in $HOME/.m2/wrapper/dists/apache-maven-9.9.9-bin/"
  unset HOME
  mvnw verify
  check "fails without a home" fails
  check "says what to set" has "$errors" "Neither MAVEN_USER_HOME nor HOME is set"
}

script_arguments_arrive_as_they_are() {
  cached
  mvnw -Da='b c' '' "it's" '"quoted"' '*' '$HOME' 'back\slash' '-Dx=%PATH%' ';&|'
  check "spaces" has "$output" "argument <-Da=b c>"
  check "empty" has "$output" "argument <>"
  check "single quote" has "$output" "argument <it's>"
  check "double quotes" has "$output" 'argument <"quoted">'
  check "pattern" has "$output" 'argument <*>'
  check "variable" has "$output" 'argument <$HOME>'
  check "backslash" has "$output" 'argument <back\slash>'
  check "the shell's own signs" has "$output" 'argument <;&|>'
  check "how many" [ "$(grep -c '^argument' <<<"$output")" -eq 9 ]
}

script_standard_input_and_exit_status_are_mavens() {
  cached
  output=$(echo "from the input" | start read 2>/dev/null)
  check "input arrives" has "$output" "from the input"
  mvnw exit 42
  check "exit status" [ "$status" -eq 42 ]
}

installer_wrong_checksum_from_the_installed_mvn_ends_the_start() {
  echo tampered >"$box/tampered.zip"
  installed_mvn "$box/tampered.zip"
  export MVNW_REPOURL="file://$mirror"
  mvnw verify
  check "fails" fails
  check "expected sum" has "$errors" "SHA-512 expected: $good"
  check "actual sum" has "$errors" "SHA-512 actual:   $(sha512 "$box/tampered.zip")"
  check "what to do" has "$errors" "Delete org/apache/maven/apache-maven/9.9.9 in the local Maven repository"
  check "does not run" [ -z "$output" ]
  check "keeps nothing" nothing_installed
  installed_mvn "$zip"
  mvnw verify
  check "a good one is taken later" succeeds
}

installer_wrong_checksum_from_a_download_ends_the_start() {
  mkdir -p "$box/mirror/org/apache/maven/apache-maven/9.9.9"
  echo tampered >"$box/mirror/org/apache/maven/apache-maven/9.9.9/apache-maven-9.9.9-bin.zip"
  export MVNW_REPOURL="file://$box/mirror"
  mvnw verify
  check "fails" fails
  check "sums" has "$errors" "SHA-512 expected: $good"
  check "keeps nothing" nothing_installed
}

installer_new_pin_is_not_served_from_the_old_ones_folder() {
  installed_mvn "$zip"
  mvnw verify
  pin "file://$temporary/nowhere/apache-maven-9.9.9-bin.zip" "0000${good:4}"
  mvnw verify
  check "fails" fails
  check "because of the checksum" has "$errors" "SHA-512 expected: 0000"
}

installer_repository_url_serves_where_mvn_cannot() {
  tool mvn <<<'#!/bin/sh
echo "[ERROR] Could not resolve org.apache.maven:apache-maven"; exit 1'
  export MVNW_REPOURL="file://$mirror/"
  mvnw verify
  check "runs" has "$output" "maven in $home/bin/mvn"
  check "says from where" has "$errors" "Downloading file://$mirror/org/apache/maven/apache-maven/9.9.9/"
}

installer_distribution_url_serves_without_mvn_and_mirror() {
  pin "file://$zip" "$good"
  mvnw verify
  check "runs" has "$output" "maven in $home/bin/mvn"
}

installer_curl_is_tried_first_then_wget_then_java() {
  export MVNW_REPOURL="file://$mirror"
  tool curl <<<'#!/bin/sh
echo "curl $*" >>"$TEST_ROOT/box/order"; exit 22'
  tool wget <<<'#!/bin/sh
echo "wget $*" >>"$TEST_ROOT/box/order"; exit 8'
  mvnw verify
  check "runs, thanks to Java" succeeds
  check "curl first" has "$(sed -n 1p "$box/order")" "curl -fsSL"
  check "wget second" has "$(sed -n 2p "$box/order")" "wget -q"
}

installer_curl_alone_is_enough() {
  pin "https://distributions.invalid/apache-maven-9.9.9-bin.zip" "$good"
  tool curl <<<'#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = -o ] && file=$2; shift; done
cp "$TEST_ROOT/apache-maven-9.9.9-bin.zip" "$file"'
  mvnw verify
  check "runs" succeeds
}

installer_nothing_reachable_says_all_that_was_tried() {
  tool mvn <<<'#!/bin/sh
echo "[ERROR] no route to the repository"; exit 1'
  tool curl <<<'#!/bin/sh
echo "curl: (6) no such host" >&2; exit 6'
  mvnw verify
  check "fails" fails
  check "mvn's reason" has "$errors" "no route to the repository"
  check "curl's reason" has "$errors" "(6) no such host"
  check "Java's reason" has "$errors" "Java: java.io.FileNotFoundException"
  check "what to do" has "$errors" "set MVNW_REPOURL to its base URL"
  check "keeps nothing" nothing_installed
}

installer_password_in_the_repository_url_is_not_shown() {
  export MVNW_REPOURL="http://someone:hunter2@localhost:1/repository"
  tool curl <<<'#!/bin/sh
echo "curl $*" >>"$TEST_ROOT/box/order"; exit 22'
  mvnw verify
  check "fails" fails
  check "says where" has "$errors" "http://localhost:1/repository/org/apache"
  check "without the password" lacks "$errors" hunter2
  check "and gives it to no other program" [ ! -e "$box/order" ]
  export MVNW_REPOURL="http://someone:hunter2@local host/"
  mvnw verify
  check "a bad URL fails" has "$errors" "MVNW_REPOURL is no URL"
  check "without the password too" lacks "$errors" hunter2
}

installer_starts_at_the_same_time_install_once() {
  mkfifo "$box/ready" "$box/released"
  exec 8<>"$box/ready" 9<>"$box/released"
  tool mvn <<'MVN'
#!/bin/sh
echo "$*" >>"$TEST_ROOT/box/mvn-calls"
echo fetching >"$TEST_ROOT/box/ready"
read -r line <"$TEST_ROOT/box/released"
cp "$TEST_ROOT/apache-maven-9.9.9-bin.zip" .
MVN
  local processes=() process number all=yes
  for number in 1 2 3 4; do
    start "start $number" >"$box/output-$number" 2>"$box/errors-$number" &
    processes+=($!)
    # The first one fetches, until it is released; the others come meanwhile.
    [ "$number" -gt 1 ] || read -r -u 8 _
  done
  for number in 2 3 4; do
    check "start $number waits" appears "waiting for it" "$box/errors-$number"
  done
  printf 'go\ngo\ngo\ngo\n' >&9
  for process in "${processes[@]}"; do wait "$process" || all=no; done
  exec 8>&- 9>&-
  output=$(cat "$box"/output-*)
  errors=$(cat "$box"/errors-*)
  check "all succeed" [ "$all" = yes ]
  check "each runs with its own arguments" [ "$(grep -c '^argument <start [1-4]>$' <<<"$output")" -eq 4 ]
  check "one of them fetched" calls 1
  check "leave nothing else" no_leftovers
}

installer_killed_start_leaves_nothing_that_is_trusted() {
  mkfifo "$box/ready" "$box/never"
  tool mvn <<'MVN'
#!/bin/sh
echo "half a dow" >apache-maven-9.9.9-bin.zip
echo "$PPID $$" >"$TEST_ROOT/box/ready"
read -r line <"$TEST_ROOT/box/never"
MVN
  start verify >/dev/null 2>&1 &
  local started=$! installer mvn
  read -r installer mvn <"$box/ready"
  kill -9 "$installer" "$mvn"
  wait "$started" 2>/dev/null
  check "is not installed" [ ! -e "$home" ]
  check "left its folder" [ -n "$(find "$dists" -name '.incomplete-*')" ]
  installed_mvn "$zip"
  mvnw verify
  check "the next start installs" has "$output" "maven in $home/bin/mvn"
  check "and leaves a fresh folder alone" [ -n "$(find "$dists" -name '.incomplete-*')" ]
  rm -rf "$home"
  find "$dists" -name '.incomplete-*' -exec touch -t 202001010000 {} +
  mvnw verify
  check "an old one is cleared away" no_leftovers
}

installer_ended_start_cleans_up() {
  mkfifo "$box/ready" "$box/never"
  tool mvn <<'MVN'
#!/bin/sh
echo "$PPID" >"$TEST_ROOT/box/ready"
read -r line <"$TEST_ROOT/box/never"
MVN
  start verify >/dev/null 2>&1 &
  local started=$! installer
  read -r installer <"$box/ready"
  kill -TERM "$installer"
  wait "$started"
  status=$?
  check "fails" fails
  check "keeps nothing" nothing_installed
}

installer_damaged_installation_says_what_to_delete() {
  installed_mvn "$zip"
  mkdir -p "$home/lib"
  touch "$home/lib/left-over.jar"
  mvnw verify
  check "fails" fails
  check "what to do" has "$errors" "If that folder is there, delete it, and start again."
}

installer_mvn_that_calls_mvnw_does_not_go_round_in_circles() {
  pin "file://$zip" "$good"
  tool mvn <<'MVN'
#!/bin/sh
exec "$TEST_ROOT/box/it's a project/mvnw" "$@"
MVN
  mvnw verify
  check "installs by another road" has "$output" "maven in $home/bin/mvn"
}

script_java_home_comes_before_the_path() {
  cached
  tool java <<<'#!/bin/sh
echo "the wrong java" >&2; exit 1'
  JAVA_HOME=$(jdk)
  export JAVA_HOME
  mvnw verify
  check "runs" succeeds
  check "passes it on" has "$output" "java home $JAVA_HOME"
}

script_java_home_that_is_wrong() {
  export JAVA_HOME="$box/no jdk"
  mvnw verify
  check "fails" fails
  check "names it" has "$errors" "JAVA_HOME is '$box/no jdk', but '$box/no jdk/bin/java' cannot be run."
  check "says what to do" has "$errors" "Set JAVA_HOME to a JDK, 17 or newer, or unset it"
}

script_no_java_at_all() {
  mkdir "$box/no java"
  cp -P "$bare"/* "$box/no java/"
  rm "$box/no java/java"
  path="$box/no java"
  mvnw verify
  check "fails" fails
  check "says what to do" has "$errors" "Install a JDK, 17 or newer, and set JAVA_HOME to its folder."
}

script_java_that_is_too_old() {
  tool java <<<'#!/bin/sh
printf "    java.home = /old\n    java.specification.version = 1.8\n" >&2'
  mvnw verify
  check "fails" fails
  check "names the version" has "$errors" "is Java 8; this build needs a JDK, 17 or newer."
}

script_runtime_without_a_compiler() {
  mkdir -p "$box/runtime/bin"
  tool java <<<"#!/bin/sh
printf '    java.home = $box/runtime\n    java.specification.version = 21\n' >&2"
  mvnw verify
  check "fails" fails
  check "says so" has "$errors" "'$box/runtime' has no compiler: it is a JRE"
}

script_java_that_says_something_else() {
  tool java <<<'#!/bin/sh
echo "bad ELF interpreter" >&2; exit 126'
  mvnw verify
  check "fails" fails
  check "shows it" has "$errors" "bad ELF interpreter"
}

script_link_to_mvnw_finds_its_own_project() {
  cached
  mkdir -p "$box/elsewhere/deeper"
  ln -s "../it's a project/mvnw" "$box/elsewhere/link"
  ln -s "../link" "$box/elsewhere/deeper/link"
  output=$(cd "$box" && PATH=$path "${shell_command[@]}" elsewhere/deeper/link verify 2>"$box/errors")
  check "runs" has "$output" "maven in $home/bin/mvn"
}

script_properties_with_windows_line_ends() {
  cached
  printf 'distributionUrl=file:///nowhere/apache-maven-9.9.9-bin.zip\r\ndistributionSha512Sum=%s\r\n' "$good" \
    >"$project/.mvn/wrapper/maven-wrapper.properties"
  mvnw verify
  check "runs" has "$output" "maven in $home/bin/mvn"
}

script_properties_without_a_checksum() {
  echo "distributionUrl=file://$zip" >"$project/.mvn/wrapper/maven-wrapper.properties"
  mvnw verify
  check "fails" fails
  check "names the line" has "$errors" "distributionSha512Sum="
}

installer_archive_without_maven_in_it() {
  distribution something-else "$box/other.zip"
  pin "file://$box/other.zip" "$(sha512 "$box/other.zip")"
  mvnw verify
  check "fails" fails
  check "says so" has "$errors" "no other.zip/bin/mvn in it"
}

# --- the distribution that is really pinned

pinned() {
  current=pinned
  box=$temporary/box
  rm -rf "$box"
  mkdir -p "$box/with spaces/.mvn"
  echo "-XshowSettings:properties -Dmvnw.probe=seen" >"$box/with spaces/.mvn/jvm.config"
  export MAVEN_USER_HOME="$box/user home"
  output=$(cd "$box/with spaces" && "$root/mvnw" -v 2>"$box/errors")
  status=$?
  errors=$(cat "$box/errors")
  local version
  version=$(sed -n 's/^distributionUrl=.*apache-maven-\(.*\)-bin.zip$/\1/p' "$here/maven-wrapper.properties")
  check "runs" succeeds
  check "is the pinned version" has "$output" "Apache Maven $version "
  check "reads jvm.config" has "$errors" "mvnw.probe = seen"
  echo "pinned Maven $version: $(grep 'mvnw: [AD]' "$box/errors")"
}

real_home=$HOME
run_tests() { # run_tests PREFIX SHELL...
  local prefix=$1
  shift
  shell_command=("$(type -P "$1")" "${@:2}")
  local before=$((passed + failed))
  for current in $(declare -F | sed -n "s/^declare -f \\(${prefix}_\\)/\\1/p"); do
    fresh
    "$current"
  done
  echo "$prefix in $*: $((passed + failed - before)) checks"
}

for shell in dash bash "busybox sh" ksh zsh; do
  if type -P "${shell%% *}" >/dev/null; then
    # shellcheck disable=SC2086 # a program and its argument
    run_tests script $shell
  fi
done
run_tests installer sh
HOME=$real_home
if [ "${1-}" = --pinned ]; then
  pinned
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
