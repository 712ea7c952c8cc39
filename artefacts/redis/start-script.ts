import { accountsCopy, accountsFile } from "./accounts.ts";

/** Files inside Redis' container. */
interface StartFiles {
  /** The accounts that stay the same. */
  readonly fixedAccounts: string;
  /** redis.conf. */
  readonly configuration: string;
}

/**
 * The shell script that starts Redis. Files that a power cut has damaged are set aside and mended first: a Redis that
 * cannot read them ends, and no command can be run in a container that keeps ending. It needs no more than the official
 * image has.
 */
export const startScript = ({ fixedAccounts, configuration }: StartFiles): string =>
  [
    "umask 077",
    "export LC_ALL=C",
    'say() { echo "redis: $*" >&2; }',
    appendOnlyFile,
    accounts(fixedAccounts),
    `exec redis-server ${configuration}`,
  ].join("\n");

/**
 * Redis cuts off a last command that is not whole, and refuses whatever else it cannot read. To read it all takes as
 * long as to load it, so that is only done where the end is no end of a command, or where the last start saw the very
 * same files, and so may have failed on them.
 */
const appendOnlyFile = `
cd /data || exit
folder=appendonlydir
manifest=$folder/appendonly.aof.manifest
if [ -s $manifest ]; then
  seen=$(ls -ln $folder | cksum)
  last=$folder/$(sed -n 's/^file \\(.*\\) seq .* type i$/\\1/p' $manifest | tail -n 1)
  ending=$(tail -c 1 "$last" 2>/dev/null | tr '\\n' .)
  if { [ -s "$last" ] && [ "$ending" != . ]; } || [ "$seen" = "$(cat last-start 2>/dev/null)" ]; then
    if ! redis-check-aof $manifest >/tmp/check-aof 2>&1; then
      aside=damaged-$(date +%Y%m%dT%H%M%S)-\${last##*/}
      if ! cp "$last" "$aside"; then
        rm -f "$aside"
        say "the append-only file is damaged, and /data has no room for a copy of it, so that it is left as it is; make room"
      elif yes | redis-check-aof --fix $manifest >/tmp/check-aof 2>&1; then
        sync "$last" "$aside"
        say "the append-only file was damaged and is cut off after its last whole command; /data/$aside has it as it was"
      else
        rm -f "$aside"
        tail -n 3 /tmp/check-aof >&2
        say "redis-check-aof does not mend /data/$folder: put a copy of it back, or start without its entries:" \\
          "docker run --rm --volumes-from $(hostname) --user $(id -u) --entrypoint mv" \\
          "\\$(docker inspect --format '{{.Image}}' $(hostname)) /data/$folder /data/$folder.damaged"
      fi
      seen=$(ls -ln $folder | cksum)
    fi
  fi
  echo "$seen" >last-start
fi`;

/** As Redis writes it: printable, and every password a whole hash. */
const line = "^user [!-~]+( (#[0-9a-f]{64}|[^# ][!-~]*))+$";

/**
 * Writes the fixed accounts into the accounts file and keeps the others in it. A Redis without a `default` account
 * would let everybody in.
 */
const accounts = (fixed: string): string => `
whole() { [ -s $1 ] && [ "$(tail -c 1 $1 | tr '\\n' .)" = . ] && ! grep -qavE '${line}' $1 && grep -qa '^user default ' $1; }
kept=${accountsFile}
if ! whole $kept; then
  if [ -e $kept ]; then
    mv $kept $kept.damaged
    say "the accounts file was damaged; $kept.damaged has it as it was"
    whole ${accountsCopy} || say "there is no copy of it: the services can log in again after the next update (npm start)"
  fi
  kept=${accountsCopy}
  whole $kept || kept=/dev/null
fi
{ cat ${fixed}; grep -avE '^user (operator|health) ' $kept; } >${accountsFile}.new
grep -q '^user default ' ${accountsFile}.new || echo 'user default off' >>${accountsFile}.new
sync ${accountsFile}.new
mv ${accountsFile}.new ${accountsFile}`;
