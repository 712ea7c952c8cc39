/** Something on GitHub that a workflow keeps one of: a comment, an issue. */
interface Post {
  readonly body?: string | null | undefined;
  readonly user?: { readonly type?: string } | null;
}

/** GitHub takes 65,536 characters in a comment or an issue. */
const longest = 65_000;

/** A line that nobody sees and that the same workflow finds its post by. */
const marker = (about: string): string => `<!-- gaara: ${about} -->`;

export const marked = (about: string, text: string): string => {
  const body = `${marker(about)}\n${text}`;
  return body.length <= longest ? body : `${body.slice(0, longest)}\n\n… cut; the run has the rest.`;
};

/** The post about this among others. Anybody can write the marker: only a workflow's own account counts. */
export const find = <T extends Post>(posts: readonly T[], about: string): T | undefined =>
  posts.find(({ body, user }) => user?.type === "Bot" && body?.startsWith(marker(about)) === true);
