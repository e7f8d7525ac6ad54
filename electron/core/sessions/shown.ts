import { createHash } from 'node:crypto'
import type { Offers } from './offers.ts'

/** The lists as a client sees them. */
export interface Shown {
  tools: string
  prompts: string
  resources: string
}

/** Texts to compare what a client saw with what it would see now. */
export function show({ tools, prompts, resources, templates }: Offers): Shown {
  return {
    tools: JSON.stringify(tools),
    prompts: JSON.stringify(prompts),
    resources: JSON.stringify([resources, templates]),
  }
}

export function hashOf({ tools, prompts, resources }: Shown): string {
  return createHash('sha256').update(`${tools}\n${prompts}\n${resources}`).digest('hex').slice(0, 16)
}
