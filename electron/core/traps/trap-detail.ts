import { lstat } from 'node:fs/promises'
import type { Denial } from '../../../shared/access.ts'
import type { CallDetail, TrapDetail, TrapRecord } from '../../../shared/records.ts'
import { placeKey } from '../../../shared/trap-frames.ts'
import type { Records } from '../records/records.ts'
import { redactDenial } from '../records/redact-denial.ts'
import { redactTrap } from '../records/redact-trap.ts'
import type { InstalledServer } from '../servers/book.ts'
import { dumpProblem } from './refused-dump.ts'
import { sourcesOf } from './sources.ts'

interface Deps {
  records: Pick<Records, 'call' | 'denials' | 'traps'>
  /** Absent when it was removed meanwhile. */
  server: InstalledServer | undefined
  /** Belljar's own folders. */
  closed: readonly string[]
  /** Blanks out secrets. */
  redact(text: string): string
}

/** How far back traps at the same place and denials of a call are looked for. */
const pages = 5
const pageSize = 200
const mostBefore = 20

/** A trap with all that is known of it now. Blanked out once more: a secret may have been stored after it. */
export async function trapDetail(deps: Deps, trap: TrapRecord): Promise<TrapDetail> {
  const { records, server, closed, redact } = deps
  const [caused, denials, before, sources, refused, dumped] = await Promise.all([
    trap.call === undefined ? undefined : records.call(trap.call),
    denialsOf(records, trap),
    earlier(records, trap),
    sourcesOf(trap.frames, closed),
    server && dumpProblem(server, redact),
    trap.dump && isThere(trap.dump.path),
  ])
  const { dump, ...rest } = trap
  return {
    ...redactTrap(rest, redact),
    // The newest ones are kept.
    ...(dump && dumped && { dump }),
    ...(caused && { caused: redactCall(caused, redact) }),
    ...{ denials: denials.map((denial) => redactDenial(denial, { redact })), before, sources },
    ...(refused && { dumpRefused: refused }),
  }
}

async function earlier(records: Deps['records'], trap: TrapRecord): Promise<{ id: string; at: number }[]> {
  const key = placeKey(trap)
  if (key === undefined) return []
  const found: { id: string; at: number }[] = []
  let before = trap.id
  for (let page = 0; page < pages && found.length < mostBefore; page++) {
    const traps = await records.traps({ server: trap.server, limit: pageSize, before })
    found.push(...traps.filter((one) => placeKey(one) === key).map(({ id, at }) => ({ id, at })))
    const oldest = traps.at(-1)
    if (!oldest || traps.length < pageSize) break
    before = oldest.id
  }
  return found.slice(0, mostBefore)
}

/** Denials are told as they happen, so that those of a call are not newer than its trap by much. */
async function denialsOf(records: Deps['records'], trap: TrapRecord): Promise<Denial[]> {
  const { call } = trap
  if (call === undefined) return []
  let before: string | undefined
  for (let page = 0; page < pages; page++) {
    const denials = await records.denials({ server: trap.server, limit: pageSize, ...(before && { before }) })
    const found = denials.filter((one) => one.call === call)
    const oldest = denials.at(-1)
    if (found.length > 0 || !oldest || denials.length < pageSize || oldest.at < trap.at - 3_600_000) return found
    before = oldest.id
  }
  return []
}

function redactCall(call: CallDetail, redact: Deps['redact']): CallDetail {
  const { args, argsPreview, result, resultPreview, reason } = call
  const clean = { args: redact(args), ...(result !== undefined && { result: redact(result) }) }
  return {
    ...call,
    ...clean,
    argsPreview: redact(argsPreview),
    ...(resultPreview !== undefined && { resultPreview: redact(resultPreview) }),
    ...(reason !== undefined && { reason: redact(reason) }),
    altered: call.altered || clean.args !== args || clean.result !== result,
  }
}

async function isThere(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined)
  return found?.isFile() ?? false
}
