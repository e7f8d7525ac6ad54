import type { RuntimeState } from '../../shared/domain.ts'
import { bytes, count, written } from './amounts.ts'

/** How far the preparation of wasmtime is: a sentence, and the amount as the bar shows it. */
export interface Progress {
  sentence: string
  amount: string
  /** 0 to 1; null while nobody knows. */
  share: number | null
}

export function runtimeProgress(runtime: RuntimeState, now: number): Progress | null {
  switch (runtime.kind) {
    case 'ready':
    case 'failed':
      return null
    case 'looking':
      return { sentence: 'Looking for wasmtime.', amount: '', share: null }
    case 'downloading':
      return {
        sentence: `Downloading wasmtime ${runtime.version}. Servers start when it is here.`,
        amount: runtime.total
          ? `${written(bytes(runtime.done))} of ${written(bytes(runtime.total))}`
          : written(bytes(runtime.done)),
        share: runtime.total ? Math.min(1, runtime.done / runtime.total) : null,
      }
    case 'building': {
      const left = timeLeft(runtime, now)
      return {
        sentence: `Building wasmtime ${runtime.version}${left ? `, ${left}` : ''}. Servers start when it is ready.`,
        amount: runtime.total
          ? `${count(runtime.done)} of ${count(runtime.total)} crates`
          : `${count(runtime.done)} crates`,
        share: runtime.total ? Math.min(1, runtime.done / runtime.total) : null,
      }
    }
  }
  return runtime satisfies never
}

/** Only once a tenth is done: before that any number would be made up. */
function timeLeft(building: Extract<RuntimeState, { kind: 'building' }>, now: number): string | undefined {
  const { done, total, startedAt } = building
  if (!total || done < total / 10 || done >= total || now <= startedAt) return undefined
  const minutes = Math.ceil((((now - startedAt) / done) * (total - done)) / 60_000)
  return minutes <= 1 ? 'about a minute left' : `about ${minutes} min left`
}

export function runtimeName(runtime: RuntimeState): string {
  switch (runtime.kind) {
    case 'ready':
      return `wasmtime ${runtime.version}`
    case 'looking':
      return 'looking for wasmtime'
    case 'downloading':
      return 'downloading wasmtime'
    case 'building':
      return 'building wasmtime'
    case 'failed':
      return 'no wasmtime'
  }
  return runtime satisfies never
}
