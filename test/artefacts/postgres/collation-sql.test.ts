import { expect, it } from "vitest";
import { refreshSql, reindexSql } from "../../../artefacts/postgres/collation-sql.ts";

it("rebuilds an index beside the old one, but for those that PostgreSQL cannot", () => {
  expect(reindexSql({ name: "public.a", exclusion: false })).toBe("REINDEX INDEX CONCURRENTLY public.a;");
  expect(reindexSql({ name: "public.a", exclusion: true })).toBe("REINDEX INDEX public.a;");
});

it("escapes the name of a database", () =>
  expect(refreshSql('a"b')).toContain('ALTER DATABASE "a""b" REFRESH COLLATION VERSION;'));
