import type { Inspection } from '../../../shared/domain.ts'

/** What a file was recognised as. With a problem, its message is the reason. */
export type Finding = Pick<Inspection, 'kind' | 'reason' | 'problem'>

export function accepted(reason: string): Finding {
  return { kind: 'stdio', reason }
}

export function refused(message: string, hint: string): Finding {
  return { kind: null, reason: message, problem: { code: 'bad-request', message, hint } }
}
