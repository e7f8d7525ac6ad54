import { restate } from './exact-numbers.ts'
import { isObject, type Json } from './message.ts'
import { serverInfoKey } from './modern-envelope.ts'

const head = /^\{(?:"jsonrpc":"2\.0","id":\d+|"id":\d+,"jsonrpc":"2\.0"),"result":(?=\{)/

const typed = ',"resultType":"complete"'
/** The end of a result, or who sends it and then the end: so what stands before is no part of anything inside. */
const onlyInfo = /^(?:,"_meta":\{"[^"\\]*":\{(?:"[^"\\]*":"[^"\\]*",?)*\}\})?\}$/

/** What guests write most: the result stands last in the line, so its text can be forwarded as it is. */
export function resultTextOf(line: string, result: Json): string {
  const start = head.exec(line)?.[0].length
  return start === undefined || !line.endsWith('}}') ? changed(line, result, (same) => same) : line.slice(start, -1)
}

/** What is made of a result, as JSON, with its numbers as the guest wrote them. */
export function changed(line: string, result: Json, change: (result: Json) => Json): string {
  return restate(line, (message) => change(message['result'] as Json)) ?? JSON.stringify(change(result))
}

/** A guest's result for a client of the older revisions. */
export function resultForLegacy(line: string, result: Json): string {
  const text = resultTextOf(line, result)
  if (!('resultType' in result)) return `"result":${text}`
  // Modern servers say it last: then the rest, which may be large, stays as it is.
  const at = text.lastIndexOf(typed)
  if (at > 0 && onlyInfo.test(text.slice(at + typed.length)))
    return `"result":${text.slice(0, at)}${text.slice(at + typed.length)}`
  return `"result":${changed(line, result, withoutType)}`
}

function withoutType(result: Json): Json {
  const rest = { ...result }
  delete rest['resultType']
  return rest
}

export interface ServerInfo {
  name: string
  version: string
}

/** A guest's result for a modern client: with what its revision demands and an older guest does not say. */
export function resultForModern(method: string, line: string, result: Json, server: ServerInfo): string {
  const cacheable = method === 'resources/read'
  if ('resultType' in result && (!cacheable || 'ttlMs' in result)) return `"result":${resultTextOf(line, result)}`
  if ('_meta' in result || 'resultType' in result || Object.keys(result).length === 0) {
    const meta = isObject(result['_meta']) ? result['_meta'] : {}
    const whole = (said: Json) => ({
      resultType: 'complete',
      ...(cacheable && { ttlMs: 0, cacheScope: 'private' }),
      ...said,
      _meta: { [serverInfoKey]: server, ...meta },
    })
    return `"result":${changed(line, result, whole)}`
  }
  const cache = cacheable && !('ttlMs' in result) ? '"ttlMs":0,"cacheScope":"private",' : ''
  const meta = JSON.stringify({ [serverInfoKey]: server })
  return `"result":{"resultType":"complete",${cache}"_meta":${meta},${resultTextOf(line, result).slice(1)}`
}
