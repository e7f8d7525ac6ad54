import type { Denial } from '../../../shared/access.ts'
import type { Redactor } from './redactor.ts'

/** A denial without secrets. What would be suggested with one in it is not suggested: it would grant something else. */
export function redactDenial(denial: Denial, redactor: Pick<Redactor, 'redact'>): Denial {
  const { suggest, ...rest } = denial
  const clean: Denial = {
    ...rest,
    client: redactor.redact(denial.client),
    ...(denial.tool !== undefined && { tool: redactor.redact(denial.tool) }),
    text: redactor.redact(denial.text),
    reason: redactor.redact(denial.reason),
  }
  const spoiled = suggest && Object.values(suggest).some((value) => typeof value === 'string' && holds(value, redactor))
  return suggest && !spoiled ? { ...clean, suggest } : clean
}

function holds(text: string, redactor: Pick<Redactor, 'redact'>): boolean {
  return redactor.redact(text) !== text
}
