import { mkdir, readFile, rm } from 'node:fs/promises'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import type { Launcher } from '../runtimes/launcher.ts'
import type { Wasmtime } from '../wasmtime/source.ts'
import type { InstalledServer, NewServer, ServerBook } from './book.ts'
import type { Catalog } from './catalog.ts'
import { compileWasm } from './compile.ts'
import { inspectWasm } from './inspect.ts'
import { lookOf } from './look-at-bytes.ts'
import { probeProblem, type Heard } from './probe-problem.ts'
import { Slots } from './slots.ts'
import { alreadyThere, findStaged } from './stage.ts'
import { serverName } from './suggest-name.ts'

export interface InstallDeps {
  book: ServerBook
  places: Pick<Places, 'wasm' | 'cache'>
  /** Waits until it is there; rejects with a ProblemError when it cannot be had. */
  wasmtime(): Promise<Wasmtime>
  launcher: Launcher
  /** Starts the server once, reads what it offers and ends it. Tells what it prints meanwhile. */
  probe(server: InstalledServer, heard: (said: Heard) => void): Promise<Catalog>
}

export interface InstallRequest {
  /** Of a file that was staged. */
  hash: string
  /** What to call it; otherwise its file's name is used. Numbered when taken. */
  name?: string
}

/** One at a time: two could want the same name or the same bytes. */
const turns = new Slots(1)

/**
 * Installs a staged file: looks at it again, compiles it, starts it once and keeps what it offers. It stays switched off.
 * Rejects with a ProblemError of one sentence and a hint; then nothing of it is left.
 */
export function installServer(deps: InstallDeps, request: InstallRequest): Promise<InstalledServer> {
  return turns.run(() => install(deps, request))
}

async function install(deps: InstallDeps, { hash, name }: InstallRequest): Promise<InstalledServer> {
  const { book, places } = deps
  const twin = book.list().find((server) => server.hash === hash)
  if (twin) throw alreadyThere(twin.name)
  if (name !== undefined && !serverName.test(name))
    throw new ProblemError({
      code: 'bad-request',
      message: `"${name}" cannot be a server's name.`,
      hint: 'Use at most 32 lower-case letters, digits and hyphens, beginning with a letter or digit.',
    })
  const staged = await findStaged(places, hash)
  const bytes = await readFile(staged.path)
  const found = inspectWasm(bytes, staged.suggestedName)
  if (found.problem) throw new ProblemError(found.problem)
  if (found.hash !== hash)
    throw new ProblemError({
      code: 'conflict',
      message: 'The file was changed after it was looked at.',
      hint: 'Choose it again.',
    })
  const { size, memories } = found
  const server: NewServer = { name: name ?? staged.suggestedName, hash, size, memories, ...lookOf(found) }
  const wasmtime = await deps.wasmtime()
  await mkdir(places.wasm, { recursive: true, mode: 0o700 })
  await writeAtomic(book.wasmPath(hash), bytes)
  try {
    const catalog = await tryOut(deps, wasmtime, book.draft(server))
    return await book.add({ ...server, catalog })
  } finally {
    await rm(staged.path, { force: true })
    // Kept where it was added.
    await book.dropBytes(hash)
  }
}

async function tryOut(deps: InstallDeps, wasmtime: Wasmtime, draft: InstalledServer): Promise<Catalog> {
  const { launcher, places } = deps
  await compileWasm({ wasmtime, launcher, cache: places.cache }, draft)
  const said: Heard[] = []
  try {
    return await deps.probe(draft, (one) => {
      if (said.length < 20) said.push(one)
    })
  } catch (error) {
    if (error instanceof ProblemError) throw new ProblemError(probeProblem(error.problem, said))
    throw error
  }
}
