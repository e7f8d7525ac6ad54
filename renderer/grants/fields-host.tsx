import { useId } from 'react'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { at, type FieldsProps } from './fields.tsx'

export function HostFields({ draft, change, wrong }: FieldsProps<'host'>) {
  const id = useId()
  return (
    <>
      <Field
        label="Host"
        mistake={at(wrong, 'main')}
        hint={
          <>
            Also <span className="mono">*.example.com</span>, <span className="mono">http://localhost:8080</span>, or{' '}
            <span className="mono">*</span> for any public address.
          </>
        }
      >
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            value={draft.pattern}
            placeholder="api.example.com"
            change={(pattern) => change({ ...draft, pattern })}
          />
        )}
      </Field>
      <div className="field">
        <span />
        <div>
          <label className="row tick" htmlFor={id}>
            <input
              id={id}
              className="check"
              type="checkbox"
              checked={draft.private}
              onChange={(event) => change({ ...draft, private: event.target.checked })}
            />
            Also where the name leads into your own network
          </label>
        </div>
      </div>
    </>
  )
}
