import type { EventName, Events } from '../../shared/contract.ts'

/**
 * Who is at the other end of a wire. Over the host's socket this is what the peer says of itself, and whatever can open the
 * socket can say anything: it lets changes by the command line be announced to a person, and is no boundary.
 */
export interface Asker {
  kind: AskerKind
  /** Says something to this one alone. */
  tell?<N extends EventName>(name: N, data: Events[N]): void
  /** Its wire was closed. */
  gone: AbortSignal
}

/** `shell`: the desktop app itself, for its tray and notifications; there a person can be asked nothing. */
export type AskerKind = 'window' | 'command-line' | 'shell'
