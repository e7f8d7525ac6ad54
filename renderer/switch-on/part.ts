import type { MissingNeed } from '../../shared/grants.ts'
import type { Draft } from '../grants/draft.ts'
import type { Wrong } from '../grants/fields.tsx'
import type { Planned } from '../grants/use-plans.ts'
import type { Answer } from './answers.ts'

/** One thing that is asked for, with what stands in the form for it. */
export interface Part<K extends Answer['kind'] = Answer['kind']> {
  need: MissingNeed
  answer: Extract<Answer, { kind: K }>
  change: (answer: Answer) => void
  /** What would be granted; of each, what the host says of it and what is wrong with it. */
  drafts: readonly Draft[]
  planned: readonly (Planned | undefined)[]
  wrong: readonly (Wrong | null)[]
}
