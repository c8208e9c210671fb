#!/bin/sh
# Installs codex-agent for one user, from the folder that this file is in (a clone, or the installed plugin). See `usage` below.
#
# Everything is a function and the last line calls main, so a copy that was cut off somewhere does nothing.
# What it made is noted in $CODEX_AGENT_HOME/runtime/made, one `KIND PATH` on a line: --uninstall takes away that and no more.
set -eu

usage() {
    cat <<'END'
Usage: sh scripts/install.sh [--yes] [--dry-run] [--no-codex] [--no-tmux] [--no-links]
       sh scripts/install.sh --uninstall [--purge] [--yes] [--dry-run]

Installs codex-agent for you alone, on Linux (WSL too) or macOS, in steps that it names before it takes them:

  runtime   a Python environment in $CODEX_AGENT_HOME/runtime (default ~/.codex-agent/runtime), by uv, or by
            Python 3.11 or later and pip; packages from PyPI, each checked against its locked digest
  links     codex-agent and codex-bg in ~/.local/bin; a file of that name that is not ours is never overwritten
  codex     the Codex CLI if there is none, by npm; in ~/.local if the global folder of npm is not yours to write
  tmux      if there is none: by Homebrew, or by apt-get, dnf or pacman if you are root; optional

It never uses sudo and does not touch your shell's files. What is there already stays as it is; running it again is safe.

  -y, --yes     do not ask (needed where there is no terminal to ask on)
  --dry-run     only say what would be done
  --no-codex, --no-tmux, --no-links
                leave that step out
  --uninstall   remove what this program made. Your jobs and their state stay, and you are told where
  --purge       with --uninstall: remove the state, too
  -h, --help    this text
END
}

say() {
    printf '%s\n' "$*"
}

die() { # PROBLEM [HINT]
    printf 'Error: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf '\nHint: %s\n' "$2" >&2
    exit 1
}

# quoted TEXT: as one word for a shell.
quoted() {
    printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

is_root() {
    [ "$(id -u)" = 0 ]
}

parse() {
    yes='' dry_run='' uninstall='' purge='' with_codex=1 with_tmux=1 with_links=1
    for argument; do
        case $argument in
        -y | --yes) yes=1 ;;
        --dry-run) dry_run=1 ;;
        --uninstall) uninstall=1 ;;
        --purge) purge=1 ;;
        --no-codex) with_codex='' ;;
        --no-tmux) with_tmux='' ;;
        --no-links) with_links='' ;;
        -h | --help)
            usage
            exit 0
            ;;
        *)
            printf 'Error: %s is not an option\n\nHint: sh scripts/install.sh --help\n' "$argument" >&2
            exit 2
            ;;
        esac
    done
    if [ -n "$purge" ] && [ -z "$uninstall" ]; then
        printf 'Error: --purge goes with --uninstall\n\nHint: sh scripts/install.sh --help\n' >&2
        exit 2
    fi
}

find_places() {
    case ${HOME:-} in
    /*) [ -d "$HOME" ] || die "your home folder $HOME does not exist" ;;
    *) die "HOME is not set to a folder" "export HOME=/path/of/your/home" ;;
    esac
    root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." 2>/dev/null && pwd -P) || root=
    [ -n "$uninstall" ] || { [ -f "$root/scripts/install.sh" ] && [ -f "$root/src/codex_agent/__init__.py" ]; } ||
        die "the rest of codex-orchestrator is not beside this file" \
            "run it where it belongs: sh scripts/install.sh in a clone, or /codex-orchestrator:setup in Claude Code"
    home=${CODEX_AGENT_HOME:-$HOME/.codex-agent}
    case $home in
    \~ | \~/*) home=$HOME${home#\~} ;;
    /*) ;;
    *) home=$PWD/$home ;;
    esac
    home=${home%/}
    real=$(CDPATH='' cd -P -- "$home/" 2>/dev/null && pwd -P) || real=$home
    case $real in
    / | "$(CDPATH='' cd -P -- "$HOME" && pwd -P)") die "CODEX_AGENT_HOME is $home, which holds other things" "name a folder for codex-agent alone" ;;
    esac
    runtimes=$home/runtime
    made=$runtimes/made
    bin=$HOME/.local/bin
    # What these would change for pip and Python is not wanted here; indexes, proxies and certificates are.
    unset PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_REQUIRE_VIRTUALENV PIP_NO_BINARY
    export PYTHONNOUSERSITE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
}

# note KIND PATH: remember for --uninstall that this was made.
note() {
    grep -Fqsx -- "$1 $2" "$made" || printf '%s %s\n' "$1" "$2" >>"$made"
}

# make_folder PATH: with every parent that is missing, each of them noted.
make_folder() {
    if [ ! -d "$1" ]; then
        make_folder "$(dirname -- "$1")"
        note folder "$1" # first: --uninstall removes it if it is there and empty
        mkdir -- "$1" 2>/dev/null || [ -d "$1" ] || die "cannot make the folder $1"
    fi
}

# is_link_of_ours PATH: whether an installation with this state home made it.
is_link_of_ours() {
    [ -L "$1" ] || return 1
    case $(readlink -- "$1") in
    "$runtimes"/*) return 0 ;;
    *) return 1 ;;
    esac
}

is_there() { # FIRST OF WHAT A PATTERN NAMES
    [ -e "$1" ]
}

on_path() { # FOLDER
    case :$PATH: in
    *:"$1":* | *:"$1"/:*) return 0 ;;
    *) return 1 ;;
    esac
}

# can_write FOLDER: whether we may make it, or files in it.
can_write() {
    place=$1
    while [ ! -e "$place" ]; do place=$(dirname -- "$place"); done
    [ -d "$place" ] && [ -w "$place" ]
}

# newer A B: whether version A is later than B, both X.Y.Z.
newer() {
    left=$1 right=$2
    for _ in 1 2 3; do
        [ "${left%%.*}" -eq "${right%%.*}" ] || {
            [ "${left%%.*}" -gt "${right%%.*}" ]
            return
        }
        left=${left#*.} right=${right#*.}
    done
    return 1
}

# versions: of the runtimes that this program made here, whole or not.
versions() {
    for folder in "$runtimes"/[0-9]*; do
        if [ -e "$folder/source" ] || [ -e "$folder/schema" ]; then
            say "${folder##*/}" | grep -x '[0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*' || true
        fi
    done
}

# newest_that_runs: its version, nothing if there is none.
newest_that_runs() {
    best=0.0.0
    for candidate in $(versions); do
        if newer "$candidate" "$best" && runs "$runtimes/$candidate"; then best=$candidate; fi
    done
    [ "$best" = 0.0.0 ] || say "$best"
}

# ---- what is to be done

find_python() {
    for candidate in python3.13 python3.12 python3.11 python3.14 python3; do
        # Run it: a version manager's shim is on PATH for versions that are not there. -I: nothing of the current folder is imported.
        if "$candidate" -I -c 'import ssl, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            "$candidate" -I -c 'import sys; print(sys.executable)'
            return
        fi
    done
    return 1
}

decide_runtime() {
    version=$(sed -n 's/^__version__ = "\([0-9.]*\)"$/\1/p' "$root/src/codex_agent/__init__.py")
    [ -n "$version" ] || die "$root/src/codex_agent/__init__.py does not say its version"
    target=$runtimes/$version
    # One line that changes when a file changes that becomes part of the runtime.
    source=$(cd "$root" && find src/codex_agent hooks pyproject.toml requirements.lock requirements-build.lock -type f \
        ! -name '*.pyc' -print | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
    by='' python=''
    newest=$(newest_that_runs)
    if [ -n "$newest" ] && newer "$newest" "$version"; then
        say "A newer runtime is installed, $newest, and stays; this is $version."
        version=$newest target=$runtimes/$newest
        return
    fi
    if [ "$(cat "$target/source" 2>/dev/null || true)" = "$source" ] && runs "$target"; then
        return
    fi
    python=$(find_python) || python=
    if has uv; then
        by=uv
    elif [ -n "$python" ]; then
        by=pip
    else
        die "neither uv nor Python 3.11 or later is here (found: $(python3 --version 2>&1 || true))" \
            "install one of them (https://docs.astral.sh/uv/ or python3.11), then run this again"
    fi
    can_write "$target" || die "$runtimes cannot be written" "export CODEX_AGENT_HOME=<a folder that you can write>"
    case $by in
    uv) plan "runtime  codex-agent $version in $target, by uv; packages from PyPI" ;;
    pip) plan "runtime  codex-agent $version in $target, by $("$python" --version) and pip; packages from PyPI" ;;
    esac
}

# runs RUNTIME: whether it is whole enough to answer.
runs() {
    [ -x "$1/bin/python" ] && [ -s "$1/schema" ] && "$1/bin/python" -I -c 'import codex_agent.cli.app' >/dev/null 2>&1
}

decide_links() {
    links=
    [ -n "$with_links" ] || return 0
    for name in codex-agent codex-bg; do
        [ "$(readlink -- "$bin/$name")" != "$target/bin/$name" ] || continue
        # In this order: another installation may make or remove its link between two looks.
        is_link_of_ours "$bin/$name" || ! { [ -e "$bin/$name" ] || [ -L "$bin/$name" ]; } ||
            die "$bin/$name is there and was not made by this program; nothing was changed" \
                "move it away, or leave the links out: --no-links"
        links="$links $name"
    done
    [ -z "$links" ] && return
    can_write "$bin" || die "$bin cannot be written" "leave the links out: --no-links"
    plan "links    $bin:$links"
}

decide_codex() {
    npm_prefix='' npm_missing=''
    if [ -z "$with_codex" ] || has codex; then
        return
    fi
    if ! has npm; then
        npm_missing=1
        return
    fi
    npm_cache=$(mktemp -d) # npm writes there whatever it is asked
    npm_prefix=$(npm prefix -g --cache "$npm_cache" 2>/dev/null) || npm_prefix=
    rm -rf -- "$npm_cache"
    if [ -z "$npm_prefix" ] || ! can_write "$npm_prefix/lib/node_modules" || ! can_write "$npm_prefix/bin"; then
        npm_prefix=$HOME/.local
    fi
    if [ -x "$npm_prefix/bin/codex" ]; then # only PATH is missing
        npm_prefix=
        return
    fi
    plan "codex    npm install -g @openai/codex, in $npm_prefix"
}

decide_tmux() {
    tmux_by=
    if [ -z "$with_tmux" ] || has tmux; then
        return
    fi
    if has brew; then
        tmux_by=brew
        plan "tmux     brew install tmux"
        return
    fi
    for manager in apt-get dnf pacman; do
        if has "$manager"; then
            if is_root; then
                tmux_by=$manager
                plan "tmux     by $manager"
            fi
            return
        fi
    done
}

plan() {
    steps="$steps  $*
"
}

# agree QUESTION: returns if the answer is yes, else ends the program.
agree() {
    [ -z "$yes" ] || return 0
    # What matters is whether somebody can see the question and answer it; standard input may be this very file.
    if [ -t 1 ] && (: </dev/tty) 2>/dev/null; then
        printf '\n%s [y/N] ' "$1"
        read -r answer </dev/tty || answer=
        case $answer in
        [yY] | [yY][eE][sS]) return 0 ;;
        esac
        say "Nothing was changed."
        exit 1
    fi
    die "there is no terminal to ask on; nothing was changed" "pass --yes to go on, or --dry-run to look"
}

# ---- doing it

# begin: a temporary folder in the place where the runtime will stand, so that a rename is all it takes at the end.
begin() {
    stage=
    for _ in 1 2 3 4 5; do # another installation that failed may take the empty folders away again
        (umask 077 && mkdir -p -- "$home") || die "cannot make the folder $home"
        mkdir -p -- "$runtimes" 2>/dev/null && stage=$(mktemp -d "$runtimes/.new-$$.XXXXXX" 2>/dev/null) && break
    done
    [ -n "$stage" ] || die "cannot make a folder in $runtimes"
    sweep
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    cd "$stage" # uv and npm look for settings in the folder where they are called
}

# sweep: what installations that were killed have left.
sweep() {
    for left in "$runtimes"/.new-*; do
        owner=${left##*/.new-}
        if [ -d "$left" ] && ! kill -0 "${owner%%.*}" 2>/dev/null; then rm -rf -- "$left"; fi
    done
}

# shellcheck disable=SC2329 # called by a trap
clean_up() {
    cd / && rm -rf -- "$stage"
    rmdir -- "$runtimes" "$home" 2>/dev/null || true # where nothing came of it
}

install_runtime() {
    new=$stage/runtime
    case $by in
    uv)
        say "Making the runtime with uv"
        if ! build_by_uv; then
            [ -n "$python" ] || die "uv could not make the runtime; its own words are above"
            say "uv could not; trying $python and pip"
            rm -rf -- "$new" "$stage/build"
            build_by_pip
        fi
        ;;
    pip)
        say "Making the runtime with $("$python" --version) and pip"
        build_by_pip
        ;;
    esac
    for script in "$new"/bin/*; do # their first line names a folder that is about to be renamed
        case ${script##*/} in
        python*) ;;
        *) rm -f -- "$script" ;;
        esac
    done
    write_command codex-agent codex_agent
    write_command codex-bg codex_agent.background
    printf '%s\n' "$source" >"$new/source"
    # Last: a launcher takes a runtime that has this file.
    "$new/bin/python" -I -c 'from codex_agent.database import SCHEMA_VERSION; print(SCHEMA_VERSION)' >"$new/schema"
    runs "$new" || die "the new runtime does not run; nothing was changed"
    # Under a lock: of two installations at once, one would look for what the other has just taken away. The same runtime that
    # another has made meanwhile stays: who is killed between the two renames must not take away what that one said to be installed.
    "$new/bin/python" -I -c '
import fcntl, os, signal, subprocess, sys
new, target, old, made = sys.argv[1:]
def source(runtime):
    try:
        return os.path.getsize(runtime + "/schema") and open(runtime + "/source").read()
    except OSError:
        return None
def runs(runtime):
    command = [runtime + "/bin/python", "-I", "-c", "import codex_agent.cli.app"]
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False
with open(made, "a") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if source(target) == source(new) and runs(target):
        sys.exit()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    there = os.path.lexists(target)
    if there:
        os.rename(target, old)
    try:
        os.rename(new, target)
    except OSError:
        if there:
            os.rename(old, target)
        raise' "$new" "$target" "$stage/old" "$made" || die "$target could not be put in its place; the reason is above"
    say "Installed $target"
    # One that runs from the files that were replaced would load others from now on. The next command starts the new one; jobs go on.
    runtime=$target
    end_supervisor 2>/dev/null || true # another installation may be changing it again
}

build_by_uv() {
    uv venv --quiet --no-project --python '>=3.11' "$new" &&
        uv pip install --quiet --compile-bytecode --python "$new/bin/python" --require-hashes -r "$root/requirements.lock" &&
        uv pip install --quiet --target "$stage/build" --python "$new/bin/python" --require-hashes \
            -r "$root/requirements-build.lock" &&
        build_wheel &&
        uv pip install --quiet --compile-bytecode --python "$new/bin/python" --offline --no-deps "$stage"/dist/*.whl
}

build_by_pip() {
    "$python" -m venv --without-pip "$new"
    # Debian's Python has neither pip nor ensurepip. It gets a folder of its own: the runtime has no use for it later.
    wheel=$("$python" "$root/scripts/fetch_pip.py" "$stage") || exit 1
    "$new/bin/python" "$wheel/pip" install --quiet --no-index --no-deps --no-compile --no-cache-dir --target "$stage/pip" "$wheel"
    pip_install --require-hashes -r "$root/requirements.lock"
    pip_install --no-compile --target "$stage/build" --require-hashes -r "$root/requirements-build.lock"
    build_wheel
    pip_install --no-index --no-deps "$stage"/dist/*.whl
}

pip_install() {
    PYTHONPATH=$stage/pip "$new/bin/python" -m pip install --quiet --no-cache-dir "$@"
}

# The backend itself, called without pip's isolated build, which would fetch it a second time and unlocked.
build_wheel() {
    words=$(cd "$root" && PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$stage/build "$new/bin/python" -m hatchling build -t wheel -d "$stage/dist" 2>&1) || {
        printf '%s\n' "$words" >&2
        return 1
    }
}

write_command() { # NAME MODULE
    printf '#!/bin/sh\n# Made by install.sh of codex-orchestrator.\nexec %s -I -m %s "$@"\n' \
        "$(quoted "$target/bin/python")" "$2" >"$new/bin/$1"
    chmod 755 "$new/bin/$1"
}

install_links() {
    make_folder "$bin"
    for name in $links; do
        note link "$bin/$name" # first: what is noted and not there does no harm
        if is_link_of_ours "$bin/$name"; then
            note link "$bin/.$name.$$"
            ln -s -- "$target/bin/$name" "$bin/.$name.$$" && mv -f -- "$bin/.$name.$$" "$bin/$name"
        else
            ln -s -- "$target/bin/$name" "$bin/$name" 2>/dev/null
        fi ||
            [ "$(readlink -- "$bin/$name")" = "$target/bin/$name" ] || # another installation was quicker
            die "cannot make the link $bin/$name"
        say "Linked $bin/$name"
    done
}

install_codex() {
    say "Installing the Codex CLI with npm in $npm_prefix"
    make_folder "$npm_prefix/bin"
    make_folder "$npm_prefix/lib/node_modules"
    note npm "$npm_prefix"
    # npm's own cache would keep another copy of the client, which is large.
    locked npm install -g --prefix "$npm_prefix" --cache "$stage/npm" --no-audit --no-fund --no-update-notifier --loglevel=error \
        @openai/codex >/dev/null || die "npm could not install @openai/codex; its own words are above" "--no-codex leaves it out"
    # npm counts a platform package that does not arrive as success; only running the client tells.
    HOME=$stage "$npm_prefix/bin/codex" --version >/dev/null ||
        die "the Codex CLI was installed but does not run on this machine ($(uname -sm))" \
            "npm must be allowed to install optional packages; then: npm install -g @openai/codex"
}

# locked COMMAND: while no other installation changes the runtime or calls npm, which fails beside another in the same folder.
locked() {
    "$target/bin/python" -I -c '
import fcntl, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
with open(sys.argv[1], "a") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    sys.exit(subprocess.call(sys.argv[2:]))' "$made" "$@"
}

install_tmux() {
    say "Installing tmux with $tmux_by"
    case $tmux_by in
    brew) brew install --quiet tmux ;;
    apt-get) apt_install || { apt-get update -qq && apt_install; } ;;
    dnf) dnf install -y -q tmux ;;
    pacman) pacman -S --noconfirm --needed tmux ;;
    esac || {
        say "Note: tmux could not be installed. Jobs run without it."
        return
    }
    note tmux "$tmux_by"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tmux >/dev/null 2>&1
}

# jobs_and_supervisor RUNTIME: "JOBS SUPERVISOR": how many jobs live, and 1 if a supervisor does. Runtimes of all versions know these words.
jobs_and_supervisor() {
    CODEX_AGENT_HOME=$home "$1/bin/python" -I -c '
from codex_agent import checkup, client, paths
home = paths.default_home()
print(checkup.live_jobs(home), int(client.alive(home)))'
}

# A job that runs has programs of its runtime running; so has a supervisor until it leaves.
remove_old_runtimes() {
    for candidate in $(versions); do
        newer "$version" "$candidate" || continue
        old=$runtimes/$candidate
        case $(jobs_and_supervisor "$target" 2>/dev/null) in
        '') ;; # another installation changes it at this moment, and will look itself
        '0 0')
            rm -rf -- "$old"
            say "Removed the older runtime $old"
            ;;
        *) say "Kept the older runtime $old, which running jobs may need; run this again later to remove it" ;;
        esac
    done
}

install() {
    steps=
    decide_runtime
    decide_links
    decide_codex
    decide_tmux
    if [ -n "$steps" ]; then
        say "codex-agent $version, for $HOME:"
        printf '%s' "$steps"
        if [ -n "$dry_run" ]; then
            say "Nothing was changed (--dry-run)."
            return
        fi
        agree "Go on?"
        begin
        [ -z "$by" ] || install_runtime
        [ -z "$links" ] || install_links
        [ -z "$npm_prefix" ] || install_codex
        [ -z "$tmux_by" ] || install_tmux
    else
        say "codex-agent $version is installed."
        [ -z "$dry_run" ] || return 0
        sweep
    fi
    remove_old_runtimes
    farewell
}

farewell() {
    if [ -n "$with_links" ] && ! on_path "$bin"; then
        say "Note: $bin is not on your PATH. For this shell, and in your shell's start-up file for all later ones:"
        # shellcheck disable=SC2016 # the user's shell expands it
        say '  export PATH="$HOME/.local/bin:$PATH"'
    fi
    if [ -n "$npm_prefix" ] && [ "$npm_prefix/bin" != "$bin" ] && ! on_path "$npm_prefix/bin"; then
        say "Note: codex is in $npm_prefix/bin, which is not on your PATH"
    fi
    if [ -n "$with_tmux" ] && ! has tmux && [ -z "$tmux_by" ]; then
        say "Note: tmux is not here. Jobs run without it; to look at them in a window, install it with your system's package manager."
    fi
    [ -z "$npm_missing" ] ||
        die "everything is installed but the Codex CLI: npm is missing" \
            "install Node.js 18 or later with npm and run this again, or install codex yourself"
    say "Next: codex login, then codex-agent health"
}

# ---- undoing it

STATE="state.db state.db-wal state.db-shm supervisor.sock supervisor.lock supervisor.start supervisor.log supervisor.log.1
crash.log jobs servers clients"

# has_state: whether jobs were ever kept here; folders called jobs, servers and clients have other people, too.
has_state() {
    for name in $STATE; do
        case $name in
        jobs | servers | clients) ;;
        *) if [ -e "$home/$name" ] || [ -L "$home/$name" ]; then return 0; fi ;;
        esac
    done
    return 1
}

uninstall() {
    steps=
    if [ -n "$(versions)" ] || [ -e "$made" ] || is_there "$runtimes"/.new-*; then plan "the runtimes in $runtimes"; fi
    while read -r path; do
        if [ -n "$path" ] && is_link_of_ours "$path"; then plan "the link $path"; fi
    done <<END
$(of_kind link)
END
    while read -r path; do
        [ -z "$path" ] || plan "the Codex CLI that was installed in $path (your login stays)"
    done <<END
$(of_kind npm)
END
    if [ -n "$purge" ] && ! has_state; then
        say "There is no state of jobs in $home."
        purge=
    fi
    [ -z "$purge" ] || plan "the state of all jobs in $home"
    if [ -z "$steps" ]; then
        say "Nothing of codex-agent is installed in $home."
        return
    fi
    refuse_while_jobs_run
    say "To be removed:"
    printf '%s' "$steps"
    if [ -n "$dry_run" ]; then
        say "Nothing was changed (--dry-run)."
        return
    fi
    agree "Remove all that?"
    tmux_by=$(of_kind tmux)
    end_supervisor
    remove_what_was_made
    if [ -n "$purge" ]; then
        for name in $STATE; do rm -rf -- "${home:?}/$name"; done
        # What hooks have noted of sessions; the folder may be somebody else's, too.
        for kind in told waiter client earlier hint; do rm -f -- "${home:?}/sessions"/*."$kind"; done
        rmdir -- "$home/sessions" 2>/dev/null || true
        rmdir -- "$home/worktrees" 2>/dev/null || true
    fi
    rmdir -- "$home" 2>/dev/null || true
    say "codex-agent is removed."
    [ -z "$tmux_by" ] || say "tmux, installed with $tmux_by, is your system's and stays."
    if [ -n "$purge" ]; then
        if [ -d "$home/worktrees" ]; then say "What agents changed in their worktrees stays in $home/worktrees; git worktree list, in a repository, names its own."; fi
    elif [ -d "$home" ]; then
        say "The state of your jobs stays in $home; --uninstall --purge removes it."
    fi
}

refuse_while_jobs_run() {
    runtime=$(newest_that_runs)
    [ -n "$runtime" ] || return 0
    runtime=$runtimes/$runtime
    jobs=$(jobs_and_supervisor "$runtime" 2>/dev/null) ||
        die "the runtime $runtime cannot say whether jobs run; nothing was changed" "use the install.sh of its version"
    [ "${jobs% *}" = 0 ] || die "${jobs% *} jobs are running; nothing was changed" "codex-agent kill --all, then run this again"
}

# It, and a client's server that it keeps, would stay for a minute after the last job, and needs nothing that is not on disk.
# The runtime may be of another version, with other words for this; then it leaves by itself.
end_supervisor() {
    [ -n "$runtime" ] || return 0
    CODEX_AGENT_HOME=$home "$runtime/bin/python" -I -c '
try:
    from codex_agent import client, paths
    client.dismiss(paths.default_home())
except Exception as error:
    print(f"Note: the background supervisor could not be asked to leave: {error}")'
}

remove_codex() { # PREFIX
    cache=$(mktemp -d "$runtimes/.npm-XXXXXX")
    npm uninstall -g --prefix "$1" --cache "$cache" --no-audit --no-fund --no-update-notifier --loglevel=error @openai/codex \
        </dev/null >/dev/null || say "Note: npm could not remove the Codex CLI from $1"
    rmdir -- "$1/lib/node_modules/@openai" 2>/dev/null || true
}

remove_what_was_made() {
    while read -r path; do
        if [ -n "$path" ] && is_link_of_ours "$path"; then rm -f -- "$path"; fi
    done <<END
$(of_kind link)
END
    while read -r path; do
        [ -z "$path" ] || remove_codex "$path"
    done <<END
$(of_kind npm)
END
    folders=$(of_kind folder)
    for candidate in $(versions); do rm -rf -- "${runtimes:?}/$candidate"; done
    sweep
    rm -rf -- "${runtimes:?}"/.npm-* "$made"
    [ ! -d "$runtimes" ] || rmdir -- "$runtimes" 2>/dev/null || say "Note: $runtimes stays: what is in it was not made by this program."
    while read -r path; do
        [ -z "$path" ] || rmdir -- "$path" 2>/dev/null || true # not empty: others use it
    done <<END
$folders
END
}

of_kind() { # KIND: its noted paths, newest first
    [ ! -e "$made" ] || sed -n "s/^$1 //p" "$made" | sed -n '1!G;h;$p'
}

main() {
    parse "$@"
    find_places
    if [ -n "$uninstall" ]; then uninstall; else install; fi
}

{ main "$@"; exit; }
