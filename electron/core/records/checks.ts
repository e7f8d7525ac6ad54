import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/** One answer to the question whether a server works. */
export interface Check {
  at: number
  server: string
  passed: boolean
  tookMs: number
  /** Why it failed, one sentence. */
  text?: string
}

/** What the checks of all servers said since a moment, oldest first. */
export interface ChecksSince {
  checks: Check[]
  /** When the row of failures began that a server's newest check belongs to, however long ago; absent where that one passed. */
  failingSince: Record<string, number>
}

/** One server's checks and calls in slots of one width, sparse; slot 0 begins at `since`. */
export interface HealthSlots {
  checks: { slot: number; passed: number; failed: number; ms: number | null }[]
  calls: { slot: number; tool: string; calls: number; failed: number }[]
  /** Newest first. */
  failures: { at: number; text: string }[]
}

export interface HealthAsk {
  server: string
  since: number
  until: number
  slotMs: number
}

export interface ToolTailAsk {
  server: string
  tool: string
  limit: number
  since: number
}

/** What a client asked for and did not get; a call that was taken back or never passed on says nothing about its tool. */
const troubled = `('tool-error', 'error', 'trapped', 'exited', 'timed-out')`
const counted = `('answered', 'tool-error', 'error', 'trapped', 'exited', 'timed-out')`

/** More than a day of a hundred servers. */
const maxChecks = 150_000
const maxFailures = 50

type SqlRow = Record<string, unknown>

/** A day more than can be asked for. Older ones go a few at a time, as others come. */
const keptMs = 8 * 86_400_000
const pruneEvery = 50

export function keepCheck(db: DatabaseSyncInstance): (check: Check) => void {
  const insert = db.prepare('INSERT INTO checks (at, server, passed, took_ms, text) VALUES (?, ?, ?, ?, ?)')
  const prune = db.prepare(
    'DELETE FROM checks WHERE rowid IN (SELECT rowid FROM checks WHERE at < ? ORDER BY at LIMIT 500)',
  )
  let kept = 0
  return ({ at, server, passed, tookMs, text }) => {
    insert.run(at, server, Number(passed), tookMs, text ?? null)
    if (kept++ % pruneEvery === 0) prune.run(at - keptMs)
  }
}

export function readChecks(db: DatabaseSyncInstance, since: number): ChecksSince {
  const rows = db
    .prepare('SELECT * FROM checks WHERE at >= ? ORDER BY at DESC, rowid DESC LIMIT ?')
    .all(since, maxChecks) as SqlRow[]
  const checks = rows.reverse().map(toCheck)
  const newest = new Map(checks.map((check) => [check.server, check]))
  const began = db.prepare(
    `SELECT min(at) AS at FROM checks WHERE server = ? AND passed = 0
       AND at > coalesce((SELECT max(at) FROM checks WHERE server = ? AND passed = 1), 0)`,
  )
  const failingSince: Record<string, number> = {}
  for (const { server, passed, at } of newest.values())
    if (!passed) failingSince[server] = ((began.get(server, server) as SqlRow)['at'] as number | null) ?? at
  return { checks, failingSince }
}

export function readHealth(db: DatabaseSyncInstance, { server, since, until, slotMs }: HealthAsk): HealthSlots {
  const all = (text: string, ...values: (string | number)[]) => db.prepare(text).all(...values) as SqlRow[]
  const slot = 'CAST((at - ?) / ? AS INTEGER) AS slot'
  return {
    checks: all(
      `SELECT ${slot}, sum(passed) AS passed, sum(1 - passed) AS failed, avg(CASE WHEN passed = 1 THEN took_ms END) AS ms
         FROM checks WHERE server = ? AND at >= ? AND at < ? GROUP BY 1 ORDER BY 1`,
      ...[since, slotMs, server, since, until],
    ) as HealthSlots['checks'],
    calls: all(
      `SELECT ${slot}, tool, count(*) AS calls, sum(outcome IN ${troubled}) AS failed
         FROM calls WHERE server = ? AND at >= ? AND at < ? AND outcome IN ${counted} GROUP BY 1, 2`,
      ...[since, slotMs, server, since, until],
    ) as HealthSlots['calls'],
    failures: all(
      `SELECT at, coalesce(text, '') AS text FROM checks WHERE server = ? AND at >= ? AND at < ? AND passed = 0
         ORDER BY at DESC LIMIT ?`,
      ...[server, since, until, maxFailures],
    ) as HealthSlots['failures'],
  }
}

/** How the newest calls of a tool by clients ended, newest first: true failed. What people try in the window says nothing. */
export function readToolTail(db: DatabaseSyncInstance, { server, tool, limit, since }: ToolTailAsk): boolean[] {
  const rows = db
    .prepare(
      `SELECT outcome IN ${troubled} AS failed FROM calls WHERE server = ? AND tool = ? AND at >= ? AND session IS NOT NULL
         AND outcome IN ${counted} ORDER BY at DESC LIMIT ?`,
    )
    .all(server, tool, since, limit) as SqlRow[]
  return rows.map(({ failed }) => failed === 1)
}

function toCheck(row: SqlRow): Check {
  const text = row['text'] as string | null
  return {
    at: row['at'] as number,
    server: row['server'] as string,
    passed: row['passed'] === 1,
    tookMs: (row['took_ms'] as number | null) ?? 0,
    ...(text !== null && { text }),
  }
}
