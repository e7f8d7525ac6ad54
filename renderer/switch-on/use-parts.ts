import { useState } from 'react'
import type { Problem, Server } from '../../shared/domain.ts'
import { choicesOf, lacking, nearestChoice } from '../../shared/missing-needs.ts'
import type { Draft } from '../grants/draft.ts'
import type { Wrong } from '../grants/fields.tsx'
import { usePlans, type Planned } from '../grants/use-plans.ts'
import { wantSecrets } from '../store/records.ts'
import { useSecrets } from '../store/store.ts'
import { useOnce } from '../ui/use-once.ts'
import { answerFor, draftsOf, keyOf, type Answer } from './answers.ts'
import type { Part } from './part.ts'

interface Form {
  parts: Part[]
  /** Alternatives of which one is enough. */
  choices: string[]
  choice: string | undefined
  choose: (choice: string) => void
  /** Everything that would be granted, in the order of the parts. */
  drafts: readonly Draft[]
  /** Asks the host anew about each of them. */
  look: () => Promise<Planned[]>
  dirty: boolean
}

/** Where the host refused something of it: a number of a draft. */
export interface Refused {
  draft: number
  problem: Problem
}

/** What the server asks for as it was when the form opened, with what is entered. What is typed for one alternative outlives another. */
export function useParts(server: Server, tried: boolean, refused: Refused | null): Form {
  useOnce(wantSecrets)
  const stored = useSecrets()?.secrets.map(({ name }) => name) ?? []
  const [opened] = useState(() => ({ needs: server.needs, grants: server.grants }))
  const [choice, choose] = useState(() => nearestChoice(opened.needs, opened.grants))
  const [entered, setEntered] = useState<Record<string, Answer>>({})
  const needs = lacking(opened.needs, opened.grants, choice)

  const asked = needs.map((need, nth) => {
    const key = keyOf(need, nth)
    const answer = entered[key] ?? answerFor(need)
    return { key, need, answer, drafts: draftsOf(answer, need.required, stored) }
  })
  const drafts = asked.flatMap((each) => each.drafts)
  const [plans, look] = usePlans(server.id, drafts)
  const parts = asked.map(({ key, need, answer, drafts: own }, nth) => {
    const from = asked.slice(0, nth).reduce((sum, each) => sum + each.drafts.length, 0)
    const planned = plans.slice(from, from + own.length)
    return {
      ...{ need, answer, drafts: own, planned },
      change: (next: Answer) => setEntered((before) => ({ ...before, [key]: next })),
      wrong: own.map((draft, at) => {
        if (refused?.draft === from + at) return wrongOf(draft, refused.problem)
        return wrongIn(planned[at], draft, need.required, tried)
      }),
    }
  })
  return {
    parts,
    choices: choicesOf(opened.needs),
    choice,
    choose,
    drafts,
    look,
    dirty: Object.keys(entered).length > 0,
  }
}

/** What is missing is said once the person thinks that it is complete; what the host refuses, at once. */
function wrongIn(planned: Planned | undefined, draft: Draft, required: boolean, tried: boolean): Wrong | null {
  if (tried && required && isEmpty(draft)) return { field: 'value', text: 'Type its value.' }
  if (!planned || 'plan' in planned) return null
  if ('mistake' in planned) return tried ? planned.mistake : null
  return wrongOf(draft, planned.problem)
}

/** It may be granted, but then the server would still lack what it asks for. */
export function isEmpty(draft: Draft): boolean {
  return (draft.kind === 'variable' || draft.kind === 'config') && draft.value === ''
}

function wrongOf(draft: Draft, { message, hint }: Problem): Wrong {
  const field = draft.kind === 'secret' || draft.kind === 'variable' || draft.kind === 'config' ? 'value' : 'main'
  return { field, text: message, hint }
}
