import type { DatabaseSyncInstance } from '@photostructure/sqlite'

export const schemaVersion = 4

/**
 * Each entry brings the database from the version of its index to the next. Order is by `seq`, never by `at`: clocks jump.
 * `totals` counts what ever was, also what has been pruned.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE calls (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, server TEXT NOT NULL,
     tool TEXT NOT NULL, session TEXT, client TEXT NOT NULL, outcome TEXT NOT NULL, duration_ms REAL, args_preview TEXT NOT NULL,
     result_preview TEXT, result_bytes INTEGER, reason TEXT, trap TEXT, body_bytes INTEGER NOT NULL DEFAULT 0) STRICT;
   CREATE INDEX calls_server ON calls (server, seq);
   CREATE INDEX calls_pending ON calls (seq) WHERE outcome = 'pending';
   CREATE INDEX calls_bodies ON calls (seq, body_bytes) WHERE body_bytes > 0;
   CREATE TABLE bodies (call INTEGER PRIMARY KEY, args TEXT, result TEXT) STRICT;
   CREATE TABLE logs (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, server TEXT NOT NULL, session TEXT,
     instance TEXT, source TEXT NOT NULL, level TEXT NOT NULL, text TEXT NOT NULL) STRICT;
   CREATE INDEX logs_server ON logs (server, seq);
   CREATE TABLE traps (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, server TEXT NOT NULL, record TEXT NOT NULL) STRICT;
   CREATE INDEX traps_server ON traps (server, seq);
   CREATE TABLE totals (server TEXT PRIMARY KEY, lines INTEGER NOT NULL DEFAULT 0, line_bytes INTEGER NOT NULL DEFAULT 0,
     calls INTEGER NOT NULL DEFAULT 0, traps INTEGER NOT NULL DEFAULT 0, last_call_at INTEGER) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE denials (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, server TEXT NOT NULL,
     dismissed INTEGER NOT NULL DEFAULT 0, record TEXT NOT NULL) STRICT;
   CREATE INDEX denials_server ON denials (server, seq);
   CREATE INDEX denials_open ON denials (seq) WHERE dismissed = 0;
   CREATE TABLE requests (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, server TEXT NOT NULL, call TEXT,
     record TEXT NOT NULL) STRICT;
   CREATE INDEX requests_server ON requests (server, seq);
   CREATE INDEX requests_call ON requests (call, seq) WHERE call IS NOT NULL;`,
  `ALTER TABLE calls ADD COLUMN instance TEXT;
   ALTER TABLE calls ADD COLUMN waited_ms REAL;
   ALTER TABLE calls ADD COLUMN started_ms REAL;
   ALTER TABLE calls ADD COLUMN peak_bytes INTEGER;
   ALTER TABLE calls ADD COLUMN limit_bytes INTEGER;
   CREATE INDEX calls_tool ON calls (server, tool, at);
   CREATE INDEX calls_at ON calls (at);
   CREATE TABLE checks (at INTEGER NOT NULL, server TEXT NOT NULL, passed INTEGER NOT NULL, took_ms REAL, text TEXT) STRICT;
   CREATE INDEX checks_server ON checks (server, at);
   CREATE INDEX checks_at ON checks (at);`,
  // Names as numbers, and one index for both server and level: half the bytes and half the work for each line.
  `CREATE TABLE servers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE origins (id INTEGER PRIMARY KEY, server INTEGER NOT NULL, session TEXT, instance TEXT, first INTEGER NOT NULL,
     last INTEGER NOT NULL) STRICT;
   CREATE INDEX origins_session ON origins (session);
   CREATE INDEX origins_instance ON origins (instance);
   CREATE TABLE lines (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, origin INTEGER NOT NULL, server INTEGER NOT NULL,
     level INTEGER NOT NULL, source INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
   CREATE INDEX lines_server ON lines (server, level, seq);
   CREATE TABLE spans (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, min_at INTEGER NOT NULL, max_at INTEGER NOT NULL) STRICT;
   CREATE TABLE signatures (id INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT;
   CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO servers (name) SELECT DISTINCT server FROM logs;
   INSERT INTO origins (server, session, instance, first, last) SELECT servers.id, session, instance, min(seq), max(seq)
     FROM logs JOIN servers ON name = server GROUP BY server, session, instance;
   INSERT INTO lines SELECT seq, at, origins.id, servers.id,
     CASE level WHEN 'debug' THEN 0 WHEN 'warning' THEN 2 WHEN 'error' THEN 3 ELSE 1 END,
     CASE source WHEN 'stdout' THEN 1 WHEN 'mcp' THEN 2 WHEN 'host' THEN 3 ELSE 0 END, text
     FROM logs JOIN servers ON name = logs.server
       JOIN origins ON origins.server = servers.id AND origins.session IS logs.session AND origins.instance IS logs.instance
     ORDER BY seq;
   INSERT INTO spans SELECT min(seq), max(seq), min(at), max(at) FROM lines GROUP BY seq / 1024;
   INSERT INTO counters SELECT 'seq', seq FROM sqlite_sequence WHERE name = 'logs';
   DROP TABLE logs;`,
]

/** Also reads a little of every table, so that a damaged file shows itself now. Returns false for a newer file, untouched. */
export function migrate(db: DatabaseSyncInstance): boolean {
  const found = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  if (found > schemaVersion) return false
  if (found < schemaVersion) {
    db.exec('BEGIN IMMEDIATE')
    for (const step of migrations.slice(found)) db.exec(step)
    db.exec(`PRAGMA user_version = ${schemaVersion}; COMMIT`)
  }
  for (const table of ['calls', 'lines', 'traps', 'denials', 'requests'])
    db.prepare(`SELECT * FROM ${table} ORDER BY seq DESC LIMIT 1`).get()
  db.prepare('SELECT count(*) FROM totals').get()
  return true
}
