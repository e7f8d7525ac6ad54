import { isTooDeep } from './json-depth.ts'
import { isId, isObject, type Json, type RpcError } from './message.ts'

export type GuestLine =
  | { kind: 'answer'; id: unknown; result?: Json; error?: RpcError; message: Json }
  | { kind: 'request'; id: string | number; method: string; params: Json; message: Json }
  | { kind: 'notification'; method: string; params: Json; message: Json }
  /** Text that is no JSON-RPC. `id`: of the request whose answer it seems to have become. */
  | { kind: 'noise'; why: string; id?: number }

/** What one line of a guest's stdout is. */
export function readGuestLine(line: string): GuestLine {
  const first = line.charCodeAt(0)
  // Most noise is text; what begins like JSON is worth a parse.
  if (first !== 0x7b && first !== 0x20 && first !== 0x09) return { kind: 'noise', why: 'not JSON-RPC' }
  if (isTooDeep(line)) return asNoise('nested too deeply', line)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return asNoise('not valid JSON', line)
  }
  if (!isObject(value) || value['jsonrpc'] !== '2.0') return asNoise('not JSON-RPC 2.0', line)
  const { id, method, params, result, error } = value
  if (typeof method === 'string') {
    const given = isObject(params) ? params : {}
    if (!('id' in value)) return { kind: 'notification', method, params: given, message: value }
    return isId(id)
      ? { kind: 'request', id, method, params: given, message: value }
      : asNoise('a request with a bad id', line)
  }
  if (isObject(result)) return { kind: 'answer', id, result, message: value }
  if (isObject(error) && typeof error['message'] === 'string') {
    const code = Number.isSafeInteger(error['code']) ? (error['code'] as number) : -32603
    return {
      kind: 'answer',
      id,
      error: { code, message: error['message'], ...('data' in error && { data: error['data'] }) },
      message: value,
    }
  }
  return asNoise('neither a request nor an answer', line)
}

/** A line that begins like an answer but cannot be used: whose answer it would have been. */
export function asNoise(why: string, head: string): GuestLine & { kind: 'noise' } {
  const found =
    /"id"\s*:\s*(\d{1,15})\b/.exec(head.slice(0, 512)) ?? /"id"\s*:\s*(\d{1,15})\s*\}\s*$/.exec(head.slice(-1024))
  const id = found && head.includes('"jsonrpc"') ? Number(found[1]) : undefined
  return { kind: 'noise', why, ...(id !== undefined && { id }) }
}
