import { once } from "node:events";
import { createServer } from "node:net";

/** Whether the engine runs on this machine, so that its ports can be tried here. */
export const isLocal = (): boolean => /^(unix:|npipe:|$)/.test(process.env.DOCKER_HOST ?? "");

/** Whether a local address can not be listened on. Missing permission is no answer: the engine may have it. */
export async function isTaken(port: number, address: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, address);
    await once(server, "listening");
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  } finally {
    server.close();
  }
}
