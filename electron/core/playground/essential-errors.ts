import type { ErrorObject } from 'ajv'

const choices = new Set(['anyOf', 'oneOf'])
const shallow = new Set(['type', 'const', 'enum'])

/**
 * Of a choice that nothing of fits, every branch reports its own errors, and then the choice itself. Kept are those of the one branch that
 * was meant, where that can be told, else only that of the choice.
 */
export function essential(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = []
  for (const error of errors) {
    // That is what `if` says besides the errors of `then` or `else`.
    if (error.keyword === 'if' && kept.length > 0) continue
    if (!choices.has(error.keyword) || error.params['passingSchemas']) {
      kept.push(error)
      continue
    }
    const branches = takeBranches(kept, error)
    const deep = branches.filter((one) => one.instancePath !== error.instancePath || !shallow.has(one.keyword))
    const meant = new Set(deep.map((one) => branchOf(one, error)))
    if (deep.length > 0 && meant.size === 1) kept.push(...deep)
    else kept.push({ ...error, params: { ...error.params, branches } })
  }
  return kept
}

/** The errors right before that of the choice which are about the same value or what is in it. */
function takeBranches(kept: ErrorObject[], { instancePath, schemaPath }: ErrorObject): ErrorObject[] {
  const parent = schemaPath.slice(0, schemaPath.lastIndexOf('/'))
  let from = kept.length
  while (from > 0) {
    const one = kept[from - 1]
    if (!one || !(one.instancePath === instancePath || one.instancePath.startsWith(`${instancePath}/`))) break
    const beside = one.schemaPath.startsWith(`${parent}/`) && !one.schemaPath.startsWith(`${schemaPath}/`)
    if (beside) break
    from--
  }
  return kept.splice(from)
}

/** Branches that are references report under the path of what they refer to. */
function branchOf({ schemaPath }: ErrorObject, choice: ErrorObject): string {
  if (schemaPath.startsWith(`${choice.schemaPath}/`))
    return schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? ''
  return schemaPath.split('/').slice(0, 3).join('/')
}
