import { isObject, invalidParams, type Json, type RpcError } from './message.ts'

export const modernVersion = '2026-07-28'
export const versionKey = 'io.modelcontextprotocol/protocolVersion'
export const clientInfoKey = 'io.modelcontextprotocol/clientInfo'
export const clientCapabilitiesKey = 'io.modelcontextprotocol/clientCapabilities'
export const logLevelKey = 'io.modelcontextprotocol/logLevel'
export const serverInfoKey = 'io.modelcontextprotocol/serverInfo'

const envelopeKeys: readonly string[] = [versionKey, clientInfoKey, clientCapabilitiesKey, logLevelKey]

/** What a request of revision 2026-07-28 says about its client. */
export interface Envelope {
  capabilities: Json
  client?: { name: string; version: string }
  logLevel?: string
}

/** Whether params claim to belong to a request of the stateless revisions. */
export function claimsModern(params: Json | undefined): boolean {
  const meta = params?.['_meta']
  return isObject(meta) && versionKey in meta
}

/** Judged for each request: the SDK stops looking at the version after the first good one. */
export function readEnvelope(params: Json | undefined): Envelope | { error: RpcError } {
  const meta = params?.['_meta']
  if (!isObject(meta) || !(versionKey in meta)) return missing(versionKey)
  const version = meta[versionKey]
  if (typeof version !== 'string') return invalid(`${versionKey} must be a string`)
  if (version !== modernVersion) {
    return {
      error: {
        code: -32022,
        message: `Unsupported protocol version: ${version.slice(0, 100)}`,
        data: { supported: [modernVersion], requested: version },
      },
    }
  }
  const capabilities = meta[clientCapabilitiesKey]
  if (capabilities === undefined) return missing(clientCapabilitiesKey)
  if (!isObject(capabilities)) return invalid(`${clientCapabilitiesKey} must be an object`)
  const envelope: Envelope = { capabilities }
  const client = meta[clientInfoKey]
  if (client !== undefined) {
    if (!isObject(client) || typeof client['name'] !== 'string' || typeof client['version'] !== 'string')
      return invalid(`${clientInfoKey} must have a name and a version`)
    envelope.client = { name: client['name'], version: client['version'] }
  }
  const level = meta[logLevelKey]
  if (typeof level === 'string') envelope.logLevel = level
  return envelope
}

/** Params without what only the stateless revisions know. */
export function withoutEnvelope(params: Json): Json {
  const meta = params['_meta']
  if (!isObject(meta)) return params
  const left = Object.entries(meta).filter(([key]) => !envelopeKeys.includes(key))
  const rest = { ...params }
  delete rest['_meta']
  return left.length > 0 ? { ...rest, _meta: Object.fromEntries(left) } : rest
}

function missing(key: string): { error: RpcError } {
  return invalid(`${key} is missing`)
}

function invalid(problem: string): { error: RpcError } {
  return {
    error: {
      code: invalidParams,
      message: `Invalid _meta envelope for protocol revision ${modernVersion}: ${problem}`,
    },
  }
}
