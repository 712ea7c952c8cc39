import { describe, expect, it } from "vitest";
import { databaseSql } from "../../../artefacts/postgres/database-sql.ts";

const login = { role: "shop_app", password: "pw", connectionLimit: 34 };
const database = { name: "shop", owner: "shop_owner", logins: [login], ended: [] };
const administrator = { name: "admin", password: "root" };

describe("the databases' SQL", () => {
  it("makes an owner that cannot log in and a login that acts as it", () => {
    const sql = databaseSql([database], administrator);
    expect(sql).toContain("CREATE ROLE %I NOLOGIN', 'shop_owner'");
    expect(sql).toContain(`GRANT "shop_owner" TO "shop_app";`);
    expect(sql).toContain(`ALTER ROLE "shop_app" SET role = 'shop_owner';`);
    expect(sql).toContain("NOCREATEROLE CONNECTION LIMIT 34 PASSWORD 'pw'");
    expect(sql).toContain(`REVOKE ALL ON DATABASE "shop" FROM PUBLIC;`);
  });

  it("escapes passwords and names", () => {
    const hostile = { ...database, name: `a"; DROP TABLE x; --`, logins: [{ ...login, password: "it's" }] };
    const sql = databaseSql([hostile], { name: "admin", password: "o'clock\\" });
    expect(sql).toContain("PASSWORD 'it''s'");
    expect(sql).toContain("PASSWORD  E'o''clock\\\\'");
    expect(sql).toContain(`ALTER DATABASE "a""; DROP TABLE x; --" OWNER`);
  });

  it("drops nothing and creates nothing that exists", () => {
    const sql = databaseSql([database], administrator);
    expect(sql).not.toMatch(/\bDROP\b/);
    expect(sql.match(/CREATE (ROLE|DATABASE)/g)).toHaveLength(3);
    expect(sql.match(/WHERE NOT EXISTS/g)).toHaveLength(3);
  });

  it("keeps two logins good at once, and ends one with its sessions", () => {
    const both = { ...database, logins: [login, { ...login, role: "shop_app_b" }] };
    const sql = databaseSql([both], administrator);
    expect(sql).toContain(`GRANT "shop_owner" TO "shop_app_b";`);
    expect(sql).not.toContain("pg_terminate_backend");
    const ended = databaseSql([{ ...database, ended: ["shop_app_b"] }], administrator);
    expect(ended).toContain(
      "ALTER ROLE %I NOLOGIN PASSWORD NULL', rolname) FROM pg_roles WHERE rolname = 'shop_app_b' \\gexec",
    );
    expect(ended).toContain("pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'shop_app_b'");
  });
});
