import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { inside } from "../../testbed/containers.ts";
import { callers, type Caller } from "./roles-table.ts";

export type Role = Exclude<Caller, "anybody">;

/** An account that a test has made. */
export interface RoleAccount {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly token: string;
}

const email = "roles@example.com";

/** Without a word about it an account is a viewer's. */
export async function makeAccount(report: StackReport, role: Role): Promise<RoleAccount> {
  const { access } = await logIn(report);
  const credentials = { username: `${role}-${randomBytes(3).toString("hex")}`, password: "quite-long-77" };
  const json = { ...credentials, email, ...(role === "viewer" ? {} : { role }) };
  const answer = await call(report, "api/users/", { method: "POST", json, token: access });
  const made = z.object({ id: z.int(), role: z.string() }).parse(await answer.json());
  expect(made.role).toBe(role);
  return { id: made.id, ...credentials, token: (await logIn(report, credentials)).access };
}

/** One of each role; the administrator is no superuser. */
export const makeAccounts = async (report: StackReport): Promise<Readonly<Record<Role, RoleAccount>>> =>
  Object.fromEntries(
    await Promise.all(
      callers
        .filter((role) => role !== "anybody")
        .map(async (role) => [role, await makeAccount(report, role)]),
    ),
  ) as Record<Role, RoleAccount>;

/** All that were made here, also by a run that was killed. */
export async function removeAccounts(report: StackReport): Promise<void> {
  await inside(report, "django", shell(`User.objects.filter(email="${email}").delete()`));
}

/** A program in Django. */
export const shell = (code: string): readonly string[] => ["python", "manage.py", "shell", "-c", code];

/** The last line that a program prints, which is JSON. */
export async function printed(
  report: StackReport,
  service: string,
  command: readonly string[],
): Promise<unknown> {
  return JSON.parse((await inside(report, service, command)).split("\n").at(-1) ?? "");
}
