import type { Tool } from '../../shared/domain.ts'

export type Does = 'reads' | 'writes' | 'changes' | 'deletes'

/** Servers say of overwriting and of deleting the same; the name tells them apart. */
const deleting = /(?:^|[^a-z])(?:delete|remove|rm|unlink|drop|erase|purge|prune|trash|clear|destroy|forget|reset)/i

/** What a server says of its own tool, in a word. Nothing when it says nothing. */
export function does({ name, annotations }: Pick<Tool, 'name' | 'annotations'>): Does | undefined {
  if (annotations?.readOnlyHint === true) return 'reads'
  if (annotations?.destructiveHint === true) return deleting.test(words(name)) ? 'deletes' : 'changes'
  return annotations?.readOnlyHint === false ? 'writes' : undefined
}

/** `deleteFile` as its words. */
function words(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
}

export const doesMeaning: Record<Does, string> = {
  reads: 'It changes nothing',
  writes: 'It adds something, or does not say more than that it writes',
  changes: 'It may change or overwrite what is there',
  deletes: 'It may delete what is there',
}

/** The four hints of MCP with what they mean. Absent ones are told with what a client must assume then. */
export function hintsOf({
  annotations,
}: Pick<Tool, 'annotations'>): { name: string; value: string; meaning: string }[] {
  const {
    readOnlyHint: reads,
    destructiveHint: destroys,
    idempotentHint: again,
    openWorldHint: open,
  } = annotations ?? {}
  const said = (value: boolean | undefined) => (value === undefined ? 'not said' : value ? 'yes' : 'no')
  return [
    {
      name: 'read only',
      value: said(reads),
      meaning: reads === true ? 'It changes nothing.' : 'It may change something.',
    },
    {
      name: 'destructive',
      value: said(destroys),
      meaning:
        reads === true
          ? 'Means nothing for a tool that only reads.'
          : destroys === false
            ? 'It only adds, and leaves what is there.'
            : 'It may overwrite or delete what is there.',
    },
    {
      name: 'idempotent',
      value: said(again),
      meaning:
        again === true
          ? 'The same call again changes nothing more.'
          : 'The same call again may change something again.',
    },
    {
      name: 'open world',
      value: said(open),
      meaning:
        open === false ? 'It works on what the server has.' : 'It may deal with things outside, such as the web.',
    },
  ]
}
