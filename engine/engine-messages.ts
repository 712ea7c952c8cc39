import { z } from "zod";

const message = z.object({ error: z.string().optional(), status: z.string().optional() });

/**
 * Reads the messages of a pull, build or import to the end, one JSON object per line.
 *
 * @throws Error when one of them is an error
 */
export async function completed(
  stream: NodeJS.ReadableStream,
  onMessage: (text: string) => void = () => undefined,
): Promise<void> {
  let text = "";
  for await (const chunk of stream) {
    text += chunk.toString();
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      if (line.trim() === "") continue;
      const { error, status } = message.parse(JSON.parse(line));
      if (error !== undefined) throw new Error(error);
      onMessage(status ?? "");
    }
  }
}
