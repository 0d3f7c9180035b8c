#!/bin/sh
# Prints where Chromium lies: named by CHROMIUM, or the machine's own. Debian's is installed where it is missing and we may.
set -e
if [ -n "$CHROMIUM" ]; then
  echo "$CHROMIUM"
  exit
fi
if ! command -v chromium >/dev/null 2>&1; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need Chromium. Install it (Debian: apt-get install chromium), or name one: make CHROMIUM=/path/to/chromium ..." >&2
    exit 2
  fi
  echo "Installing Chromium ..." >&2
  {
    apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends chromium fonts-liberation
  } >&2
fi
command -v chromium
