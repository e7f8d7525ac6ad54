import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { LogLine, TrapRecord } from '../../../shared/records.ts'
import type { Limits } from './messages.ts'
import { Records } from './records.ts'
import type { Redactor } from './redactor.ts'

/** A folder of its own for each test, and what was opened in it. */
export const at = { folder: '', file: '', notices: [] as string[], open: [] as Records[] }

/** For the top of a test file. */
export function prepare(): void {
  beforeEach(async () => {
    at.folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-records-'))
    at.file = path.join(at.folder, 'records.db')
    at.notices = []
  })
  afterEach(async () => {
    await stop()
    await rm(at.folder, { recursive: true, force: true })
  })
}

export async function start(
  options: { redact?: Redactor; retention?: Partial<Limits>; folder?: string } = {},
): Promise<Records> {
  const records = await Records.open({
    folder: at.folder,
    onNotice: (n) => void at.notices.push(n.message),
    ...options,
    // What tests log is as old as they like.
    retention: { days: 1_000_000, ...options.retention },
  })
  at.open.push(records)
  return records
}

export async function stop(): Promise<void> {
  for (const records of at.open.splice(0)) await records.close()
}

export async function again(options: Parameters<typeof start>[0] = {}): Promise<Records> {
  await stop()
  return start(options)
}

export const lineOf = (text: string, server = 'time'): Omit<LogLine, 'seq'> => ({
  at: 1,
  server,
  session: 's1',
  source: 'stderr',
  level: 'info',
  text,
})

export const startOf = (id: string, args: unknown = {}, server = 'time') => ({
  id,
  at: 5,
  server,
  tool: 'now',
  session: 's1',
  client: 'claude',
  args,
})

export const trapOf = (id: string, server = 'time'): TrapRecord => ({
  id,
  at: 1,
  server,
  session: null,
  client: 'claude',
  code: 'unreachable',
  message: 'wasm trap: unreachable',
  frames: [{ index: 0, module: 'm', func: 'boom' }],
  raw: 'line 1\nline 2',
})

export const page = { limit: 200 }
export const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))
