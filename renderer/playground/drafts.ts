import { create } from 'zustand'
import type { Problem } from '../../shared/domain.ts'
import { writeJson } from './exact.ts'
import { startValue } from './start-value.ts'

/** How a call from here came out. */
export type Ran =
  | { state: 'running'; run: string; since: number; cancelling: boolean; progress?: Progress }
  | { state: 'done'; call: string; json: string; isError: boolean; cancelled: boolean; tookMs: number; at: number }
  | { state: 'failed'; problem: Problem }

export interface Progress {
  progress: number
  total?: number
  message?: string
}

/** What was entered for one tool. It stays while the window is open, whatever else is looked at. */
export interface Draft {
  /** The arguments as JSON; what the form says is written here at once. */
  text: string
  as: 'form' | 'json'
  /** Grows when the text changed outside of the form, which then reads it anew. */
  revision: number
  /** Said above it until something is entered. */
  note?: string
  ran?: Ran
}

interface Drafts {
  drafts: Record<string, Draft>
}

const useDrafts = create<Drafts>(() => ({ drafts: {} }))

export const draftKey = (server: string, tool: string) => `${server}\n${tool}`

export function useDraft(key: string, schema: unknown): Draft {
  return useDrafts(({ drafts }) => drafts[key]) ?? freshDraft(schema)
}

const fresh = new WeakMap<object, Draft>()

function freshDraft(schema: unknown): Draft {
  const key = typeof schema === 'object' && schema !== null ? schema : noSchema
  const known = fresh.get(key)
  if (known) return known
  const draft: Draft = { text: writeJson(startValue(schema)), as: 'form', revision: 0 }
  fresh.set(key, draft)
  return draft
}
const noSchema = {}

export function draftOf(key: string): Draft | undefined {
  return useDrafts.getState().drafts[key]
}

/** `before` is what stood there while nothing was entered. */
export function changeDraft(key: string, before: Draft, change: Partial<Draft>): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: { ...(drafts[key] ?? before), ...change } } }))
}

/** Puts arguments in the place of what is there. */
export function putArguments(key: string, text: string, note?: string): void {
  const draft: Draft = { ...(draftOf(key) ?? { text, as: 'form', revision: 0 }) }
  delete draft.note
  const next: Draft = { ...draft, text, revision: draft.revision + 1, ...(note !== undefined && { note }) }
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: next } }))
}

export function setRan(key: string, before: Draft, ran: Ran | ((old: Ran | undefined) => Ran | undefined)): void {
  const old = (draftOf(key) ?? before).ran
  const next = typeof ran === 'function' ? ran(old) : ran
  if (next) changeDraft(key, before, { ran: next })
}
