import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import type { ClientState, ConfigPlan } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { clientTable, type ClientRow, type Start } from './client-table.ts'
import { readConfig, writeConfig, type ConfigFile } from './config-file.ts'
import { Unreadable } from './config-tree.ts'
import { putEntry, putEntryText, readEntry, removeEntry, type Spot } from './entry-edit.ts'
import { locate } from './locate.ts'
import { forgetWritten, keepWritten, readWritten, type Written } from './written.ts'

interface Options {
  places: Pick<Places, 'home' | 'backups' | 'isDefault'>
  /** The bridge and what stands before its own words. */
  bridge(): Start
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
}

/** The name of our one entry, which serves all servers that are on. */
const entryName = 'belljar'

/** The applications that can be connected, and the one entry of ours in the config of each. */
export class Clients {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  list(): Promise<ClientState[]> {
    return Promise.all(clientTable.map((row) => this.#state(row)))
  }

  /** The exact change that `connect` would make. Rejects with a ProblemError when the file cannot be edited. */
  async plan(id: string): Promise<ConfigPlan> {
    const row = rowOf(id)
    const start = this.#start()
    const spot = spotOf(row)
    const { path, file } = await this.#open(row)
    const after = edited(path, () => putEntry(file.text ?? '', spot, row.entry(start)))
    const snippet = putEntry('', spot, row.entry(start))
    return { client: id, path, before: file.text, after, snippet, ...start, token: tokenOf(path, file.text, after) }
  }

  /** Writes what was shown, or nothing: `conflict` when the file or the entry is not what it was. */
  async connect(id: string, token: string): Promise<ClientState> {
    const row = rowOf(id)
    const plan = await this.plan(id)
    if (plan.token !== token)
      throw new ProblemError({
        code: 'conflict',
        message: `${plan.path} was changed since you looked at it, so nothing was written.`,
        hint: 'Look at the change again, then connect.',
      })
    if (plan.after === plan.before) return this.#state(row)
    const { file } = await this.#open(row)
    const old = file.text === null ? undefined : readEntry(file.text, spotOf(row))
    const known = await readWritten(this.#options.places, id)
    // Connected twice: what Undo puts back is what was there before the first time.
    const written: Written =
      known && known.path === plan.path && known.after === plan.before
        ? { ...known, at: Date.now(), after: plan.after }
        : {
            path: plan.path,
            at: Date.now(),
            before: plan.before,
            after: plan.after,
            ...(old && { entryBefore: old.text }),
          }
    await keepWritten(this.#options.places, id, written)
    await writeConfig(file, plan.after)
    return this.#state(row)
  }

  /** Takes our change back: the old file byte for byte where nobody else changed it since, else only our entry. */
  async undo(id: string): Promise<ClientState> {
    const row = rowOf(id)
    const spot = spotOf(row)
    const { path, file } = await this.#open(row)
    const written = await readWritten(this.#options.places, id)
    if (written?.path === path && written.after === file.text) {
      if (written.before === null) await rm(file.target, { force: true })
      else await writeConfig(file, written.before)
    } else {
      const text = file.text ?? ''
      if (!edited(path, () => readEntry(text, spot)))
        throw new ProblemError({
          code: 'not-found',
          message: `There is no entry "${entryName}" in ${path}.`,
          hint: `${row.name} is not connected, so there is nothing to undo.`,
        })
      const before = written?.path === path ? written.entryBefore : undefined
      const after = edited(path, () =>
        before === undefined ? removeEntry(text, spot, false) : putEntryText(text, spot, before),
      )
      await keepWritten(this.#options.places, `${id}-undone`, { path, at: Date.now(), before: text, after })
      await writeConfig(file, after)
    }
    await forgetWritten(this.#options.places, id)
    return this.#state(row)
  }

  async #state(row: ClientRow): Promise<ClientState> {
    const { id, name, then } = row
    const { path, found } = await locate(row, this.#options)
    const state = { id, name, path: path ?? '', found, canUndo: false, then }
    if (path === undefined)
      return {
        ...state,
        status: 'unreadable',
        detail: `There is no known place for the config of ${name} on this computer.`,
      }
    try {
      const { text } = await readConfig(path)
      const entry = text === null ? undefined : edited(path, () => readEntry(text, spotOf(row)))
      if (!entry) return { ...state, status: 'not-connected' }
      // The parser's objects have no prototype, which strict equality minds.
      const same = isDeepStrictEqual(structuredClone(entry.value), row.entry(this.#start()))
      return same
        ? { ...state, status: 'connected', canUndo: true }
        : {
            ...state,
            status: 'changed-outside',
            canUndo: true,
            detail: `Its entry "${entryName}" is not the one that Belljar writes.`,
          }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return { ...state, status: 'unreadable', detail: error.problem.message }
    }
  }

  async #open(row: ClientRow): Promise<{ path: string; file: ConfigFile }> {
    const { path } = await locate(row, this.#options)
    if (path === undefined)
      throw new ProblemError({
        code: 'unavailable',
        message: `There is no known place for the config of ${row.name} on this computer.`,
        hint: 'Copy the config and put it where that application reads it.',
      })
    return { path, file: await readConfig(path) }
  }

  #start(): Start {
    const { places, bridge } = this.#options
    const { command, args } = bridge()
    return { command, args: [...args, 'all', ...(places.isDefault ? [] : ['--home', places.home])] }
  }
}

function rowOf(id: string): ClientRow {
  const row = clientTable.find((one) => one.id === id)
  if (row) return row
  const names = clientTable.map((one) => one.id).join(', ')
  throw new ProblemError({
    code: 'not-found',
    message: `There is no client ${id}.`,
    hint: `These are known: ${names}.`,
  })
}

function spotOf(row: ClientRow): Spot {
  return { key: row.key, name: entryName }
}

/** Only what was shown may be written. */
function tokenOf(path: string, before: string | null, after: string): string {
  return createHash('sha256')
    .update(JSON.stringify([path, before, after]))
    .digest('hex')
}

/** A file that cannot be understood is never written to. */
function edited<T>(path: string, edit: () => T): T {
  try {
    return edit()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new ProblemError({
      code: 'unavailable',
      message: `${path} cannot be read as JSON, line ${error.line}: ${error.message}.`,
      hint: 'Mend that line and try again; Belljar changed nothing.',
    })
  }
}
