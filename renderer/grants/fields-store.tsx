import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { at, type FieldsProps } from './fields.tsx'

export function StoreFields({ draft, change, wrong }: FieldsProps<'keyvalue'>) {
  return (
    <Field
      label="At most"
      mistake={at(wrong, 'main')}
      hint="A key-value store of its own, which outlives restarts. No other server sees it."
    >
      {(wiring) => (
        <span className="row">
          <TextInput
            {...wiring}
            className="input short"
            inputMode="numeric"
            value={draft.megabytes}
            change={(megabytes) => change({ ...draft, megabytes })}
          />
          <span className="quiet">MB</span>
        </span>
      )}
    </Field>
  )
}
