import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Licence } from '../../shared/catalog.ts'
import { ProblemError } from '../../shared/rpc.ts'

/** As `npm run licences` keeps them: texts once, since many packages have the same. */
interface Kept {
  texts: string[]
  /** `text` is an index into `texts`. */
  software: { name: string; version: string; licence: string; text: number }[]
}

/** What Belljar is made of, by name. Rejects with a ProblemError when the list is not there. */
export async function readLicences(resources: string): Promise<Licence[]> {
  const file = path.join(resources, 'licences.json')
  try {
    const { texts, software } = JSON.parse(await readFile(file, 'utf8')) as Kept
    return software.map(({ text, ...rest }) => ({ ...rest, text: texts[text] ?? '' }))
  } catch {
    throw new ProblemError({
      code: 'not-found',
      message: 'The list of licences is not where it should be.',
      hint: `Install Belljar again: ${file} is missing or damaged.`,
    })
  }
}
