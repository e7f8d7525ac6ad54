import type { IncomingMessage, ServerResponse } from 'node:http'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'
import { site } from './site.ts'

export interface Asked {
  authorization: string | undefined
  type: string | undefined
  model: string
  system: string
  user: string
  stream: unknown
}

export type Answer = (asked: Asked, response: ServerResponse, nth: number) => unknown

/** An OpenAI-compatible endpoint on this computer, which keeps what it was asked. */
export async function endpoint(
  answer: Answer,
): Promise<{ base: string; port: number; asked: Asked[]; most: () => number }> {
  const asked: Asked[] = []
  let open = 0
  let most = 0
  const { origin, port } = await site({
    '/v1/chat/completions': async (request: IncomingMessage, response: ServerResponse) => {
      most = Math.max(most, ++open)
      response.once('close', () => open--)
      let body = ''
      for await (const piece of request.setEncoding('utf8')) body += piece as string
      const { model, messages, stream } = JSON.parse(body) as {
        model: string
        messages: { role: string; content: string }[]
        stream: unknown
      }
      const { authorization, 'content-type': type } = request.headers
      const said = (role: string) => messages.find((message) => message.role === role)?.content ?? ''
      const one = { authorization, type, model, system: said('system'), user: said('user'), stream }
      answer(one, response, asked.push(one))
    },
  })
  return { base: `${origin}/v1`, port, asked, most: () => most }
}

/** What a model would write. */
export function says(response: ServerResponse, content: unknown, more: object = {}): void {
  const choice = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content }, ...more }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [choice] }))
}

export const key = 'sk-canary-0123456789abcdef'

/** The summarize server. Each answer has to fit its schema, and nothing that it says may hold the key. */
export async function summarizer(env: Record<string, string>) {
  const guest = new Guest('summarize', { env })
  const { fits } = await hello(guest)
  const use = async (tool: string, args: object = {}): Promise<Used> => {
    const used = await guest.use(tool, args)
    if (!used.failed) fits(tool, used.structured)
    if (JSON.stringify(used).includes(key)) throw new Error('The key is in an answer.')
    return used
  }
  const end = async () => {
    const { code, stderr } = await guest.end()
    if (stderr.includes(key)) throw new Error('The key is in the log.')
    return { code, stderr }
  }
  return { use, end }
}

async function hello(guest: Guest) {
  await guest.initialize()
  return schemasOf(guest)
}
