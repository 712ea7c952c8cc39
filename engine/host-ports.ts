import { once } from "node:events";
import { createServer } from "node:net";

/** Tries whether an address of this machine is taken. Missing permission is no answer: the engine may have it. */
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
