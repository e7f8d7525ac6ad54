import { count } from './amounts.ts'

/** What ends the calls that run. */
export type Ending = 'quit' | 'stop' | 'restart'

export interface Question {
  title: string
  text: string
  does: string
  keeps: string
}

const verbs = { quit: 'Quit', stop: 'Stop', restart: 'Restart' } as const

const effects: Record<Ending, string> = {
  quit: 'Quitting ends them. Clients are told that Belljar was quit.',
  stop: 'Stopping ends them with an error. The server starts again at its next call.',
  restart: 'Restarting ends them with an error.',
}

/** Asks whether so many calls may be ended. */
export function endWords(ending: Ending, running: number): Question {
  const one = running === 1
  return {
    title: one ? '1 call is running' : `${count(running)} calls are running`,
    text: one ? effects[ending].replace('ends them', 'ends it') : effects[ending],
    does: `${verbs[ending]} and end ${one ? 'it' : 'them'}`,
    keeps: 'Cancel',
  }
}
