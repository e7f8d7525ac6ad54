import { isDeepStrictEqual } from 'node:util'
import type { ClientState, ConfigPlan } from '../../../shared/domain.ts'
import { ProblemError, toProblem } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { Backups, hashOf } from './backups.ts'
import { clientTable, type ClientRow, type Start } from './client-table.ts'
import { changedMeanwhile, readConfig, refuseReadOnly, writeConfig, type ConfigFile } from './config-file.ts'
import { Unreadable } from './config-tree.ts'
import { putEntry, readEntry, type Spot } from './entry-edit.ts'
import { locate } from './locate.ts'
import { takeBack } from './take-back.ts'

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
  readonly #backups: Backups
  /** Changes come one after the other: two windows may press the same button. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: Options) {
    this.#options = options
    this.#backups = new Backups(options.places.backups)
  }

  list(): Promise<ClientState[]> {
    return Promise.all(clientTable.map((row) => this.#state(row)))
  }

  /** The exact change that `connect` would make. Where it cannot be made, `problem` says why and the snippet is still there. */
  async plan(id: string): Promise<ConfigPlan> {
    return (await this.#prepare(rowOf(id))).plan
  }

  /** Writes what was shown, or nothing: `conflict` when the file or the entry is not what it was. */
  connect(id: string, token: string): Promise<ClientState> {
    return this.#alone(async () => {
      const row = rowOf(id)
      const { plan, file } = await this.#prepare(row)
      if (plan.problem) throw new ProblemError(plan.problem)
      if (plan.token !== token || !file) throw changedMeanwhile(plan.path)
      if (plan.after !== plan.before) {
        const base = await this.#keep(row, file)
        await writeConfig(file, plan.after)
        await this.#backups.remember(id, plan.path, plan.after, base)
      }
      return this.#state(row)
    })
  }

  /** Takes our change back: the old file byte for byte where nobody else changed it since, else only our entry. */
  undo(id: string): Promise<ClientState> {
    return this.#alone(async () => {
      const row = rowOf(id)
      const file = await readConfig(await this.#path(row))
      const written = await this.#backups.written(id, file.path)
      const entry = editing(file.path, () => file.text !== null && readEntry(file.text, spotOf(row)))
      if (!written && !entry) throw nothingToUndo(row, file.path)

      const back = await this.#before(row, file)
      if (back !== file.text) {
        await refuseReadOnly(file)
        if (file.text !== null) await this.#backups.keep(id, file.path, file.text)
        await writeConfig(file, back)
      }
      await this.#backups.forget(id, file.path)
      return this.#state(row)
    })
  }

  /** Copies the file as it is, and names the copy that an undo of the next change puts back. */
  async #keep(row: ClientRow, file: ConfigFile): Promise<string | null> {
    await refuseReadOnly(file)
    const copy = file.text === null ? null : await this.#backups.keep(row.id, file.path, file.text)
    if (!(await this.#backups.written(row.id, file.path))) return copy
    // Connected again: what an undo gives back is what there was without us, not our former entry.
    const before = await this.#before(row, file)
    if (before === file.text) return copy
    return before === null ? null : this.#backups.keep(row.id, file.path, before)
  }

  /** The file without our change; null when there was none. */
  async #before(row: ClientRow, file: ConfigFile): Promise<string | null> {
    const { text } = file
    if (text === null) return null
    const written = await this.#backups.written(row.id, file.path)
    if (written?.wrote === hashOf(text)) return written.base
    return editing(file.path, () => takeBack(text, written?.base, spotOf(row)))
  }

  async #prepare(row: ClientRow): Promise<{ plan: ConfigPlan; file?: ConfigFile }> {
    const spot = spotOf(row)
    const start = this.#start()
    const snippet = putEntry('', spot, row.entry(start))
    const plan = {
      client: row.id,
      path: '',
      before: null as string | null,
      after: snippet,
      snippet,
      ...start,
      token: '',
    }
    try {
      plan.path = await this.#path(row)
      const file = await readConfig(plan.path)
      plan.before = file.text
      plan.after = editing(plan.path, () => putEntry(file.text ?? '', spot, row.entry(start)))
      if (plan.after !== plan.before) await refuseReadOnly(file)
      plan.token = hashOf(JSON.stringify([plan.path, plan.before, plan.after]))
      return { plan, file }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return { plan: { ...plan, after: plan.before ?? '', problem: error.problem } }
    }
  }

  async #state(row: ClientRow): Promise<ClientState> {
    const { id, name, then } = row
    const { path, found } = await locate(row, this.#options)
    const state = { id, name, path: path ?? '', found, then, canUndo: true }
    try {
      const { text } = await readConfig(await this.#path(row))
      const entry = text === null ? undefined : editing(state.path, () => readEntry(text, spotOf(row)))
      if (isDeepStrictEqual(entry?.value, row.entry(this.#start()))) return { ...state, status: 'connected' }
      if (entry)
        return { ...state, status: 'changed-outside', detail: `Its entry "${entryName}" starts something else.` }
      if (await this.#backups.written(id, state.path))
        return { ...state, status: 'changed-outside', detail: `The entry "${entryName}" was removed from it.` }
      return { ...state, status: 'not-connected', canUndo: false }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return { ...state, status: 'unreadable', canUndo: false, detail: toProblem(error).message }
    }
  }

  async #path(row: ClientRow): Promise<string> {
    const { path } = await locate(row, this.#options)
    if (path !== undefined) return path
    throw new ProblemError({
      code: 'unavailable',
      message: `There is no known place for the config of ${row.name} on this computer.`,
      hint: 'Copy the config and put it where that application reads it.',
    })
  }

  #start(): Start {
    const { places, bridge } = this.#options
    const { command, args } = bridge()
    return { command, args: [...args, 'all', ...(places.isDefault ? [] : ['--home', places.home])] }
  }

  #alone<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(change)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}

function rowOf(id: string): ClientRow {
  const row = clientTable.find((one) => one.id === id)
  if (row) return row
  throw new ProblemError({
    code: 'not-found',
    message: `There is no client ${id}.`,
    hint: `These are known: ${clientTable.map((one) => one.id).join(', ')}.`,
  })
}

function spotOf(row: ClientRow): Spot {
  return { key: row.key, name: entryName }
}

function nothingToUndo(row: ClientRow, path: string): ProblemError {
  return new ProblemError({
    code: 'not-found',
    message: `There is no entry "${entryName}" in ${path}.`,
    hint: `${row.name} is not connected, so there is nothing to undo.`,
  })
}

/** A file that cannot be understood is never written to. */
function editing<T>(path: string, edit: () => T): T {
  try {
    return edit()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new ProblemError({
      code: 'unavailable',
      message: `Line ${error.line} of ${path} cannot be edited: ${error.message}.`,
      hint: 'Correct that line and look again, or copy the config and put it there yourself. Nothing was changed.',
    })
  }
}
