import { up } from "./staging-up.ts";

/**
 * `npm run staging -- up`, with the address as its last line, or with one JSON object as its whole standard output.
 *
 * @returns whether the stack is up, verified and has its demo data
 */
export async function stagingUp(name: string, json: boolean): Promise<boolean> {
  const print = console.log;
  // What an update says on its way would stand in the middle of the JSON.
  if (json) console.log = console.error;
  try {
    const staged = await up(name);
    if (staged === undefined) return false;
    print(json ? JSON.stringify(staged, undefined, 2) : staged.url);
    return true;
  } finally {
    console.log = print;
  }
}
