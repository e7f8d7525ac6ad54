import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

/** A folder with files, gone after the test. */
export async function logFolder(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'belljar-logs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content)
  return folder
}

/** log-parser, in Belljar's folders or by another command; each success is held against the tool's output schema. */
export async function logServer(dirs: string[] = [], command?: [string, ...string[]]) {
  const guest = command ? new Guest(command) : new Guest('log-parser', { dirs })
  await guest.initialize()
  const { tools, fits } = await schemasOf(guest)
  const use = async (tool: string, args: object): Promise<Used> => {
    const used = await guest.use(tool, args)
    if (!used.failed) {
      fits(tool, used.structured)
      if (JSON.stringify(JSON.parse(used.text)) !== JSON.stringify(used.structured))
        throw new Error('Text and structured content differ.')
    }
    return used
  }
  /** The structured content of a call that must not fail. */
  const found = async (tool: string, args: object): Promise<Used['structured']> => {
    const { failed, text, structured } = await use(tool, args)
    if (failed) throw new Error(text)
    return structured as unknown
  }
  /** The sentence of a call that must fail. */
  const sentence = async (tool: string, args: object): Promise<string> => {
    const { failed, text } = await use(tool, args)
    if (!failed) throw new Error(`${tool} did not fail: ${text.slice(0, 200)}`)
    return text
  }
  return { guest, tools, use, found, sentence }
}
