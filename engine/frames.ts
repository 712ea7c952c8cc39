/** The text of a multiplexed stream of the Engine API: each frame has a header of 8 bytes, the length in its last 4. */
export function withoutFrames(stream: Buffer): string {
  const parts: Buffer[] = [];
  for (let offset = 0; offset + 8 <= stream.length;) {
    const length = stream.readUInt32BE(offset + 4);
    parts.push(stream.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  return Buffer.concat(parts).toString("utf8");
}
