import { z } from "zod";

const message = z.object({ error: z.string().optional(), status: z.string().optional() });

/** Reads the engine's messages, one JSON object per line, to the end; one of them may be the error. */
export async function finished(
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
