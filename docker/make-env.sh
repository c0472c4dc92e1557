#!/bin/sh
# make-env.sh [FILE]: writes .env (or FILE) with fresh secrets, once. One that is there is left alone: its secrets are in use.
set -eu
cd "$(dirname "$0")/.."
file=${1:-.env}
if [ -e "$file" ]; then
  echo "$file is there already; nothing was changed." >&2
  exit 0
fi
random() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1"; }
umask 077
template=$(cat .env.example)
printf '%s\n' "$template" | while IFS= read -r line; do
  case $line in
    ADMIN_PASSWORD=change-me) echo "ADMIN_PASSWORD=$(random 20)" ;;
    *=change-me) echo "${line%change-me}$(random 40)" ;;
    *) printf '%s\n' "$line" ;;
  esac
done >"$file.part"
mv "$file.part" "$file"
value() { sed -n "s/^$1=//p" "$file"; }
echo "Wrote $file. The administrator of head office is $(value ADMIN_USER) / $(value ADMIN_PASSWORD)"
