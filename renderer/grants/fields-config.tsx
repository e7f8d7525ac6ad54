import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { at, type FieldsProps } from './fields.tsx'

export function ConfigFields({ draft, change, wrong }: FieldsProps<'config'>) {
  return (
    <>
      <Field label="Key" mistake={at(wrong, 'main')} hint="For servers that ask for configuration values by key.">
        {(wiring) => <TextInput {...wiring} mono value={draft.key} change={(key) => change({ ...draft, key })} />}
      </Field>
      <Field
        label="Value"
        mistake={at(wrong, 'value')}
        hint="Kept as plain text. A key or a password belongs under Secret."
      >
        {(wiring) => <TextInput {...wiring} mono value={draft.value} change={(value) => change({ ...draft, value })} />}
      </Field>
    </>
  )
}
