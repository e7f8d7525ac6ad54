import type { Tool } from '../../shared/domain.ts'

/** What a server says of its own tool, in a word. Nothing when it says nothing. */
export function does({ annotations }: Pick<Tool, 'annotations'>): 'reads' | 'writes' | 'deletes' | undefined {
  if (annotations?.readOnlyHint === true) return 'reads'
  if (annotations?.destructiveHint === true) return 'deletes'
  return annotations?.readOnlyHint === false ? 'writes' : undefined
}
