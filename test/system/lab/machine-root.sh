#!/bin/sh
# A machine's own file system: this one as it is, with a writable layer in memory on top, and its own /run, /dev, /sys.
# Runs in a new mount namespace (nothing here reaches the outside) and, in it, in the machine's network namespace.
#   machine-root.sh MOUNTPOINT NETNS
set -eu
top=$1 netns=$2

mount -t tmpfs -o mode=755 tmpfs "$top"
mkdir "$top/upper" "$top/work" "$top/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$top/upper,workdir=$top/work" "$top/root"
cd "$top/root"

mount --rbind /proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
mkdir -m 1777 dev/shm

# keepalived's net_namespace looks the name up here.
mkdir -p run/netns
touch "run/netns/$netns"
mount --bind /proc/self/ns/net "run/netns/$netns"
# What Debian's tmpfiles.d makes at boot.
install -d -m 2775 -o haproxy -g haproxy run/haproxy

mkdir -p mnt
pivot_root . mnt
umount -l /mnt
echo ready
exec sleep infinity
