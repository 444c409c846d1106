#!/bin/sh
# Makes .venv ready to `run` or to `test`, or build/venv to `build`: system packages of debian.txt, the locked Python
# packages, the public model that tests compare with, then the English catalogue. Does nothing, quickly, when it was
# already done for the same lists and texts.
set -eu
cd "$(dirname "$0")/../.."
purpose=$1
lists=resources/packaging
venv=.venv
model=tests/real/urssaf
model_lock=
python_candidates="${PYTHON:-python3} python3.11 python3.12 python3.13 /usr/bin/python3"
case $purpose in
    run) purposes=run lock=$lists/requirements.txt ;;
    test) purposes='run|test' lock=$lists/requirements-dev.txt model_lock=$model/package-lock.json ;;
    # The package is made of the lock alone, with the system's own Python, which the system keeps mended.
    build) purposes='run|package|recommend|build' lock=$lists/requirements-build.txt venv=build/venv
        python_candidates=${PYTHON:-/usr/bin/python3} ;;
    *) echo "usage: setup.sh run|test|build" >&2; exit 2 ;;
esac

wanted=$(cat $lists/debian.txt "$lock" $lists/setup.sh $model_lock | sha256sum)
stamp=$venv/ready-to-$purpose

compile_catalogue() {
    compiled=resources/i18n/en/LC_MESSAGES/microdesk.mo
    if [ -f $compiled ] && [ -z "$(find resources/i18n tests/tools/catalogue.py -newer $compiled -name '*.p[oy]')" ]; then return; fi
    $venv/bin/python -m tests.tools.catalogue --compile
}

if [ -x $venv/bin/python ] && [ "$(cat $stamp 2>/dev/null)" = "$wanted" ]; then
    compile_catalogue
    exit 0
fi

install_system_packages() {
    command -v dpkg-query >/dev/null || { echo "Not a Debian system: $lists/debian.txt names what must be installed."; return; }
    missing=
    for package in $(awk -v p="(^|,)($purposes)(,|$)" '!/^#/ && $2 ~ p {print $1}' $lists/debian.txt); do
        case $package in
            # Others than Debian package both in one.
            nodejs) command -v node >/dev/null && continue ;;
            npm) command -v npm >/dev/null && continue ;;
        esac
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        if ! command -v sudo >/dev/null || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
            echo "These system packages are missing, and only root may install them:" >&2
            echo "    apt-get install --no-install-recommends$missing" >&2
            exit 1
        fi
    fi
    echo "Installing system packages:$missing"
    $as_root apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $missing >/dev/null
}

find_python() {
    for name in $python_candidates; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or later with its venv module is needed, and was not found." >&2
    exit 1
}

install_public_model() {
    command -v npm >/dev/null || { echo "npm was not found: contributions are not compared with URSSAF's public model."; return; }
    echo "Installing URSSAF's public model of contributions"
    mkdir -p $venv/urssaf
    cp $model/package.json $model/package-lock.json $venv/urssaf
    (cd $venv/urssaf && npm ci --ignore-scripts --no-audit --no-fund --silent)
}

install_system_packages
if [ "$purpose" = build ] || ! $venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(find_python)
    "$python" -m venv --clear $venv
fi
echo "Installing the locked Python packages of $lock"
$venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
    --report $venv/wheels.json -r "$lock"
[ "$purpose" != test ] || install_public_model
compile_catalogue
echo "$wanted" > $stamp
[ "$purpose" != test ] || cat $lists/debian.txt $lists/requirements.txt $lists/setup.sh | sha256sum > .venv/ready-to-run
