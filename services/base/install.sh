#!/bin/bash
# Runs once inside the build of the base image, with the build context at /mnt.
set -euo pipefail

# Debian's own images delete downloaded packages after each install, which would empty the build cache.
rm -f /etc/apt/apt.conf.d/docker-clean
echo 'Acquire::Retries "3";' >/etc/apt/apt.conf.d/80-retries

if [ -n "$DEBIAN_MIRROR" ]; then
  # Without a mirror of their own, security updates come from where they came from.
  security=${DEBIAN_SECURITY_MIRROR:-$(grep -rhoE 'https?://[^ ]+/debian-security' /etc/apt/sources.list* | head -n 1)}
  rm -f /etc/apt/sources.list.d/debian.sources
  {
    echo "deb $DEBIAN_MIRROR bookworm main"
    echo "deb $DEBIAN_MIRROR bookworm-updates main"
    [ -z "$security" ] || echo "deb $security bookworm-security main"
  } >/etc/apt/sources.list
fi

# One file per certificate: update-ca-certificates takes only the first one of a bundle.
authorities=/usr/local/share/ca-certificates
mkdir -p "$authorities"
shopt -s nullglob
bundles=(/mnt/ca/*.crt)
for bundle in "${bundles[@]}"; do
  awk -v prefix="$authorities/$(basename "$bundle" .crt)-" '
    /-----BEGIN CERTIFICATE-----/ { file = sprintf("%s%03d.crt", prefix, ++count) }
    file { print > file }
    /-----END CERTIFICATE-----/ { close(file); file = "" }
  ' "$bundle"
done

# A mirror over https must be believed before ca-certificates is there.
apt=(apt-get -qq)
if [ ${#bundles[@]} -gt 0 ]; then
  cat "${bundles[@]}" >/tmp/authorities.pem
  apt+=(-o Acquire::https::CAInfo=/tmp/authorities.pem)
fi
export DEBIAN_FRONTEND=noninteractive
"${apt[@]}" update
"${apt[@]}" install -y --no-install-recommends ca-certificates curl tini python3 python3-venv
update-ca-certificates >/dev/null
rm -f /tmp/authorities.pem

if [ -n "$PIP_INDEX_URL" ]; then
  printf '[global]\nindex-url = %s\n' "$PIP_INDEX_URL" >/etc/pip.conf
fi
if [ -n "$NPM_REGISTRY" ]; then
  echo "registry=$NPM_REGISTRY" >/root/.npmrc
fi
if [ -n "$CARGO_REGISTRY" ]; then
  mkdir -p /root/.cargo
  printf '[source.crates-io]\nreplace-with = "mirror"\n[source.mirror]\nregistry = "%s"\n' \
    "$CARGO_REGISTRY" >/root/.cargo/config.toml
fi

groupadd --gid 10001 app
useradd --uid 10001 --gid app --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin app
