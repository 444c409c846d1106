#!/bin/sh
# Builds dist/microdesk (the program in one folder), proves that it does its main job, and wraps it into a .deb.
set -eu
cd "$(dirname "$0")/../.."
lists=resources/packaging
version=$(.venv/bin/python -c 'import microdesk_desktop; print(microdesk_desktop.__version__)')
architecture=$(dpkg --print-architecture)
# The same sources give the same package: every date in it is that of the last commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0

.venv/bin/pyinstaller --noconfirm --log-level ERROR --workpath build/pyinstaller --distpath dist build.spec
dist/microdesk/microdesk --version
env -u DISPLAY -u WAYLAND_DISPLAY dist/microdesk/microdesk demo --output build/demo

tree=build/deb
rm -rf $tree
mkdir -p $tree/DEBIAN $tree/usr/bin $tree/usr/lib $tree/usr/share/applications \
    $tree/usr/share/icons/hicolor/scalable/apps $tree/usr/share/doc/microdesk
cp -r dist/microdesk $tree/usr/lib/microdesk
ln -s ../lib/microdesk/microdesk $tree/usr/bin/microdesk
cp $lists/microdesk.desktop $tree/usr/share/applications/
cp $lists/microdesk.svg $tree/usr/share/icons/hicolor/scalable/apps/
cp LICENSE $tree/usr/share/doc/microdesk/copyright
needed=$(awk '!/^#/ && $2 == "run" && $1 != "python3-venv" {printf "%s%s", separator, $1; separator = ", "}' $lists/debian.txt)
cat > $tree/DEBIAN/control <<CONTROL
Package: microdesk
Version: $version
Architecture: $architecture
Maintainer: MicroDesk Desktop maintainers <noreply@microdesk.invalid>
Installed-Size: $(du -sk $tree/usr | cut -f1)
Depends: libc6, $needed
Recommends: gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: back office of a French freelancer, on their own computer
 Clients, invoices, receipts and expenses, and a bank account whose transactions
 find what they pay. Local, encrypted, revocable.
CONTROL
chmod -R u+rwX,go+rX,go-w $tree
find $tree -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build $tree "dist/microdesk_${version}_$architecture.deb"
