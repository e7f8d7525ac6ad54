import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isToken } from './token.ts'

export interface Address {
  port: number
  token: string
}

/** The token is behind the #, which no browser sends anywhere. */
export function addressUrl({ port, token }: Address): string {
  return `http://127.0.0.1:${port}/#token=${token}`
}

/** Where a host in browser mode says how to reach it. Whoever can read it can use Belljar, so only the owner can. */
export class AddressFile {
  readonly #place: string

  /** `folder` is HOME/run. */
  constructor(folder: string) {
    this.#place = path.join(folder, 'url')
  }

  /** What the last host left: it stays after a crash, so that the next one answers where open tabs look for it. */
  async read(): Promise<Address | undefined> {
    const text = await readFile(this.#place, 'utf8').catch(() => '')
    const match = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/#token=([\w-]+)$/.exec(text.trim())
    if (!match?.[1] || !match[2] || !isToken(match[2])) return undefined
    return { port: Number(match[1]), token: match[2] }
  }

  async write(url: string): Promise<void> {
    await writePrivately(this.#place, `${url}\n`)
  }

  async remove(): Promise<void> {
    await rm(this.#place, { force: true })
  }
}

/** Never readable by others, not even for a moment, and never half written. */
export async function writePrivately(place: string, text: string): Promise<void> {
  const beside = `${place}.${randomUUID()}`
  await writeFile(beside, text, { mode: 0o600, flag: 'wx' })
  await rename(beside, place)
}
