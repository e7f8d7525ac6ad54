import { clientCapabilitiesKey, clientInfoKey, modernVersion, versionKey } from '../sessions/modern-envelope.ts'

const client = { name: 'belljar-reproduction', version: '1' }

/** What a client writes to a server to make one call, line by line. `args` is JSON; without a tool it only shakes hands. */
export function callLines(
  known: { era: 'legacy' | 'modern'; protocolVersion: string },
  call: { tool: string; args: string } | undefined,
): string[] {
  // One message is one line; within strings JSON has no line breaks.
  const args = call?.args.replace(/[\r\n]+/g, ' ')
  const called = (meta: string) =>
    call === undefined
      ? []
      : [
          `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":${JSON.stringify(call.tool)},"arguments":${args}${meta}}}`,
        ]
  if (known.era === 'modern') {
    const meta = { [versionKey]: modernVersion, [clientInfoKey]: client, [clientCapabilitiesKey]: {} }
    const discover = { jsonrpc: '2.0', id: 0, method: 'server/discover', params: { _meta: meta } }
    return [JSON.stringify(discover), ...called(`,"_meta":${JSON.stringify(meta)}`)]
  }
  const params = { protocolVersion: known.protocolVersion, capabilities: {}, clientInfo: client }
  return [
    JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params }),
    '{"jsonrpc":"2.0","method":"notifications/initialized"}',
    ...called(''),
  ]
}
