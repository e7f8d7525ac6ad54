import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

/** data-aggregate; each success is held against the tool's output schema. */
export async function aggregateServer() {
  const guest = new Guest('data-aggregate')
  await guest.initialize()
  const { tools, fits } = await schemasOf(guest)
  const use = async (tool: string, args: object): Promise<Used> => {
    const used = await guest.use(tool, args)
    if (!used.failed) fits(tool, used.structured)
    return used
  }
  const found = async (tool: string, args: object): Promise<Used['structured']> => {
    const { failed, text, structured } = await use(tool, args)
    if (failed) throw new Error(text)
    return structured as unknown
  }
  /** As `found`, but for arguments and a result that JavaScript could not hold: both are JSON as it was sent. */
  const exact = async (tool: string, args: string): Promise<string> => {
    guest.send(`{"jsonrpc":"2.0","id":"exact","method":"tools/call","params":{"name":"${tool}","arguments":${args}}}`)
    const { result } = await guest.next()
    return (result?.['content'] as { text: string }[])[0]?.text ?? ''
  }
  return { guest, tools, use, found, exact }
}
