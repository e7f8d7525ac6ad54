import { mkdir, readFile, rm } from 'node:fs/promises'
import type { Limits } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import type { InstalledServer, NewServer, ServerBook } from './book.ts'
import type { Catalog } from './catalog.ts'
import { inspectWasm } from './inspect.ts'
import { lookOf } from './look-at-bytes.ts'
import { probeProblem, type Heard } from './probe-problem.ts'
import { Slots } from './slots.ts'
import { alreadyThere, findStaged } from './stage.ts'
import { serverName } from './suggest-name.ts'

export interface InstallDeps {
  book: ServerBook
  places: Pick<Places, 'wasm' | 'cache'>
  /** Makes the machine code that it is started with. Waits until wasmtime is there; rejects with a ProblemError. */
  makeReady(server: InstalledServer): Promise<unknown>
  /** What a new server may use; ours where that is not said. */
  limits?(): Limits
  /** Starts the server once, reads what it offers and ends it. Tells what it prints meanwhile. */
  probe(server: InstalledServer, heard: (said: Heard) => void): Promise<Catalog>
}

export interface InstallRequest {
  /** Of a file that was staged. */
  hash: string
  /** What to call it; otherwise its file's name is used. Numbered when taken. */
  name?: string
}

/** All of them are kept and looked through whenever its grants change. WASI has some 200 in all its versions. */
const maxImports = 1000

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
  if (found.allImports.length > maxImports)
    throw new ProblemError({
      code: 'bad-request',
      message: `It imports ${found.allImports.length} different things, more than any server has use for.`,
      hint: 'Ask whoever made it for another build.',
    })
  const { size, memories } = found
  const limits = deps.limits?.()
  const server: NewServer = {
    ...{ name: name ?? staged.suggestedName, hash, size, memories, ...lookOf(found) },
    ...(limits && { limits }),
  }
  await mkdir(places.wasm, { recursive: true, mode: 0o700 })
  await writeAtomic(book.wasmPath(hash), bytes)
  try {
    const catalog = await tryOut(deps, book.draft(server))
    return await book.add({ ...server, ...(catalog && { catalog }) })
  } finally {
    await rm(staged.path, { force: true })
    // Kept where it was added.
    await book.dropBytes(hash)
  }
}

/** Undefined: it did not start, and lacks something that it declares as required. */
async function tryOut(deps: InstallDeps, draft: InstalledServer): Promise<Catalog | undefined> {
  await deps.makeReady(draft)
  const said: Heard[] = []
  try {
    return await deps.probe(draft, (one) => {
      if (said.length < 20) said.push(one)
    })
  } catch (error) {
    if (error instanceof ProblemError && draft.missing.length > 0) return undefined
    if (error instanceof ProblemError) throw new ProblemError(probeProblem(error.problem, said))
    throw error
  }
}
