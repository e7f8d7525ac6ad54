import type { Call, CallOutcome } from '../../shared/records.ts'

export interface OutcomeWords {
  icon: 'ok' | 'starting' | 'failed' | 'trapped' | 'denied' | 'off' | 'waiting'
  /** Answered calls are quiet: success is not news. */
  tone: 'quiet' | 'starting' | 'failed' | 'trapped' | 'denied'
  word: string
  /** What it means, for the detail. */
  meaning: string
}

const words: Record<CallOutcome, OutcomeWords> = {
  pending: { icon: 'starting', tone: 'starting', word: 'Running', meaning: 'The server has not answered yet.' },
  answered: { icon: 'ok', tone: 'quiet', word: 'Answered', meaning: 'The server answered.' },
  'tool-error': {
    icon: 'failed',
    tone: 'failed',
    word: 'Tool error',
    meaning: 'The server answered that the tool could not do it.',
  },
  error: { icon: 'failed', tone: 'failed', word: 'Error', meaning: 'The server answered with a protocol error.' },
  trapped: {
    icon: 'trapped',
    tone: 'trapped',
    word: 'Trapped',
    meaning: 'The server broke in mid-call. The client got an error for this call and went on.',
  },
  exited: {
    icon: 'failed',
    tone: 'failed',
    word: 'Exited',
    meaning: 'The server ended in mid-call. The client got an error for this call and went on.',
  },
  'timed-out': {
    icon: 'failed',
    tone: 'failed',
    word: 'Timed out',
    meaning: 'The server did not answer within its call limit and was ended.',
  },
  cancelled: { icon: 'off', tone: 'quiet', word: 'Cancelled', meaning: 'The client took the call back.' },
  refused: {
    icon: 'denied',
    tone: 'denied',
    word: 'Refused',
    meaning: 'Belljar did not pass the call on to the server.',
  },
  'host-lost': {
    icon: 'failed',
    tone: 'failed',
    word: 'Lost',
    meaning: 'Belljar was restarted while this call ran. It may or may not have taken effect.',
  },
}

export function outcomeWords(outcome: CallOutcome): OutcomeWords {
  return words[outcome]
}

/** Whether a call belongs under "Trouble". */
export function wentWrong({ outcome }: Pick<Call, 'outcome'>): boolean {
  return outcome !== 'pending' && outcome !== 'answered' && outcome !== 'cancelled'
}
