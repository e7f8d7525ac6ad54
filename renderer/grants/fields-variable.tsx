import { Field, FieldGroup } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { at, type FieldsProps } from './fields.tsx'

export function VariableFields({ draft, change, wrong }: FieldsProps<'variable'>) {
  return (
    <>
      <Field label="Variable" mistake={at(wrong, 'main')}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            value={draft.name}
            placeholder="WEATHER_UNITS"
            change={(name) => change({ ...draft, name })}
          />
        )}
      </Field>
      <FieldGroup
        label="Gets"
        hint={draft.from === 'computer' ? 'Read anew at every start, where Belljar runs.' : undefined}
      >
        <Segments
          label="What the variable gets"
          value={draft.from}
          change={(from) => change({ ...draft, from })}
          options={[
            { value: 'value', text: 'A value' },
            { value: 'computer', text: 'What it is on this computer' },
          ]}
        />
      </FieldGroup>
      {draft.from === 'value' && (
        <Field
          label="Value"
          mistake={at(wrong, 'value')}
          hint="Kept as plain text. A key or a password belongs under Secret."
        >
          {(wiring) => (
            <TextInput {...wiring} mono value={draft.value} change={(value) => change({ ...draft, value })} />
          )}
        </Field>
      )}
    </>
  )
}
