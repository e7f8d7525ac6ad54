import { createAnsiSequenceParser } from 'ansi-sequence-parser'
import { classOf } from './colours.ts'
import { actsIn, nameOf } from './hidden.ts'
import { hitsIn } from './hits.ts'

/** A stretch of text that looks the same. `hidden`: it is the name of what would act, and stands in a box. */
export interface Run {
  text: string
  look: string
  hit?: true
  hidden?: true
}

const colour = /^\u001b\[([0-9;]*)m$/u

/**
 * A line as it is shown: colour codes become looks, everything else that would act becomes a box with its name, and what is searched
 * is marked. The texts of all runs that are not hidden, in their order, are the line's own.
 */
export function runsOf(text: string, find = ''): Run[] {
  const runs: Run[] = []
  const hits = hitsIn(text, find)
  // The library takes anything up to the next m for a colour code, so it is given codes only, one at a time.
  const colours = createAnsiSequenceParser()
  let look = ''
  let from = 0
  const plain = (to: number) => {
    while (from < to) {
      const hit = hits.find((each) => each.to > from)
      const inside = hit !== undefined && hit.from <= from
      const end = Math.min(to, hit === undefined ? to : inside ? hit.to : hit.from)
      runs.push({ text: text.slice(from, end), look, ...(inside && { hit: true }) })
      from = end
    }
  }
  for (const { at, acts } of actsIn(text)) {
    plain(at)
    from = at + acts.length
    const code = colour.exec(acts)
    if (code) {
      const [token] = colours.parse(`\u001b[${code[1] || '0'}mx`)
      look = token ? classOf(token) : ''
    } else runs.push({ text: nameOf(acts), look: '', hidden: true })
  }
  plain(text.length)
  return runs
}
