import type { FieldTemplateProps } from '@rjsf/utils'
import { ADDITIONAL_PROPERTY_FLAG } from '@rjsf/utils'
import { useContext, useId, type ReactNode } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Plain } from '../../ui/plain.tsx'
import { safeText } from '../../words/hidden.ts'
import { pointerOf } from '../pointers.ts'
import { limitsOf, type Schema } from '../schema-words.ts'
import { FieldWiring, InsideOf, useProblemsAt } from './wiring.ts'

/** One argument, or one part of it: its name as the server has it, what it takes, and what is wrong with it. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { fieldPathId, children, schema, required, hidden, rawDescription, label } = props
  const { path } = fieldPathId
  const pointer = pointerOf(path)
  const id = useId()
  const inside = useContext(InsideOf)
  const problems = useProblemsAt(path)
  if (hidden) return null
  const within = inside?.pointer === pointer ? inside : undefined
  // A choice has said all of it.
  if (path.length === 0 || within?.kind === 'choice') return <>{children}</>
  const name = within?.label ?? String(path.at(-1) ?? label)
  const own = schema as Schema
  const grouped = isGroup(own)
  const hints = limitsOf(own)
  const description = within ? '' : (rawDescription ?? '')
  const described = [problems.length > 0 && `${id}-wrong`, (description || hints.length > 0) && `${id}-hint`]
  const wiring = {
    id: `${id}-in`,
    // The label of a group names none of its controls.
    label:
      ADDITIONAL_PROPERTY_FLAG in schema
        ? safeText(`Value of ${name}`)
        : within || grouped
          ? safeText(name)
          : undefined,
    describedBy: described.filter(Boolean).join(' ') || undefined,
    invalid: problems.length > 0,
  }
  const body = (
    <div className="stack field-in">
      <FieldWiring value={wiring}>{children}</FieldWiring>
      <Wrong id={`${id}-wrong`} problems={problems} />
      {(description || hints.length > 0) && (
        <span id={`${id}-hint`} className="hint">
          {description && <Plain text={description} />}
          {description && hints.length > 0 && <br />}
          {hints.length > 0 && <Plain text={hints.join(' · ')} />}
        </span>
      )}
    </div>
  )
  if (within)
    return (
      <div data-at={pointer} className="item-in">
        {body}
      </div>
    )
  if (ADDITIONAL_PROPERTY_FLAG in schema) return <Named {...props} pointer={pointer} body={body} />
  return (
    <div
      className="field schema-field"
      data-at={pointer}
      {...(grouped && { role: 'group', 'aria-labelledby': `${id}-label` })}
    >
      {grouped ? (
        <span className="label mono" id={`${id}-label`}>
          <Label name={name} required={required} />
        </span>
      ) : (
        <label className="mono" htmlFor={wiring.id}>
          <Label name={name} required={required} />
        </label>
      )}
      {body}
    </div>
  )
}

function Label({ name, required }: { name: string; required: boolean | undefined }) {
  return (
    <>
      <Plain text={name} /> {required && <span className="must">required</span>}
    </>
  )
}

/** Fields that are several controls. */
function isGroup(schema: Schema): boolean {
  const several = 'anyOf' in schema || 'oneOf' in schema || 'properties' in schema || 'additionalProperties' in schema
  return several || ['object', 'array', 'boolean', 'null'].includes(String(schema['type']))
}

/** An argument whose name is free. */
function Named({
  fieldPathId,
  pointer,
  body,
  onKeyRenameBlur,
  onRemoveProperty,
}: FieldTemplateProps & { pointer: string; body: ReactNode }) {
  const name = String(fieldPathId.path.at(-1) ?? '')
  return (
    <div className="named-field" data-at={pointer} role="group" aria-label={safeText(name)}>
      <input
        className="input mono"
        aria-label={safeText(`Name of ${name}`)}
        defaultValue={name}
        spellCheck={false}
        onBlur={onKeyRenameBlur}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.currentTarget.blur()
        }}
      />
      <InsideOf value={{ pointer, kind: 'named', label: name }}>{body}</InsideOf>
      <IconButton icon="minus" label={`Remove ${name}`} onClick={onRemoveProperty} />
    </div>
  )
}

function Wrong({ id, problems }: { id: string; problems: readonly string[] }) {
  if (problems.length === 0) return null
  return (
    <div id={id} className="mistake">
      <Icon name="failed" mark="failed" />
      <p>
        <Plain text={problems.join(' ')} />
      </p>
    </div>
  )
}
