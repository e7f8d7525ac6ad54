import type { FieldProps, RJSFSchema } from '@rjsf/utils'
import { useId, useState, type ComponentType } from 'react'
import { safeText } from '../../words/hidden.ts'
import { pointerOf } from '../pointers.ts'
import { isObject, type Schema } from '../schema-words.ts'
import { InsideOf, useWiring } from './wiring.ts'

/** One of several forms that a value can have. What was chosen stays chosen, whatever is typed then. */
export function ChoiceField(props: FieldProps) {
  const { formData, schema, fieldPathId, registry, onChange } = props
  const { schemaUtils, fields } = registry
  const given = (schema.anyOf ?? schema.oneOf ?? []) as RJSFSchema[]
  const options = given.map((one) => schemaUtils.retrieveSchema(one, formData))
  const [chosen, setChosen] = useState(() =>
    formData === undefined ? 0 : schemaUtils.getClosestMatchingOption(formData, options, 0),
  )
  const id = useId()
  const wiring = useWiring()
  const { path } = fieldPathId
  const option = options[chosen]
  const name = safeText(String(path.at(-1) ?? ''))
  const choose = (index: number) => {
    setChosen(index)
    const next = options[index]
    if (next) onChange(startOf(next, formData), path)
  }
  const SchemaField = fields['SchemaField'] as ComponentType<FieldProps>
  return (
    <div className="stack choice-field">
      <select
        id={`${id}-choice`}
        className="select"
        aria-label={`${wiring['aria-label'] ?? (name || 'Arguments')}, kind`}
        aria-describedby={wiring['aria-describedby']}
        value={chosen}
        onChange={(event) => choose(Number(event.target.value))}
      >
        {given.map((one, index) => (
          <option key={index} value={index}>
            {safeText(String((one as Schema)['x-choice'] ?? `Choice ${index + 1}`))}
          </option>
        ))}
      </select>
      {option && option.type !== 'null' && (
        <InsideOf value={{ pointer: pointerOf(path), kind: 'choice', label: name }}>
          {/* Another choice has fields of its own. */}
          <SchemaField key={chosen} {...props} schema={withParent(schema, option)} />
        </InsideOf>
      )}
    </div>
  )
}

/** What stands beside the choices holds for each of them. */
function withParent({ required }: RJSFSchema, option: RJSFSchema): RJSFSchema {
  return required ? { ...option, required: [...new Set([...required, ...(option.required ?? [])])] } : option
}

/** A value to go on with: of an object the parts that it still has, with those that can have one value only. */
function startOf(option: RJSFSchema, before: unknown): unknown {
  if (option.type === 'null') return null
  if (Array.isArray(option.enum) && option.enum.length === 1) return option.enum[0]
  if (option.type === 'array') return Array.isArray(before) ? before : []
  const properties = option.properties as Record<string, Schema> | undefined
  if (option.type !== 'object' && !properties)
    return option.type === 'string' && typeof before === 'string' ? before : undefined
  const kept = isObject(before) ? before : {}
  const parts = Object.entries(properties ?? {}).flatMap(([name, { enum: values }]): [string, unknown][] => {
    const only = Array.isArray(values) && values.length === 1 && option.required?.includes(name)
    if (only) return [[name, values[0]]]
    return Object.hasOwn(kept, name) ? [[name, kept[name]]] : []
  })
  return Object.fromEntries(parts)
}
