#!/bin/bash
# healthy.sh PATH: whether the service in this container answers 200 there. A shell, because starting node every few
# seconds in every container would cost more than the services themselves.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/8080"
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
