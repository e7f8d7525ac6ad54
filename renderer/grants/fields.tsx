import type { Draft, DraftKind } from './draft.ts'
import { ConfigFields } from './fields-config.tsx'
import { DirectoryFields } from './fields-directory.tsx'
import { HostFields } from './fields-host.tsx'
import { SecretFields } from './fields-secret.tsx'
import { StoreFields } from './fields-store.tsx'
import { VariableFields } from './fields-variable.tsx'

/** What is wrong, at the field that it is about. */
export interface Wrong {
  field: 'main' | 'name' | 'value'
  text: string
  hint?: string | undefined
}

export interface FieldsProps<K extends DraftKind> {
  draft: Extract<Draft, { kind: K }>
  change: (draft: Draft) => void
  wrong: Wrong | null
}

export function at(wrong: Wrong | null, field: Wrong['field']): Wrong | null {
  return wrong?.field === field ? wrong : null
}

export function Fields({ draft, ...rest }: Omit<FieldsProps<DraftKind>, 'draft'> & { draft: Draft }) {
  switch (draft.kind) {
    case 'directory':
      return <DirectoryFields draft={draft} {...rest} />
    case 'host':
      return <HostFields draft={draft} {...rest} />
    case 'variable':
      return <VariableFields draft={draft} {...rest} />
    case 'config':
      return <ConfigFields draft={draft} {...rest} />
    case 'secret':
      return <SecretFields draft={draft} {...rest} />
    case 'keyvalue':
      return <StoreFields draft={draft} {...rest} />
  }
  return draft satisfies never
}
