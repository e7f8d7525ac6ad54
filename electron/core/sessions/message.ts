import { isTooDeep, maxDepth } from './json-depth.ts'
import type { RequestId } from './journal.ts'
import { findTopLevelId } from './top-level-id.ts'

export type Json = Record<string, unknown>

export interface RpcRequest {
  jsonrpc: '2.0'
  id: RequestId
  method: string
  params?: Json
}

export interface RpcNotification {
  jsonrpc: '2.0'
  method: string
  params?: Json
}

export interface RpcError {
  code: number
  message: string
  data?: unknown
}

export type RpcResponse = { jsonrpc: '2.0'; id: RequestId } & ({ result: Json } | { error: RpcError })

/** `id: null` is the last resort: SDK clients do not connect such an error with what they wait for. */
export interface BadMessage {
  kind: 'bad'
  id: RequestId | null
  error: RpcError
}

export type Message =
  | { kind: 'request'; message: RpcRequest }
  | { kind: 'notification'; message: RpcNotification }
  | { kind: 'response'; message: RpcResponse }
  | BadMessage

export const parseError = -32700
export const invalidRequest = -32600
export const methodNotFound = -32601
export const invalidParams = -32602
export const internalError = -32603

/** One line, parsed and sorted. A batch comes back as the raw array. */
export function readLine(line: string): Message | { kind: 'batch'; items: unknown[] } {
  if (isTooDeep(line))
    return bad(findTopLevelId(line) ?? null, invalidRequest, `The message is nested deeper than ${maxDepth} levels.`)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return bad(findTopLevelId(line) ?? null, parseError, `Parse error: ${(error as Error).message}`)
  }
  return Array.isArray(value) ? { kind: 'batch', items: value } : sort(value)
}

/** Which of the three kinds of message a parsed value is. */
export function sort(value: unknown): Message {
  if (!isObject(value)) return bad(null, invalidRequest, 'A message must be a JSON object.')
  const { id, method } = value
  const known = isId(id) ? id : null
  if (value['jsonrpc'] !== '2.0') return bad(known, invalidRequest, 'jsonrpc must be "2.0".')
  if (method === undefined) {
    if (known === null)
      return bad(null, invalidRequest, 'A message needs a method, or the id of a request and its result or error.')
    if (!isObject(value['result']) && !isError(value['error']))
      return bad(known, invalidRequest, 'A message needs a method, or a result, or an error.')
    return { kind: 'response', message: value as RpcResponse }
  }
  if (typeof method !== 'string') return bad(known, invalidRequest, 'method must be a string.')
  if ('id' in value && known === null) return bad(null, invalidRequest, 'id must be a string or an integer.')
  const problem = problemWithParams(value['params'])
  if (known === null) {
    // A notification never gets an answer, not even a wrong one.
    return problem
      ? { kind: 'notification', message: { jsonrpc: '2.0', method } }
      : { kind: 'notification', message: value as unknown as RpcNotification }
  }
  if (problem) return bad(known, invalidParams, problem)
  return { kind: 'request', message: value as unknown as RpcRequest }
}

function problemWithParams(params: unknown): string | undefined {
  if (params === undefined) return undefined
  if (!isObject(params)) return 'params must be an object.'
  const meta = params['_meta']
  if (meta === undefined) return undefined
  if (!isObject(meta)) return 'params._meta must be an object.'
  const token = meta['progressToken']
  if (token !== undefined && !isId(token)) return 'params._meta.progressToken must be a string or an integer.'
  return undefined
}

function isError(value: unknown): boolean {
  return isObject(value) && Number.isSafeInteger(value['code']) && typeof value['message'] === 'string'
}

export function isId(value: unknown): value is RequestId {
  return typeof value === 'string' || Number.isSafeInteger(value)
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(id: RequestId | null, code: number, message: string): BadMessage {
  return { kind: 'bad', id, error: { code, message } }
}
