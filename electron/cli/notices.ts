import type { Notice } from '../../shared/domain.ts'
import { announced } from '../core/grants/cli-watch.ts'
import type { Terminal } from './terminal.ts'

/** What a window would show as a banner, for instance a damaged file that was set aside. */
export function sayNotices(terminal: Terminal, notices: readonly Notice[]): void {
  for (const { level, message, hint } of notices) {
    if (level !== 'info' && !message.startsWith(announced))
      terminal.err(`${[message, hint].filter(Boolean).join(' ')}\n`)
  }
}
