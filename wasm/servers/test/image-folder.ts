import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

const samples = path.resolve(import.meta.dirname, '../image-resize/tests/images')

/** A folder with one small image of every kind, gone after the test. */
export async function imageFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'belljar-images-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(samples, folder, { recursive: true })
  return folder
}

/** image-resize with a folder; each success is held against the tool's output schema. */
export async function imageServer(...dirs: string[]) {
  const guest = new Guest('image-resize', { dirs })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  const use = async (tool: string, args: object): Promise<Used> => {
    const used = await guest.use(tool, args)
    if (!used.failed) fits(tool, used.structured)
    return used
  }
  return { guest, use }
}

/** The bytes of a result's images. */
export function imagesOf({ content }: Used): Buffer[] {
  return content.filter(({ type }) => type === 'image').map(({ data = '' }) => Buffer.from(data, 'base64'))
}
