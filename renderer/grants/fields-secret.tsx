import { useSecrets } from '../store/store.ts'
import { wantSecrets } from '../store/records.ts'
import { Field, FieldGroup } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { useOnce } from '../ui/use-once.ts'
import type { Draft } from './draft.ts'
import { at, type FieldsProps } from './fields.tsx'

type SecretDraft = Extract<Draft, { kind: 'secret' }>

/** One that is stored already, or a new one that is stored together with the grant. */
export function SecretFields({ draft, change, wrong }: FieldsProps<'secret'>) {
  useOnce(wantSecrets)
  const stored = useSecrets()?.secrets ?? []
  const fresh = draft.fresh || (stored.length === 0 && !draft.secret)
  const takesPlace = fresh && stored.some(({ name }) => name === draft.secret.trim())
  return (
    <>
      {stored.length > 0 && (
        <FieldGroup label="Secret">
          <Segments
            label="Which secret"
            value={fresh ? 'new' : 'stored'}
            change={(which) => change({ ...draft, fresh: which === 'new' })}
            options={[
              { value: 'stored', text: 'One that is stored' },
              { value: 'new', text: 'A new one' },
            ]}
          />
        </FieldGroup>
      )}
      {fresh ? (
        <FreshSecret draft={draft} change={change} wrong={wrong} takesPlace={takesPlace} />
      ) : (
        <Field label="Stored as" mistake={at(wrong, 'main')}>
          {(wiring) => (
            <select
              {...wiring}
              className="select mono"
              value={stored.some(({ name }) => name === draft.secret) ? draft.secret : ''}
              onChange={(event) => change(named(draft, event.target.value))}
            >
              <option value="">Choose a secret</option>
              {stored.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <FieldGroup label="Given as">
        <Segments
          label="Given as"
          value={draft.as}
          change={(as) => change({ ...draft, as })}
          options={[
            { value: 'environment', text: 'Variable' },
            { value: 'config', text: 'Configuration value' },
          ]}
        />
      </FieldGroup>
      <Field label={draft.as === 'environment' ? 'Variable' : 'Key'} mistake={at(wrong, 'name')}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            value={draft.name}
            placeholder={draft.as === 'environment' ? 'OPENAI_API_KEY' : 'api-key'}
            change={(name) => change({ ...draft, name })}
          />
        )}
      </Field>
    </>
  )
}

function FreshSecret({ draft, change, wrong, takesPlace }: FieldsProps<'secret'> & { takesPlace: boolean }) {
  return (
    <>
      <Field
        label="Stored as"
        mistake={at(wrong, 'main')}
        hint={takesPlace ? 'A secret of this name is stored already: what you type takes its place.' : undefined}
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            value={draft.secret}
            placeholder="OPENAI_API_KEY"
            change={(secret) => change({ ...named(draft, secret), fresh: true })}
          />
        )}
      </Field>
      <Field
        label="The secret"
        mistake={at(wrong, 'value')}
        hint="Never shown again, never in a log or an argument; blanked out in every record."
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            masked
            value={draft.value}
            change={(value) => change({ ...draft, value, fresh: true })}
          />
        )}
      </Field>
    </>
  )
}

/** The variable follows the secret's name until somebody writes another. */
function named(draft: SecretDraft, secret: string): SecretDraft {
  return { ...draft, secret, name: draft.name === draft.secret ? secret : draft.name }
}
