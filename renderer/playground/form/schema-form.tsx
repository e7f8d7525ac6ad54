// Its index also loads a validator that makes code at run time.
import Form from '@rjsf/core/lib/components/Form.js'
import type { RJSFSchema, CyclicSchemaExpandProps } from '@rjsf/utils'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import type { Schema } from '../schema-words.ts'
import { ChoiceField } from './choice-field.tsx'
import { FieldTemplate } from './field-template.tsx'
import {
  ArrayFieldItemTemplate,
  ArrayFieldTemplate,
  ObjectFieldTemplate,
  OptionalDataControlsTemplate,
} from './list-templates.tsx'
import { AnyField, BooleanField, NullField, NumberField, SelectWidget, TextWidget } from './plain-fields.tsx'
import { choiceValidator } from './validator.ts'
import { Problems } from './wiring.ts'

interface Props {
  /** As it was prepared. */
  schema: Schema
  start: unknown
  change: (value: unknown) => void
  problems: ReadonlyMap<string, readonly string[]>
}

/** The arguments as fields. It keeps the value while it is open; `start` is read once. */
export default function SchemaForm({ schema, start, change, problems }: Props) {
  const [value, setValue] = useState(start)
  return (
    <Problems value={problems}>
      <Form
        tagName="div"
        idPrefix="argument"
        schema={schema as RJSFSchema}
        formData={value}
        validator={choiceValidator}
        fields={fields}
        widgets={widgets}
        templates={templates}
        uiSchema={uiSchema}
        noValidate
        showErrorList={false}
        experimental_defaultFormStateBehavior={defaults}
        onChange={({ formData }) => {
          setValue(formData)
          change(formData ?? {})
        }}
      >
        <></>
      </Form>
    </Problems>
  )
}

/** Nothing is filled in that nobody wrote. */
const defaults = { emptyObjectFields: 'skipEmptyDefaults', arrayMinItems: { populate: 'never' } } as const

/** Parts that may be left out are opened when they are wanted; the arguments themselves are always there. */
const uiSchema = {
  'ui:globalOptions': { enableOptionalDataFieldForType: ['object' as const] },
  'ui:options': { enableOptionalDataFieldForType: [] },
}

const fields = {
  AnyOfField: ChoiceField,
  OneOfField: ChoiceField,
  NumberField,
  BooleanField,
  NullField,
  FallbackField: AnyField,
}

const widgets = { TextWidget, TextareaWidget: TextWidget, SelectWidget }

const templates = {
  FieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  ObjectFieldTemplate,
  OptionalDataControlsTemplate,
  CyclicSchemaExpandTemplate: Expand,
}

/** Schemas that refer to themselves are drawn a level at a time. */
function Expand({ onExpand, fieldPathId }: CyclicSchemaExpandProps) {
  const name = String(fieldPathId.path.at(-1) ?? '')
  return (
    <div className="field schema-field">
      <span className="label mono">{name}</span>
      <div>
        <Button small icon="plus" aria-label={`Open ${name}`} onClick={() => onExpand(fieldPathId.$id)}>
          Open
        </Button>
      </div>
    </div>
  )
}
