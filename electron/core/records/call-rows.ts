import type { Call, CallDetail, CallOutcome } from '../../../shared/records.ts'
import { bodyLimit } from './text.ts'

export type SqlRow = Record<string, unknown>

export function toCall(row: SqlRow): Call {
  return {
    id: row['id'] as string,
    at: row['at'] as number,
    server: row['server'] as string,
    tool: row['tool'] as string,
    session: row['session'] as string | null,
    client: row['client'] as string,
    outcome: row['outcome'] as CallOutcome,
    argsPreview: row['args_preview'] as string,
    ...given({
      durationMs: row['duration_ms'] as number | null,
      resultPreview: row['result_preview'] as string | null,
      resultBytes: row['result_bytes'] as number | null,
      reason: row['reason'] as string | null,
      trap: row['trap'] as string | null,
      instance: row['instance'] as string | null,
      waitedMs: row['waited_ms'] as number | null,
      startedMs: row['started_ms'] as number | null,
      peakBytes: row['peak_bytes'] as number | null,
      limitBytes: row['limit_bytes'] as number | null,
    }),
  }
}

/** Bodies of old calls are pruned before the calls themselves; their beginnings remain. */
export function toDetail(row: SqlRow): CallDetail {
  const call = toCall(row)
  const gone = (beginning: string) => `${beginning} [the rest is no longer kept]`
  const args = row['args'] as string | null
  const result = row['result'] as string | null
  const shown = result ?? (call.resultPreview === undefined ? null : gone(call.resultPreview))
  return {
    ...call,
    args: args ?? gone(call.argsPreview),
    ...given({ result: shown }),
    altered: isAltered(args) || (call.resultPreview !== undefined && isAltered(result)),
  }
}

/** A text that has our mark in it by itself is taken for an altered one, too: the other way round would be worse. */
function isAltered(body: string | null): boolean {
  return body === null || body.length > bodyLimit || body.includes('[redacted]')
}

/** Without what SQL calls NULL: the types say absent. */
function given<T extends Record<string, string | number | null>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as never
}
