import pg from "pg";

const { escapeIdentifier: id } = pg;

/** Names of the databases that can be connected to, a line each. */
export const databaseNames = "SELECT datname FROM pg_database WHERE datallowconn ORDER BY datname";

/** OID of the collation that stands for the database's own (pg_collation.dat). */
const ownCollation = 100;

/**
 * One line of JSON about the database that it runs in: collations that sort in another way than those that its indexes
 * were built with, by the versions that PostgreSQL 15 and later record, and the indexes that depend on them. An index
 * with an expression or a condition may use the database's own collation without a record of it.
 */
export const collationQuery = `
WITH stale AS (
  SELECT c.oid, c.oid::regcollation::text AS name, c.collversion AS recorded, pg_collation_actual_version(c.oid) AS actual
  FROM pg_collation c
  WHERE c.oid IN (SELECT unnest(indcollation) FROM pg_index)
     OR c.oid IN (SELECT refobjid FROM pg_depend WHERE refclassid = 'pg_collation'::regclass AND classid = 'pg_class'::regclass)
  UNION ALL
  SELECT ${ownCollation}, 'its own', datcollversion, pg_database_collation_actual_version(oid)
  FROM pg_database WHERE datname = current_database()
), changed AS (
  SELECT * FROM stale WHERE recorded IS NOT NULL AND recorded IS DISTINCT FROM actual
), affected AS (
  SELECT DISTINCT format('%I.%I', n.nspname, c.relname) AS name, i.indisexclusion
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN changed ON changed.oid = ANY (i.indcollation)
    OR changed.oid = ${ownCollation} AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
    OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND d.refclassid = 'pg_collation'::regclass AND d.refobjid = changed.oid)
  WHERE c.relkind = 'i' AND i.indisvalid
)
SELECT json_build_object(
  'database', current_database(),
  'collations', (SELECT coalesce(json_agg(json_build_object('name', name, 'recorded', recorded, 'actual', coalesce(actual, 'none')) ORDER BY name), '[]') FROM changed),
  'indexes', (SELECT coalesce(json_agg(json_build_object('name', name, 'exclusion', indisexclusion) ORDER BY name), '[]') FROM affected)
)`;

/** An index by its quoted name with its schema. */
export interface StaleIndex {
  readonly name: string;
  /** It keeps an exclusion constraint, and cannot be rebuilt while others write. */
  readonly exclusion: boolean;
}

export const reindexSql = ({ name, exclusion }: StaleIndex): string =>
  `REINDEX INDEX ${exclusion ? "" : "CONCURRENTLY "}${name};`;

/** Records the present versions of all collations of a database, once its indexes are rebuilt. */
export const refreshSql = (database: string): string =>
  [
    "DO $$ DECLARE one record; BEGIN",
    "FOR one IN SELECT oid::regcollation AS name FROM pg_collation WHERE collversion IS NOT NULL",
    "AND collversion IS DISTINCT FROM pg_collation_actual_version(oid)",
    "LOOP EXECUTE format('ALTER COLLATION %s REFRESH VERSION', one.name); END LOOP; END $$;",
    `ALTER DATABASE ${id(database)} REFRESH COLLATION VERSION;`,
  ].join("\n");
