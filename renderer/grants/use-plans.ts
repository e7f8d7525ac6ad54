import { useCallback, useEffect, useRef, useState } from 'react'
import type { GrantPlan } from '../../shared/access.ts'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { grantOf, type Draft, type Mistake } from './draft.ts'

/** What the host says of a draft, or what is missing from it before it can be asked. */
export type Planned = { plan: GrantPlan } | { problem: Problem } | { mistake: Mistake }

const quietMs = 250

async function planOf(id: string, draft: Draft): Promise<Planned> {
  const meant = grantOf(draft)
  if ('mistake' in meant) return meant
  try {
    return { plan: await ask('grants.plan', { id, grant: meant.grant, fresh: draft.kind === 'secret' && draft.fresh }) }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

/** Looks at every draft a moment after it was last edited. Undefined until the host has answered about this very draft. */
export function usePlans(id: string, drafts: readonly Draft[]): [(Planned | undefined)[], () => Promise<Planned[]>] {
  const [known, setKnown] = useState<Record<string, Planned>>({})
  const latest = useRef(drafts)
  const keys = drafts.map((draft) => JSON.stringify(draft))
  const all = keys.join('\n')

  useEffect(() => {
    latest.current = drafts
  })

  const look = useCallback(async () => {
    const found = await Promise.all(
      latest.current.map(async (draft) => [JSON.stringify(draft), await planOf(id, draft)] as const),
    )
    setKnown((before) => ({ ...before, ...Object.fromEntries(found) }))
    return found.map(([, planned]) => planned)
  }, [id])

  useEffect(() => {
    const timer = setTimeout(() => void look(), quietMs)
    return () => clearTimeout(timer)
  }, [all, look])

  return [keys.map((key) => known[key]), look]
}
