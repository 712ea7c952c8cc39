/** As this folder writes them: four spaces, one directive a line. */
export const upstreamBlock = /^ {4}upstream (\w+) \{\n(?: {8}.*\n)*? {4}\}$/gm;

/** The lines of a block that name a container. */
export const serverLines = (block: string): readonly string[] => block.match(/^ {8}server .*;$/gm) ?? [];

/** Those lines by the name of their upstream. */
export const serversOf = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map([...text.matchAll(upstreamBlock)].map(([whole, name = ""]) => [name, serverLines(whole)]));

/** The containers that nginx follows by their name, by the upstream that they stand in. */
export const followedContainers = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...serversOf(text)]
      .map(([upstream, lines]) => [upstream, lines.flatMap(followed)] as const)
      .filter(([, containers]) => containers.length > 0),
  );

const followed = (line: string): readonly string[] =>
  [...line.matchAll(/server (\S+):\d+ resolve\b/g)].map(([, container = ""]) => container);
