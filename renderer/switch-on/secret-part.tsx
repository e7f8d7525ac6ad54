import { useSecrets } from '../store/store.ts'
import { Field, FieldGroup } from '../ui/field.tsx'
import { Plain } from '../ui/plain.tsx'
import { Segments } from '../ui/segments.tsx'
import { TextInput } from '../ui/text-input.tsx'
import type { Wrong } from '../grants/fields.tsx'
import { secretOf } from './answers.ts'
import type { Part } from './part.ts'
import { PlansBox } from './plans-box.tsx'

/** The value itself, or one that is stored already. Under which name the server gets it, it says itself. */
export function SecretPart({ answer, change, planned, wrong }: Part<'secret'>) {
  const secrets = useSecrets()
  const names = secrets?.secrets.map(({ name }) => name) ?? []
  const draft = secretOf(answer, names)
  const type = (edited: Partial<typeof draft>) =>
    change({ ...answer, which: 'new', draft: { ...answer.draft, ...edited } })
  const place = secrets?.kept === 'file' ? 'an encrypted file of this computer' : 'the keychain of this computer'
  return (
    <>
      {names.length > 0 && (
        <FieldGroup label="Secret">
          <Segments
            label="Which secret"
            value={draft.fresh ? 'new' : 'stored'}
            change={(which) => change({ ...answer, which: which as 'new' | 'stored' })}
            options={[
              { value: 'stored', text: 'One that is stored' },
              { value: 'new', text: 'A new one' },
            ]}
          />
        </FieldGroup>
      )}
      {draft.fresh ? (
        <>
          <Field
            label="The secret"
            mistake={of(wrong, 'value', 'name')}
            hint={
              <>
                Stored as{' '}
                <span className="mono">
                  <Plain text={draft.secret} />
                </span>{' '}
                in {place}. Never shown again, and blanked out in every record.
              </>
            }
          >
            {(wiring) => <TextInput {...wiring} mono masked value={draft.value} change={(value) => type({ value })} />}
          </Field>
          {(names.includes(draft.secret) || draft.secret !== draft.name || of(wrong, 'main')) && (
            <Field
              label="Stored as"
              mistake={of(wrong, 'main')}
              hint={
                names.includes(draft.secret)
                  ? 'A secret of this name is stored already: what you type takes its place.'
                  : undefined
              }
            >
              {(wiring) => <TextInput {...wiring} mono value={draft.secret} change={(secret) => type({ secret })} />}
            </Field>
          )}
        </>
      ) : (
        <Field label="Stored as" mistake={of(wrong, 'main', 'name', 'value')}>
          {(wiring) => (
            <select
              {...wiring}
              className="select mono"
              value={draft.secret}
              onChange={(event) => change({ ...answer, which: 'stored', stored: event.target.value })}
            >
              <option value="">Choose a secret</option>
              {names.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <PlansBox planned={planned} quiet />
    </>
  )
}

function of([wrong]: readonly (Wrong | null)[], ...fields: Wrong['field'][]): Wrong | null {
  return wrong && fields.includes(wrong.field) ? wrong : null
}
