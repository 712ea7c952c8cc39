import { randomBytes } from "node:crypto";
import { z } from "zod";
import { parsed, publicPath } from "./apis.ts";
import { Finding, type Check } from "./check.ts";
import { logsOf, type VerifyContext } from "./context.ts";
import { expectStatus } from "./edge.ts";
import { isReference } from "./reference.ts";
import { account, askToken, type Session } from "./session.ts";

/** A person's first steps: log in, list the users, write a record and read it back. */
export function accountChecks(context: VerifyContext, session: Session): readonly Check[] {
  if (!isReference(context.settings, "django")) return [];
  const look = `${logsOf(context, "django")}; docs/runbook.md#nobody-can-log-in`;
  const users = `${publicPath("django")}users/`;
  return [
    {
      name: `django: ${account(context).username} logs in`,
      look,
      run: async () => {
        await session();
      },
    },
    {
      name: "django: refuses a wrong password",
      look,
      run: async (run) => {
        const password = randomBytes(12).toString("hex");
        const answer = await askToken(run, { username: `nobody-${password}`, password });
        // Whoever verifies again and again has as many failed log-ins, and may not try another password for a while.
        if (answer.status !== 429) expectStatus(answer, 401);
      },
    },
    {
      name: "django: lists users to whoever has a token, and to nobody else",
      look,
      run: async ({ edge }) => {
        const { username } = account(context);
        const answer = await edge(users, await session());
        expectStatus(answer, 200);
        const form = z.object({ results: z.array(z.object({ username: z.string() })) });
        if (!parsed(answer, form, "users").results.some((user) => user.username === username))
          throw new Finding(`${username} among the users`, answer.body);
        expectStatus(await edge(users), 401);
      },
    },
    ...(isReference(context.settings, "flask")
      ? [
          {
            name: "flask: a product is written, read back and deleted with the same token, and not without",
            look: `${logsOf(context, "flask")}; docs/runbook.md#nobody-can-log-in`,
            run: (run: VerifyContext) => writeProduct(run, session),
          },
        ]
      : []),
  ];
}

async function writeProduct({ edge }: VerifyContext, session: Session): Promise<void> {
  const path = `${publicPath("flask")}products/`;
  const sku = `VERIFY-${randomBytes(6).toString("hex")}`;
  const json = { sku, name_ar: "فحص", name_en: "Check", unit: "piece", quantity: "1.5", price: "0.10" };
  expectStatus(await edge(path, { method: "POST", json }), 401);
  const made = await edge(path, { method: "POST", json, ...(await session()) });
  expectStatus(made, 201);
  const { id } = parsed(made, z.object({ id: z.int() }), "a product with an id");
  try {
    const read = await edge(`${path}${id}`);
    expectStatus(read, 200);
    const found = parsed(read, z.object({ sku: z.string(), name_ar: z.string() }), "the product");
    if (found.sku !== sku || found.name_ar !== json.name_ar)
      throw new Finding(`the product ${sku}`, read.body);
  } finally {
    expectStatus(await edge(`${path}${id}`, { method: "DELETE", ...(await session()) }), 204);
  }
  expectStatus(await edge(`${path}${id}`), 404);
}
