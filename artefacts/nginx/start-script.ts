import { copyFolder, paths } from "./paths.ts";

/** The folder for damaged files, in their own one. */
const damaged = "damaged";

/**
 * The shell script that starts nginx. It runs a copy outside the volume, because a kept configuration that can no
 * longer be loaded must not keep the container from starting. Where it cannot, as after a power cut, files that differ
 * from their copies are set aside and their copies take their places.
 */
export const startScript = `
usable() { cp ${paths.kept} ${paths.active} 2>/dev/null && nginx -t -q -c ${paths.active}; }
mend() {
  mended=1
  for copy in ${paths.folder}/${copyFolder}/* ${paths.certificates}/${copyFolder}/*; do
    [ -f "$copy" ] || continue
    folder=\${copy%/${copyFolder}/*} name=\${copy##*/}
    cmp -s "$copy" "$folder/$name" && continue
    mkdir -p "$folder/${damaged}"
    mv -f "$folder/$name" "$folder/${damaged}/$name" 2>/dev/null
    cp -p "$copy" "$folder/$name" && sync "$folder/$name" && mended=0
    echo "nginx: $folder/$name differed from its copy, which takes its place; $folder/${damaged} has it as it was" >&2
  done
  return $mended
}
usable || { mend && usable; } || cp ${paths.starting} ${paths.active}
exec nginx -c ${paths.active} -g 'daemon off;'`.trimStart();
