import { z } from "zod";

const message = z.object({
  error: z.string().optional(),
  status: z.string().optional(),
  id: z.string().optional(),
  aux: z.unknown().optional(),
});

/** The messages in which BuildKit tells its steps. */
const trace = z.object({ id: z.literal("moby.buildkit.trace"), aux: z.base64() });

/**
 * Takes what the engine says while it works, a line each.
 *
 * @param trace - of a build: steps of BuildKit, as its `StatusResponse` in the form of protocol buffers
 */
export type OnMessage = (line: string, trace?: Buffer) => void;

/**
 * Reads the messages of a pull, build or import to the end, one JSON object per line.
 *
 * @throws Error when one of them is an error
 */
export async function completed(
  stream: NodeJS.ReadableStream,
  onMessage: OnMessage = () => undefined,
): Promise<void> {
  let text = "";
  for await (const chunk of stream) {
    text += chunk.toString();
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      if (line.trim() === "") continue;
      const found = message.parse(JSON.parse(line));
      if (found.error !== undefined) throw new Error(found.error);
      const steps = trace.safeParse(found).data?.aux;
      onMessage(found.status ?? "", steps === undefined ? undefined : Buffer.from(steps, "base64"));
    }
  }
}
