import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Archive } from './pins.ts'
import { runProgram } from './run-program.ts'

interface Options {
  archive: Archive
  /** Where releases lie: `BASE/vVERSION/NAME.EXTENSION`. */
  base: string
  /** Emptied before. */
  folder: string
  signal: AbortSignal
  onProgress(done: number, total: number | null): void
  /** Without an answer, and between two pieces. */
  patienceMs?: number
}

const maxBytes = 128 * 1024 * 1024

/** Downloads the official archive, verifies it, then takes the program out of it. Rejects with one sentence that says why not. */
export async function downloadWasmtime(options: Options): Promise<string> {
  const { archive, base, folder, signal } = options
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `archive.${archive.extension}`)
  const sha256 = await save(`${base}/v${archive.version}/${archive.name}.${archive.extension}`, file, options)
  if (sha256 !== archive.sha256) {
    throw new Error(`The archive is not the one that was published: its SHA-256 is ${sha256}.`)
  }
  const program = process.platform === 'win32' ? 'wasmtime.exe' : 'wasmtime'
  const args = ['-xf', file, '-C', folder, `${archive.name}/${program}`]
  const env = process.platform === 'win32' ? {} : { PATH: '/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin' }
  await runProgram(tar(), args, { env, signal, timeoutMs: 120_000 }).catch((error: Error) => {
    throw new Error(`The archive could not be unpacked: ${error.message}`)
  })
  const unpacked = path.join(folder, archive.name, program)
  await chmod(unpacked, 0o755)
  return unpacked
}

/** Windows brings a tar that reads zip files; another one that comes first in PATH may not. */
function tar(): string {
  if (process.platform !== 'win32') return 'tar'
  return path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'tar.exe')
}

/** Gives the SHA-256 of what was saved. */
async function save(url: string, file: string, options: Options): Promise<string> {
  const { signal, onProgress, patienceMs = 15_000 } = options
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), patienceMs)
  const abort = AbortSignal.any([signal, silence.signal])
  try {
    const response = await fetch(url, { signal: abort })
    if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}.`)
    const length = Number(response.headers.get('content-length')) || null
    const hash = createHash('sha256')
    let done = 0
    const count = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        clearTimeout(timer)
        timer = setTimeout(() => silence.abort(), patienceMs)
        done += chunk.length
        if (done > maxBytes) return next(new Error('The archive is far larger than wasmtime is.'))
        hash.update(chunk)
        onProgress(done, length)
        next(null, chunk)
      },
    })
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>)
    await pipeline(body, count, createWriteStream(file), { signal: abort })
    return hash.digest('hex')
  } catch (error) {
    if (signal.aborted) throw error
    if (silence.signal.aborted) throw new Error(`${new URL(url).host} did not answer for ${patienceMs / 1000} s.`)
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new Error(`${new URL(url).host}: ${cause instanceof Error ? cause.message : String(cause)}`)
  } finally {
    clearTimeout(timer)
  }
}
