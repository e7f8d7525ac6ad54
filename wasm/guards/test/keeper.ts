import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { readReports, start, type Surroundings } from './welded.ts'

/** The fixture `keeper` behind its guards, asked one tool after the other. */
export function keeper(code: string, around: Surroundings) {
  const child = start(code, around)
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  let id = 0
  return {
    /** What the tool answers; a refusal is `{ refused }`. */
    async ask(name: string, args: object = {}): Promise<unknown> {
      const params = { name, arguments: { bucket: '', ...args } }
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method: 'tools/call', params })}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`It ended: ${err}`)
      const { result } = JSON.parse(value) as { result: { isError?: true; content: [{ text: string }] } }
      const [{ text }] = result.content
      return result.isError ? { refused: text } : JSON.parse(text)
    },
    reports: () => readReports(err).reports,
  }
}
