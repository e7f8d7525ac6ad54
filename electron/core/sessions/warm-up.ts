import type { Transport } from '@modelcontextprotocol/server'
import { openFront } from './front.ts'
import { shakeHands } from './handshake.ts'
import type { Json } from './message.ts'
import { clientCapabilitiesKey, modernVersion, versionKey } from './modern-envelope.ts'
import { offersOf } from './offers.ts'

/**
 * Opens MCP with itself once in each era. The SDK builds and compiles its schemas at first use, which takes 50 to 100 ms:
 * better while nobody waits than in the first client's first second.
 */
export async function warmUp(): Promise<void> {
  for (const era of ['legacy', 'modern'] as const) {
    const front: Transport = {
      start: () => Promise.resolve(),
      close: () => Promise.resolve(),
      send(message) {
        setImmediate(() => shaking.take(message as unknown as Json))
        return Promise.resolve()
      },
    }
    const opened = openFront({
      transport: front,
      version: '0',
      serving: 'all',
      offers: () => offersOf([], 'all'),
      setLogLevel: () => undefined,
    })
    const shaking = shakeHands({
      client: { name: 'belljar', version: '0' },
      capabilities: {},
      era,
      timeoutMs: 5_000,
      send(line) {
        setImmediate(() => front.onmessage?.(JSON.parse(line) as never))
        return true
      },
    })
    await shaking.done.catch(() => undefined)
    const params = era === 'modern' ? { _meta: { [versionKey]: modernVersion, [clientCapabilitiesKey]: {} } } : {}
    front.onmessage?.({ jsonrpc: '2.0', id: 1, method: 'tools/list', params } as never)
    await new Promise((resolve) => setImmediate(resolve))
    await opened.close()
    shaking.close()
  }
}
