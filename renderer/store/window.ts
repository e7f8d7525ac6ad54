import { create } from 'zustand'
import type { Inspection, Problem } from '../../shared/domain.ts'
import type { GrantForm } from '../grants/grant-form.ts'
import { roomFor } from './room.ts'

/** A file that is being looked at before it is installed. */
export interface Review {
  file: string
  /** Null while it is being inspected. */
  inspection: Inspection | null
  problem: Problem | null
}

/** A short answer to what the person just did. */
export interface Toast {
  id: number
  tone: 'done' | 'failed'
  message: string
  hint?: string
  /** It says that the host was out of reach, which is untrue once it is back. */
  link?: true
  /** Takes back what was done. */
  undo?: () => void
  /** The alert that it tells of: it goes with it. */
  alert?: string
}

/** What belongs to this window alone: what was seen in it, what it is in the middle of. */
export interface WindowState {
  /** Ids of traps that were opened. */
  seenTraps: readonly string[]
  /** The welcome is being gone through: it stays until it is left, also after its first step made the app no longer new. */
  welcome: boolean
  review: Review | null
  /** A grant that is being given or changed. */
  grantForm: GrantForm | null
  /** The server that is given what it needs. */
  switchOn: string | null
  toasts: readonly Toast[]
  keysShown: boolean
}

const keys = { seen: 'belljar.seenTraps' }

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage can be switched off; the window works without
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // as above
  }
}

function readSeen(): string[] {
  try {
    const kept: unknown = JSON.parse(read(keys.seen) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export const useWindow = create<WindowState>()(() => ({
  seenTraps: readSeen(),
  welcome: false,
  review: null,
  grantForm: null,
  switchOn: null,
  toasts: [],
  keysShown: false,
}))

const { setState, getState } = useWindow

export function markSeen(ids: readonly string[]): void {
  const known = getState().seenTraps
  const fresh = ids.filter((id) => !known.includes(id))
  if (fresh.length === 0) return
  const seenTraps = [...known, ...fresh].slice(-1000)
  write(keys.seen, JSON.stringify(seenTraps))
  setState({ seenTraps })
}

let lastToast = 0

export function say(toast: Omit<Toast, 'id'>): void {
  const id = ++lastToast
  setState((state) => ({ toasts: [...roomFor(state.toasts), { ...toast, id }] }))
  if (toast.tone === 'done') setTimeout(() => forget(id), toast.undo ? 12_000 : 4_000)
}

export function forget(id: number): void {
  setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }))
}

/** Takes back what was done last, if it can be. */
export function undoLast(): boolean {
  const last = getState().toasts.findLast(({ undo }) => undo)
  if (!last?.undo) return false
  forget(last.id)
  last.undo()
  return true
}

export function forgetLost(): void {
  setState((state) => ({ toasts: state.toasts.filter(({ link }) => !link) }))
}

/** Toasts of other alerts than these are out of date. */
export function forgetAlerts(current: readonly string[]): void {
  setState((state) => ({ toasts: state.toasts.filter(({ alert }) => alert === undefined || current.includes(alert)) }))
}

export function setReview(review: Review | null): void {
  setState({ review })
}

export function setWelcome(welcome: boolean): void {
  setState({ welcome })
}

export function showKeys(keysShown: boolean): void {
  setState({ keysShown })
}

export function setGrantForm(grantForm: GrantForm | null): void {
  setState({ grantForm })
}

export function setSwitchOn(switchOn: string | null): void {
  setState({ switchOn })
}
