import { createHash } from 'node:crypto'
import type { z } from 'zod'

/** What the text of a state file turned out to be. */
export type Reading<T> =
  { kind: 'good'; value: T } | { kind: 'newer'; version: number } | { kind: 'damaged'; why: string }

/**
 * The text of a state file: `{"version":1,"sha256":"...","data":{...}}`. The checksum finds a flipped bit that leaves
 * valid JSON behind, for instance in a grant. A file that was written by hand may leave it out.
 */
export function writeState(version: number, data: unknown): string {
  return `${JSON.stringify({ version, sha256: checksum(version, data), data }, null, 2)}\n`
}

export function readState<T>(
  bytes: Uint8Array,
  version: number,
  schema: z.ZodType<T>,
  migrate?: (data: unknown, from: number) => unknown,
): Reading<T> {
  let file: unknown
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return damaged(bytes.length === 0 ? 'it is empty' : 'it is not JSON')
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return damaged('it holds no object')
  const { version: found, sha256, data, ...rest } = file as Record<string, unknown>
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1) return damaged('it has no version')
  if (sha256 !== undefined && sha256 !== checksum(found, data)) return damaged('its checksum does not fit')
  if (found > version) return { kind: 'newer', version: found }
  if (Object.keys(rest).length > 0) return damaged(`it has an unknown part, ${JSON.stringify(Object.keys(rest)[0])}`)
  const parsed = schema.safeParse(found < version && migrate ? migrate(data, found) : data)
  if (parsed.success) return { kind: 'good', value: parsed.data }
  const issue = parsed.error.issues[0]
  return damaged(`its ${['data', ...(issue?.path ?? [])].join('.')} is not as expected`)
}

function damaged(why: string): Reading<never> {
  return { kind: 'damaged', why }
}

function checksum(version: number, data: unknown): string {
  return createHash('sha256')
    .update(`${version}\n${JSON.stringify(data) ?? ''}`)
    .digest('hex')
}
