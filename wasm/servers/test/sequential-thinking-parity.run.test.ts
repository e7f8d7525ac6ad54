import { expect, it } from 'vitest'
import { Guest } from './guest.ts'
import { npmPeer } from './peers.ts'

const steps: [what: string, args: Record<string, unknown>][] = [
  ['a plain thought', {}],
  ['a total that is too low', { thoughtNumber: 5, totalThoughts: 2 }],
  ['a revision', { isRevision: true, revisesThought: 1 }],
  ['a revision of what was never sent', { isRevision: true, revisesThought: 99 }],
  ['a branch', { branchFromThought: 1, branchId: 'a' }],
  ['the same branch again', { branchFromThought: 1, branchId: 'a' }],
  ['another branch, from what was never sent', { branchFromThought: 42, branchId: 'b' }],
  ['a branch with no name', { branchFromThought: 1 }],
  ['a branch with an empty name', { branchFromThought: 1, branchId: '' }],
  ['a branch from nowhere', { branchId: 'c' }],
  ['numbers as text', { thoughtNumber: '7', totalThoughts: ' 8 ' }],
  ['a whole number with a point', { thoughtNumber: 2.0, totalThoughts: '9.0' }],
  ['booleans as text', { nextThoughtNeeded: 'False', isRevision: 'TRUE', needsMoreThoughts: 'true' }],
  ['arguments that nobody knows', { tone: 'calm' }],
  ['an empty thought', { thought: '' }],
  ['no thought', { thought: undefined }],
  ['a thought that is none', { thought: 5 }],
  ['a boolean that is none', { nextThoughtNeeded: 'yes' }],
  ['a number as a boolean', { nextThoughtNeeded: 1 }],
  ['a number that is none', { thoughtNumber: 'two' }],
  ['a number below one', { thoughtNumber: 0 }],
  ['a fraction', { totalThoughts: 2.5 }],
  ['a number beyond all', { totalThoughts: 2 ** 53 }],
  ['the last thought', { nextThoughtNeeded: false, needsMoreThoughts: false }],
]

/** One after the other: each counts on those before. */
async function think(guest: Guest): Promise<unknown[]> {
  await guest.initialize()
  const results: unknown[] = []
  for (const [what, more] of steps) {
    const base = { thought: 't', nextThoughtNeeded: true, thoughtNumber: 1, totalThoughts: 3 }
    const { failed, structured, text } = await guest.use('sequentialthinking', { ...base, ...more })
    const { note, ...same } = structured ?? {}
    // Without a note even the text is the same, byte for byte.
    results.push({ what, failed, ...(failed ? {} : { same, ...(note === undefined && { text }) }) })
  }
  return results
}

it('answers as the npm server does, but for its notes', async () => {
  const ours = (await think(new Guest('sequential-thinking'))) as { what: string; text?: string }[]
  const theirs = (await think(new Guest(npmPeer('sequential-thinking')))) as { what: string; text?: string }[]
  const noted = new Set(ours.filter(({ text }) => text === undefined).map(({ what }) => what))
  expect(ours).toEqual(theirs.map(({ text, ...rest }) => (noted.has(rest.what) ? rest : { ...rest, text })))
})
