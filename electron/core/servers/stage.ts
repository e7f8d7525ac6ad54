import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Inspection } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import type { ServerBook } from './book.ts'
import { inspectWasm } from './inspect.ts'
import { stagedFolder } from './staged-folder.ts'

/** Files that were looked at and may be installed next; more than this many were forgotten by whoever looked. */
const maxStaged = 10

/** The compiler's own limits end far below. */
const maxFileBytes = 256 * 1024 * 1024

interface Deps {
  book: ServerBook
  places: Pick<Places, 'wasm'>
}

export interface Staged {
  path: string
  suggestedName: string
}

/** Looks at a file and, when it can be installed, keeps its bytes by their hash: what is installed later is what was looked at. */
export async function stageWasm({ book, places }: Deps, bytes: Uint8Array, fileName: string): Promise<Inspection> {
  const found = inspectWasm(bytes, fileName)
  const twin = book.list().find(({ hash }) => hash === found.hash)
  if (twin) return { ...found, problem: alreadyThere(twin.name).problem }
  if (found.problem) return found
  const folder = stagedFolder(places)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeAtomic(path.join(folder, `${found.hash}-${found.suggestedName}.wasm`), bytes)
  await forgetOld(folder)
  return { ...found, suggestedName: book.freeName(found.suggestedName) }
}

/** The file that was staged under a hash. */
export async function findStaged(places: Pick<Places, 'wasm'>, hash: string): Promise<Staged> {
  const folder = stagedFolder(places)
  const names = await readdir(folder).catch(() => [])
  const name = names.find((one) => one.startsWith(`${hash}-`) && one.endsWith('.wasm'))
  if (name) return { path: path.join(folder, name), suggestedName: name.slice(hash.length + 1, -'.wasm'.length) }
  throw new ProblemError({
    code: 'not-found',
    message: 'The file to install is not here any more.',
    hint: 'Choose it again.',
  })
}

/** Reads a file for staging. Rejects with a ProblemError that says why it cannot be read. */
export async function readWasmFile(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) throw unfit('It is a folder, not a file', file)
    // A pipe would be waited for without end, a device read without end.
    if (!found.isFile()) throw unfit('It is no ordinary file', file)
    if (found.size > maxFileBytes) throw unfit('It is larger than 256 MiB', file)
    return await readFile(file)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const { code } = error as NodeJS.ErrnoException
    const why: Record<string, string> = {
      ENOENT: 'There is no such file',
      ENOTDIR: 'There is no such file',
      EACCES: 'Belljar may not read it',
    }
    throw unfit(why[code ?? ''] ?? `It cannot be read (${code})`, file)
  }
}

function unfit(why: string, file: string): ProblemError {
  return new ProblemError({
    code: 'bad-request',
    message: `${why}: ${file}.`,
    hint: 'Choose the .wasm file of the server.',
  })
}

export function alreadyThere(name: string): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: `This server is already installed as "${name}".`,
    hint: `Use it as it is, or remove "${name}" first.`,
  })
}

async function forgetOld(folder: string): Promise<void> {
  const names = await readdir(folder)
  if (names.length <= maxStaged) return
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name)
      return { file, at: (await stat(file)).mtimeMs }
    }),
  )
  files.sort((a, b) => a.at - b.at)
  for (const { file } of files.slice(0, files.length - maxStaged)) await rm(file, { force: true })
}
