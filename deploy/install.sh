#!/bin/bash
# 安装或更新回音的程序：系统软件、用户、目录、数据库、程序、systemd 单元、nginx 站点。可以重复运行，已有的设置不动。
#   deploy/install.sh --domain huiyin.example.gov.cn [--bundle 安装包.tar.gz] [--python python3.11] [--without-packages]
# 不写 --bundle：在解开的安装包里运行就装它自己；在源码目录里运行就先做一个（要上网）。
# --without-packages：系统软件已经装好，不调用 apt、dnf。
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PROGRAMS=/opt/huiyin
SETTINGS=/etc/huiyin
DATA=/var/lib/huiyin
LOGS=/var/log/huiyin
DOMAIN='' BUNDLE='' PYTHON='' PACKAGES=1
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

say() { echo "── $*"; }
fail() {
    echo "没有装好：$*" >&2
    exit 1
}

read_arguments() {
    while [ $# -gt 0 ]; do
        case "$1" in
            --domain) DOMAIN=${2:?}; shift 2 ;;
            --bundle) BUNDLE=$(realpath "${2:?}"); shift 2 ;;
            --python) PYTHON=${2:?}; shift 2 ;;
            --without-packages) PACKAGES=0; shift ;;
            *) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
        esac
    done
    [ "$(id -u)" = 0 ] || fail "请用 sudo 运行。"
    [ -n "$DOMAIN" ] || fail "请用 --domain 写明网站的域名。"
    [[ $DOMAIN =~ ^[A-Za-z0-9.-]+$ ]] || fail "域名 $DOMAIN 写得不对：只写域名，不带 https:// 和斜线。"
}

# ── 系统软件 ──
install_packages() {
    [ "$PACKAGES" = 1 ] || return 0
    say "系统软件"
    if command -v apt-get >/dev/null; then
        local wanted=(python3 python3-venv postgresql redis-server nginx openssl logrotate)
        # With everything there already no network is asked for.
        if ! dpkg -s "${wanted[@]}" >/dev/null 2>&1; then
            apt-get update -q
            DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${wanted[@]}"
        fi
    elif command -v dnf >/dev/null; then
        local wanted=(python3 postgresql-server redis nginx openssl logrotate)
        rpm -q "${wanted[@]}" >/dev/null 2>&1 || dnf install -y "${wanted[@]}"
        [ -e /var/lib/pgsql/data/PG_VERSION ] || postgresql-setup --initdb
    else
        fail "这台机器没有 apt 和 dnf。请自行装好 Python 3.11、PostgreSQL、Redis、nginx，再加 --without-packages 运行。"
    fi
    if [ -d /run/systemd/system ]; then
        systemctl enable --quiet --now postgresql
        systemctl enable --quiet --now redis-server 2>/dev/null || systemctl enable --quiet --now redis
    fi
}

find_python() {
    local one
    for one in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3}; do
        if command -v "$one" >/dev/null && "$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && fits "$one"; then
            PYTHON=$(command -v "$one")
            return
        fi
    done
    fail "没有找到合用的 Python（要 3.11 以上，且与安装包的 $(cat "$SOURCE/PLATFORM" 2>/dev/null || echo 版本) 一致）。"
}

# Whether this Python is the one that the wheels of the bundle are for.
fits() {
    [ ! -e "$SOURCE/PLATFORM" ] || [ "$(cat "$SOURCE/PLATFORM")" = "$("$1" -c \
        'import sys, sysconfig; print("py%d%d" % sys.version_info[:2], sysconfig.get_platform(), sep="-")')" ]
}

# ── 用户和目录 ──
make_user_and_places() {
    say "用户和目录"
    getent group huiyin >/dev/null || groupadd --system huiyin
    id huiyin >/dev/null 2>&1 ||
        useradd --system --gid huiyin --home-dir "$DATA" --no-create-home --shell "$(command -v nologin)" huiyin
    install -d -m 0755 "$PROGRAMS" "$PROGRAMS/releases"
    install -d -m 0750 -o root -g huiyin "$SETTINGS"
    install -d -m 0700 "$SETTINGS/tls"
    # nginx passes through to static/; whatever else is there is readable by its owner alone.
    install -d -m 0711 -o huiyin -g huiyin "$DATA"
    install -d -m 0750 -o root -g adm "$LOGS"
    install -d -m 0755 /etc/nginx/huiyin.d
}

# ── 程序 ──
find_source() {
    if [ -n "$BUNDLE" ]; then
        say "解开安装包"
        tar -xzf "$BUNDLE" -C "$WORK" --no-same-owner
        SOURCE=$(echo "$WORK"/huiyin-*)
    elif [ -d "$HERE/wheels" ]; then
        SOURCE=$HERE
    else
        SOURCE=$HERE
        find_python
        say "做安装包（要上网）"
        sh "$HERE/deploy/bundle.sh" --python "$PYTHON" --output "$WORK"
        tar -xzf "$WORK"/huiyin-*.tar.gz -C "$WORK" --no-same-owner
        SOURCE=$(find "$WORK" -mindepth 1 -maxdepth 1 -type d -name 'huiyin-*')
    fi
    [ -e "$SOURCE/SHA256SUMS" ] || fail "$SOURCE 不是完整的安装包。"
    (cd "$SOURCE" && sha256sum --quiet --check SHA256SUMS) || fail "安装包已损坏或被改动，请重新取得。"
}

install_release() {
    local version release unfinished
    version=$(cat "$SOURCE/VERSION")
    release=$PROGRAMS/releases/$version
    if [ ! -e "$release/.complete" ]; then
        say "程序 $version"
        # A virtual environment knows where it stands, so that it is made at its place.
        rm -rf "$release"
        cp -R "$SOURCE" "$release"
        chown -R root:root "$release"
        chmod -R u=rwX,go=rX "$release"
        "$PYTHON" -m venv "$release/.venv"
        "$release/.venv/bin/pip" install --quiet --disable-pip-version-check --no-index -f "$release/wheels" \
            --require-hashes --requirement "$release/requirements.lock"
        rm -rf "$release/wheels"
        unfinished=$(mktemp -d)
        (cd "$release" && VAR_DIR=$unfinished DATABASE_URL=postgresql:///none DJANGO_SETTINGS_MODULE=config.settings \
            .venv/bin/python manage.py catalogue --compile >/dev/null)
        rm -rf "$unfinished"
        (cd "$release" && .venv/bin/python -m compileall -q manage.py config interaction requests_app mailbox hotline)
        chmod -R go=rX "$release"
        touch "$release/.complete"
    fi
    ln -sfn "$release" "$PROGRAMS/.current"
    mv -T "$PROGRAMS/.current" "$PROGRAMS/current"
    RELEASE=$release
}

# ── 设置和数据库 ──
write_settings() {
    install -m 0755 "$RELEASE/deploy/huiyin" /usr/bin/huiyin
    if [ ! -e "$SETTINGS/huiyin.env" ]; then
        say "设置：$SETTINGS/huiyin.env"
        sed "s/huiyin\.example\.gov\.cn/$DOMAIN/" "$RELEASE/deploy/huiyin.env.example" >"$WORK/huiyin.env"
        install -m 0640 -o root -g huiyin "$WORK/huiyin.env" "$SETTINGS/huiyin.env"
    fi
}

as_postgres() { (cd / && runuser -u postgres -- psql --quiet --no-psqlrc --tuples-only --no-align "$@"); }

# The roles and the database as interaction/database/roles.py tells them, with passwords that nobody has to type.
make_database() {
    # An external one is its administrator's to make.
    grep -q "^DATABASE_URL='postgresql://huiyin_app:密码@127.0.0.1:5432/huiyin'" "$SETTINGS/huiyin.env" || return 0
    say "数据库"
    local port owner application
    # Where there was a PostgreSQL before, Debian gives the next one another port.
    port=$(as_postgres -c "SHOW port")
    owner=$(openssl rand -hex 24) application=$(openssl rand -hex 24)
    (cd "$RELEASE" && .venv/bin/python -m interaction.database.roles) |
        sed -e "s/^\\\\password huiyin_owner$/ALTER ROLE huiyin_owner PASSWORD '$owner';/" \
            -e "s/^\\\\password huiyin_app$/ALTER ROLE huiyin_app PASSWORD '$application';/" |
        as_postgres --set ON_ERROR_STOP=1 --file - || fail "没有建成数据库，见上。"
    printf "OWNER_DATABASE_URL='postgresql://huiyin_owner:%s@127.0.0.1:%s/huiyin'\n" "$owner" "$port" >"$WORK/owner.env"
    install -m 0600 "$WORK/owner.env" "$SETTINGS/owner.env"
    sed -i "s|^DATABASE_URL=.*|DATABASE_URL='postgresql://huiyin_app:$application@127.0.0.1:$port/huiyin'|" "$SETTINGS/huiyin.env"
}

# ── 服务 ──
install_services() {
    say "systemd 单元、日志"
    install -d /etc/systemd/system/huiyin-.service.d /etc/systemd/journald.conf.d
    install -m 0644 "$RELEASE"/deploy/systemd/*.service "$RELEASE"/deploy/systemd/*.target /etc/systemd/system/
    install -m 0644 "$RELEASE"/deploy/systemd/huiyin-.service.d/*.conf /etc/systemd/system/huiyin-.service.d/
    install -m 0644 "$RELEASE"/deploy/systemd/journald.conf.d/huiyin.conf /etc/systemd/journald.conf.d/
    install -m 0644 "$RELEASE/deploy/logrotate/huiyin" /etc/logrotate.d/huiyin
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl restart systemd-journald
    fi
}

# Until the office's certificate is there, one that no browser trusts: nginx starts, and everybody sees what is missing.
make_certificate() {
    [ ! -e "$SETTINGS/tls/fullchain.pem" ] || return 0
    say "临时证书（浏览器会警告，请换成正式证书）"
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$DOMAIN" -addext "subjectAltName=DNS:$DOMAIN" \
        -keyout "$SETTINGS/tls/privkey.pem" -out "$SETTINGS/tls/fullchain.pem" 2>/dev/null
    chmod 0600 "$SETTINGS/tls/privkey.pem"
}

install_site() {
    local site=/etc/nginx/conf.d/huiyin.conf
    say "nginx 站点"
    make_certificate
    sed -e "s|\${HUIYIN_DOMAIN}|$DOMAIN|g" \
        -e "s|\${HUIYIN_WEB}|127.0.0.1:8000|g" \
        -e "s|\${HUIYIN_LIVE}|127.0.0.1:8001|g" \
        -e "s|\${HUIYIN_STATIC}|$DATA/static|g" \
        -e "s|\${HUIYIN_TLS}|$SETTINGS/tls|g" \
        -e "s|\${HUIYIN_ERRORS}|$PROGRAMS/current/deploy/nginx/errors|g" \
        -e "s|\${HUIYIN_LOGS}|$LOGS|g" \
        "$RELEASE/deploy/nginx/huiyin.conf" >"$site"
    # Debian's own first site takes the same place.
    rm -f /etc/nginx/sites-enabled/default
    nginx -t -q || fail "nginx 站点有误，见上。"
    if [ -d /run/systemd/system ]; then
        systemctl enable --quiet nginx
        systemctl reload-or-restart nginx
    fi
}

what_next() {
    cat <<END

程序已装好：$RELEASE
接下来（详见 docs/deployment.md）：
  1. 核对设置          sudoedit $SETTINGS/huiyin.env
  2. 放入正式证书      $SETTINGS/tls/fullchain.pem、privkey.pem
  3. 建表              sudo huiyin prepare
  4. 设立机关和管理员  sudo huiyin setup_office
  5. 检查              sudo huiyin doctor
  6. 启动              sudo systemctl enable --now huiyin.target
END
}

read_arguments "$@"
install_packages
find_source
find_python
make_user_and_places
install_release
write_settings
make_database
install_services
install_site
what_next
