# What the server scripts share. README.md says how they behave.

# Sets $directory, where this server keeps everything: below $RESTANTE_SERVERS, else in a directory of the user's.
server_directory() {
    directory=${RESTANTE_SERVERS:-${TMPDIR:-/tmp}/restante-servers-$(id -u)}/$1
    mkdir -p "$directory"
    chmod 755 "$(dirname "$directory")" "$directory"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

secret() { head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# Of a server on loopback, signed by itself, once: certificate.pem and key.pem in $directory.
make_certificate() {
    if [ -f "$directory/certificate.pem" ]; then return; fi
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=127.0.0.1 \
        -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout "$directory/key.pem" \
        -out "$directory/certificate.pem" 2>"$directory/openssl.log" || { cat "$directory/openssl.log" >&2; exit 1; }
}

wait_for_port() {
    for _ in $(seq 100); do
        if python3 -c "import socket; socket.create_connection(('127.0.0.1', $1), 1)" 2>/dev/null; then break; fi
        sleep 0.1
    done
}

# Servers that refuse to run as root run as the user the package made; everybody else's run as they are.
run_unprivileged() {
    local user=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid="$user" --regid="$user" --init-groups "$@")
    else
        "$@"
    fi
}

give_to() {
    if [ "$(id -u)" = 0 ]; then chown -R "$1:$1" "$2"; fi
}

# Runs what puts itself into the background. It must not hold open what its starter reads from: whoever waits for the end of
# that, as ctest does, would wait for the end of the server.
start_daemon() {
    "$@" >"$directory/start.log" 2>&1 || { cat "$directory/start.log" >&2; return 1; }
}

# The same for what the starter has open otherwise.
close_inherited() {
    local number
    for number in $(ls /proc/$$/fd); do
        case $number in
        0 | 1 | 2 | 255) ;; # 255 is the script itself
        *) eval "exec $number>&-" ;;
        esac
    done
}

run_command() {
    case ${1:-} in
    start)
        # Tests that run side by side start the same server: one makes its settings, the others read them. The server itself must
        # not hold the lock.
        close_inherited
        exec 8>"$directory/lock"
        flock 8
        start 8>&-
        ;;
    stop) shift && stop "$@" ;;
    status)
        if is_running; then echo running; else
            echo stopped
            return 1
        fi
        ;;
    *)
        echo "usage: $(basename "$0") start|stop|status" >&2
        return 64
        ;;
    esac
}
