import { isObject, type Json } from './message.ts'
import { serverInfoKey } from './modern-envelope.ts'

const head = /^\{(?:"jsonrpc":"2\.0","id":\d+|"id":\d+,"jsonrpc":"2\.0"),"result":(?=\{)/

/** What guests write most: the result stands last in the line, so its text can be forwarded as it is. */
export function resultTextOf(line: string, result: Json): string {
  const start = head.exec(line)?.[0].length
  return start === undefined || !line.endsWith('}}') ? JSON.stringify(result) : line.slice(start, -1)
}

/** A guest's result for a client of the older revisions. */
export function resultForLegacy(line: string, result: Json): string {
  if (!('resultType' in result)) return `"result":${resultTextOf(line, result)}`
  const rest = { ...result }
  delete rest['resultType']
  return `"result":${JSON.stringify(rest)}`
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
    const whole = {
      resultType: 'complete',
      ...(cacheable && { ttlMs: 0, cacheScope: 'private' }),
      ...result,
      _meta: { [serverInfoKey]: server, ...meta },
    }
    return `"result":${JSON.stringify(whole)}`
  }
  const cache = cacheable && !('ttlMs' in result) ? '"ttlMs":0,"cacheScope":"private",' : ''
  const meta = JSON.stringify({ [serverInfoKey]: server })
  return `"result":{"resultType":"complete",${cache}"_meta":${meta},${resultTextOf(line, result).slice(1)}`
}
