import type { Health } from '../../shared/watching.ts'
import { percent } from './activity.ts'
import { counted } from './amounts.ts'

/** How a server does when it is checked, in one line. */
export function healthLine({ state, failures, lastFailure, uptime, checks, paused }: Health): string {
  if (paused) return `not checked now: ${paused.charAt(0).toLowerCase()}${paused.slice(1).replace(/\.$/u, '')}`
  const share = uptime === null ? '' : `, ${percent(uptime)} of ${counted(checks, 'check')} passed in 24 h`
  switch (state) {
    case 'unknown':
      return 'not checked yet'
    case 'well':
      return `well${share}`
    case 'failing':
      return `failing, ${counted(failures, 'check')} in a row${lastFailure ? `: ${lastFailure.text}` : ''}${share}`
  }
  return state satisfies never
}
