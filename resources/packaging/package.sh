#!/bin/sh
# Builds dist/microdesk (the program in one folder), proves that it does its main job and takes no code from outside,
# and wraps it into a .deb with its licences and an SBOM. The same sources give the same bytes.
set -eu
cd "$(dirname "$0")/../.."
umask 022
lists=resources/packaging
python=build/venv/bin/python
version=$($python -c 'import microdesk_desktop; print(microdesk_desktop.__version__)')
architecture=$(dpkg --print-architecture)
name=microdesk_${version}_$architecture
# Every date in the package is that of the last commit, and no order depends on a hash.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 LC_ALL=C.UTF-8 TZ=UTC
bundle() { $python -m resources.packaging.bundle "$@"; }

rm -rf build/pyinstaller build/described dist
mkdir -p build/described
CARRIED=build/carried.json $python -m PyInstaller --noconfirm --clean --log-level ERROR \
    --workpath build/pyinstaller --distpath dist build.spec
gcc -std=c11 -Os -Wall -Wextra -Werror -static-pie -s -Wl,--build-id=none -o dist/microdesk/microdesk $lists/launcher.c
bundle describe dist/microdesk build/carried.json build/venv/wheels.json build/described
bundle check dist/microdesk

dist/microdesk/microdesk --version
env -u DISPLAY -u WAYLAND_DISPLAY dist/microdesk/microdesk demo --output build/demo
dist/microdesk/microdesk --read-workbook < tests/golden/containers/xlwt.xls | grep -q PAPETERIE
bundle window dist/microdesk/microdesk
bundle traps dist/microdesk/microdesk

tree=build/deb
rm -rf $tree
mkdir -p $tree/DEBIAN $tree/usr/bin $tree/usr/lib $tree/usr/share/applications \
    $tree/usr/share/icons/hicolor/scalable/apps $tree/usr/share/mime/packages $tree/usr/share/doc/microdesk
cp -R dist/microdesk $tree/usr/lib/microdesk
rm $tree/usr/lib/microdesk/NOTICES.txt
ln -s ../lib/microdesk/microdesk $tree/usr/bin/microdesk
cp $lists/microdesk.desktop $tree/usr/share/applications/
cp $lists/microdesk-mime.xml $tree/usr/share/mime/packages/microdesk.xml
cp resources/brand/microdesk.svg $tree/usr/share/icons/hicolor/scalable/apps/
cp build/described/copyright build/described/notices.txt.gz $tree/usr/share/doc/microdesk/
gzip --best --no-name --stdout CHANGELOG.md > $tree/usr/share/doc/microdesk/changelog.gz
size=$(find $tree/usr -type f -printf '%s\n' | awk '{kib += int(($1 + 1023) / 1024)} END {print kib}')
cat > $tree/DEBIAN/control <<CONTROL
Package: microdesk
Version: $version
Architecture: $architecture
Maintainer: MicroDesk Desktop maintainers <noreply@microdesk.invalid>
Installed-Size: $size
Depends: $(bundle depends dist/microdesk)
Recommends: gnome-keyring | kwalletmanager, $(bundle recommends)
Section: misc
Priority: optional
Description: back office of a French freelancer, on their own computer
 Clients, invoices, receipts and expenses, and a bank account whose transactions
 find what they pay. Local, encrypted, revocable.
CONTROL
(cd $tree && find usr -type f -print0 | sort -z | xargs -0 md5sum) > $tree/DEBIAN/md5sums
find $tree -type d -exec chmod 755 {} +
find $tree -type f -perm -u+x -exec chmod 755 {} +
find $tree -type f ! -perm -u+x -exec chmod 644 {} +
find $tree -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
# One thread: the compressed bytes would depend on the number of processors.
dpkg-deb --root-owner-group --threads-max=1 --build $tree "dist/$name.deb"
cp build/described/microdesk.cdx.json "dist/$name.cdx.json"
(cd dist && sha256sum "$name.deb" "$name.cdx.json" > "$name.sha256" && cat "$name.sha256")
