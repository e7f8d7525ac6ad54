import type { Handshake } from './handshake.ts'
import { isObject, type Json } from './message.ts'
import { clientCapabilitiesKey, clientInfoKey, versionKey, withoutEnvelope } from './modern-envelope.ts'

/** Who the guest is told is asking. */
export interface GuestAudience {
  client: { name: string; version: string }
  capabilities: Json
}

/** A client's params in the words of the guest's era. `token` takes the place of the client's own progress token. */
export function paramsForGuest(params: Json, handshake: Handshake, audience: GuestAudience, token: number): Json {
  const meta = params['_meta']
  if (handshake.era === 'legacy') {
    if (meta === undefined && !('requestState' in params) && !('inputResponses' in params)) return params
    const plain = { ...withoutEnvelope(params) }
    delete plain['requestState']
    delete plain['inputResponses']
    return withToken(plain, token)
  }
  const given = isObject(meta) ? meta : {}
  return withToken(
    {
      ...params,
      _meta: {
        [clientCapabilitiesKey]: audience.capabilities,
        ...given,
        [versionKey]: handshake.protocolVersion,
        [clientInfoKey]: audience.client,
      },
    },
    token,
  )
}

function withToken(params: Json, token: number): Json {
  const meta = params['_meta']
  if (!isObject(meta) || meta['progressToken'] === undefined) return params
  return { ...params, _meta: { ...meta, progressToken: token } }
}
