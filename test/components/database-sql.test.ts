import { describe, expect, it } from "vitest";
import { databaseSql } from "../../components/database-sql.ts";
import { redisConfiguration } from "../../components/redis.ts";

const database = {
  name: "shop",
  service: "django",
  owner: "shop_owner",
  login: "shop_app",
  password: "djangoDatabasePassword",
} as const;

describe("the databases' SQL", () => {
  it("makes an owner that can not log in and a login that acts as it", () => {
    const sql = databaseSql([database], [{ password: "pw", connectionLimit: 34 }], {
      name: "admin",
      password: "root",
    });
    expect(sql).toContain("CREATE ROLE %I NOLOGIN', 'shop_owner'");
    expect(sql).toContain(`GRANT "shop_owner" TO "shop_app";`);
    expect(sql).toContain(`ALTER ROLE "shop_app" SET role = 'shop_owner';`);
    expect(sql).toContain("NOCREATEROLE CONNECTION LIMIT 34 PASSWORD 'pw'");
    expect(sql).toContain(`REVOKE ALL ON DATABASE "shop" FROM PUBLIC;`);
  });

  it("escapes passwords and names", () => {
    const sql = databaseSql(
      [{ ...database, name: `a"; DROP TABLE x; --` }],
      [{ password: "it's", connectionLimit: 34 }],
      {
        name: "admin",
        password: "o'clock\\",
      },
    );
    expect(sql).toContain("PASSWORD 'it''s'");
    expect(sql).toContain("PASSWORD  E'o''clock\\\\'");
    expect(sql).toContain(`ALTER DATABASE "a""; DROP TABLE x; --" OWNER`);
  });

  it("drops nothing and creates nothing that exists", () => {
    const sql = databaseSql([database], [{ password: "pw", connectionLimit: 34 }], {
      name: "admin",
      password: "root",
    });
    expect(sql).not.toMatch(/\bDROP\b/);
    expect(sql.match(/CREATE (ROLE|DATABASE)/g)).toHaveLength(3);
    expect(sql.match(/WHERE NOT EXISTS/g)).toHaveLength(3);
  });
});

describe("redis.conf", () => {
  it("holds the password's hash alone, append-only, within the memory limit", () => {
    const text = redisConfiguration("s3cret", 512);
    expect(text).not.toContain("s3cret");
    expect(text).toContain(
      "user default on #1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0 ~* &* +@all",
    );
    expect(text).toContain("appendonly yes");
    expect(text).toContain("maxmemory 384mb");
  });
});
