/** A comment or an issue as GitHub keeps it. */
export interface Post {
  readonly id: number;
  readonly number: number;
  readonly user: { readonly type: "Bot" | "User" };
  title?: string;
  body: string;
  state: string;
  labels: readonly string[];
}

/** A page of a list, and where the next one is: clients follow that. */
export class Page {
  readonly posts: readonly Post[];
  readonly next: string | undefined;
  constructor(list: readonly Post[], url: URL) {
    const size = Number(url.searchParams.get("per_page") ?? 30);
    const number = Number(url.searchParams.get("page") ?? 1);
    this.posts = list.slice((number - 1) * size, number * size);
    const next = new URL(url);
    next.searchParams.set("page", String(number + 1));
    this.next = number * size < list.length ? next.href : undefined;
  }
}
