import type { Health } from '../../shared/watching.ts'
import type { IconName } from '../ui/icon.tsx'
import { counted } from './amounts.ts'

export interface HealthWords {
  icon: IconName
  tone: 'quiet' | 'running' | 'failed' | 'stopped'
  word: string
  second?: string
}

/** A healthy server is quiet: only what fails has a colour. */
export function healthWords({ state, failures, paused }: Health): HealthWords {
  if (paused !== undefined) return { icon: 'pause', tone: 'stopped', word: 'Paused', second: paused }
  if (state === 'failing')
    return { icon: 'failed', tone: 'failed', word: 'Failing', second: `${counted(failures, 'check')} in a row` }
  const doubt = failures > 0 ? { second: `${counted(failures, 'check')} failed just now` } : {}
  if (state === 'unknown') return { icon: 'stopped', tone: 'stopped', word: 'Not known yet', ...doubt }
  return { icon: 'ok', tone: 'quiet', word: 'Well', ...doubt }
}

/** `100 %`, `99.9 %`, `98.6 %`: of a share close to all the tenth counts, and all is said only where it is all. */
export function uptimeText(uptime: number): string {
  if (uptime === 1) return '100 %'
  const percent = Math.floor(uptime * 1000) / 10
  return `${percent >= 90 ? percent.toFixed(1) : String(Math.round(percent))} %`
}

interface Slot {
  passed: number
  failed: number
}

/** What a strip of checks shows, for everyone who does not see it. */
export function stripText(slots: readonly Slot[], hours: number): string {
  const passed = slots.reduce((sum, slot) => sum + slot.passed, 0)
  const failed = slots.reduce((sum, slot) => sum + slot.failed, 0)
  const span = spanText(hours)
  if (passed + failed === 0) return `${span}: no checks`
  const last = slots.findLastIndex((slot) => slot.failed > 0)
  if (last === -1) return `${span}: ${counted(passed, 'check')}, none failed`
  const ago = ((slots.length - 1 - last) * hours) / slots.length
  const when = ago < 1 ? 'within the last hour' : `${Math.round(ago)} h ago`
  return `${span}: ${counted(passed + failed, 'check')}, ${failed} failed, the last ${when}`
}

export function spanText(hours: number): string {
  return hours > 24 ? `Last ${Math.round(hours / 24)} days` : `Last ${hours} h`
}
