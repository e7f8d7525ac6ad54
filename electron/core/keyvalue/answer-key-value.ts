import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from '../denials/asked.ts'
import { readFields, writeFields } from './fields.ts'
import type { KeyValueStores } from './key-value-stores.ts'
import { mostBytes, operate } from './operate.ts'
import { Refusal } from './refusal.ts'

/** Answers one operation of the key-value guard. */
export async function answerKeyValue(asked: {
  guest: { server: string; grants: readonly Grant[]; report(asked: Asked, by: 'proxy'): void }
  stores: KeyValueStores
  operation: string
  request: IncomingMessage
  response: ServerResponse
}): Promise<void> {
  const { guest, stores, operation, request, response } = asked
  try {
    const grant = guest.grants.find((one) => one.kind === 'keyvalue')
    if (!grant) {
      guest.report({ kind: 'keyvalue', why: 'not-granted' }, 'proxy')
      throw new Refusal(403, 'No key-value store is granted to this server.')
    }
    if (request.method !== 'POST') throw new Refusal(400, 'Operations are sent with POST.')
    const fields = readFields(await readBody(request))
    if (!fields) throw new Refusal(400, 'The fields of the request are cut.')
    const found = stores.use(guest.server, (store) => operate(store, operation, fields, grant.quotaBytes))
    const body = writeFields(found)
    response.writeHead(200, { 'content-length': body.length }).end(body)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'The request was not read to its end.')
    if (refusal.status === 507) guest.report({ kind: 'keyvalue', why: 'quota' }, 'proxy')
    request.resume()
    response.writeHead(refusal.status, { 'content-length': Buffer.byteLength(refusal.message) }).end(refusal.message)
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Refusal(413, 'The request is larger than 1 MiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
