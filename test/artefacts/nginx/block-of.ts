/** The text of a block, without its inner indentation. */
export function blockOf(whole: string, head: string): string {
  const lines = whole.split("\n");
  const start = lines.findIndex((line) => line.trim() === `${head} {`);
  if (start === -1) throw new Error(`there is no ${head}`);
  const indent = (lines[start] ?? "").length - (lines[start] ?? "").trimStart().length;
  const end = lines.findIndex((line, index) => index > start && line === `${" ".repeat(indent)}}`);
  return lines
    .slice(start + 1, end)
    .map((line) => line.trim())
    .join("\n");
}
