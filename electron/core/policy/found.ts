import type { Limits } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { printable } from '../servers/printable.ts'

/** A grant that a policy asks for; it is checked like one that a person writes. */
export interface Candidate {
  grant: Grant
  /** What was said in the file and does not hold in the same way here, one sentence each. */
  warnings: string[]
}

/** What a policy file says, as far as it is understood. */
export interface Found {
  candidates: Candidate[]
  limits: Partial<Limits>
  /** One sentence each. */
  unsupported: string[]
}

export type Fields = Record<string, unknown>

/** Undefined for what is no mapping. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** Names every key that is not `known`, and every part that has the wrong shape is for the caller to name. */
export function sayUnknown(where: string, fields: Fields, known: readonly string[], found: Pick<Found, 'unsupported'>) {
  for (const key of Object.keys(fields))
    if (!known.includes(key))
      found.unsupported.push(`${where === '' ? '' : `${where}.`}${printable(key)} has no counterpart here.`)
}

/** The allow and deny entries of one kind of permission. What is no list of mappings is named. */
export function entriesOf(where: string, value: unknown, found: Pick<Found, 'unsupported'>): Entries {
  const entries: Entries = { allow: [], deny: [] }
  if (value === undefined || value === null) return entries
  const fields = fieldsOf(value)
  if (!fields) {
    found.unsupported.push(`${where} should hold allow and deny, and does not.`)
    return { ...entries, unclear: true }
  }
  sayUnknown(where, fields, ['allow', 'deny'], found)
  for (const side of ['allow', 'deny'] as const) {
    const list = fields[side]
    if (list === undefined || list === null) continue
    const clear = Array.isArray(list) ? list.map(fieldsOf) : [undefined]
    clear.forEach((entry, at) => {
      if (entry) return void entries[side].push(entry)
      found.unsupported.push(`${where}.${side}${Array.isArray(list) ? `, entry ${at + 1},` : ''} cannot be understood.`)
      if (side === 'deny') entries.unclear = true
    })
  }
  return entries
}

export interface Entries {
  allow: Fields[]
  deny: Fields[]
  /** Something that is denied is not understood: nothing may be allowed then. */
  unclear?: true
}

/** An entry as the file has it, on one line. */
export function quoted(entry: Fields): string {
  return printable(JSON.stringify(entry) ?? 'nothing', 200)
}
