import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/text-input.tsx'
import type { Part } from './part.ts'
import { PlansBox } from './plans-box.tsx'

/** An ordinary value for a variable or a configuration key that the server names. */
export function ValuePart({ need, answer, change, planned, wrong }: Part<'value'>) {
  const { draft } = answer
  return (
    <>
      <Field label="Value" mistake={wrong[0]} hint={need.required ? undefined : 'Left empty, it gets none.'}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            value={draft.value}
            change={(value) => change({ ...answer, draft: { ...draft, value } })}
          />
        )}
      </Field>
      <PlansBox planned={planned} quiet />
    </>
  )
}
