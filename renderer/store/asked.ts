import { create } from 'zustand'
import type { Question } from '../words/end-words.ts'

interface Asked {
  question: Question
  answer: (yes: boolean) => void
}

/** What the person is being asked before something is done, whatever page is shown. */
export const useAsked = create<{ asked: Asked | null }>()(() => ({ asked: null }))

/** Resolves with the answer. One question at a time: what was asked before is answered with no. */
export function askPerson(question: Question): Promise<boolean> {
  answerAsked(false)
  return new Promise((answer) => useAsked.setState({ asked: { question, answer } }))
}

export function answerAsked(yes: boolean): void {
  const { asked } = useAsked.getState()
  useAsked.setState({ asked: null })
  asked?.answer(yes)
}
