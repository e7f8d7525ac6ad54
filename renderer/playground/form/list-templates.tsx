import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils'
import { canExpand, type OptionalDataControlsTemplateProps } from '@rjsf/utils'
import { useContext } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { safeText } from '../../words/hidden.ts'
import { pointerOf } from '../pointers.ts'
import { InsideOf } from './wiring.ts'

/** Longer lists are edited as JSON: a thousand rows of fields are no form. */
const mostItems = 100

export function ArrayFieldTemplate({ items, canAdd, onAddClick, fieldPathId, formData }: ArrayFieldTemplateProps) {
  const name = safeText(String(fieldPathId.path.at(-1) ?? ''))
  const total = Array.isArray(formData) ? formData.length : 0
  return (
    <div className="stack list-field">
      {items.slice(0, mostItems)}
      {total > mostItems && <p className="quiet">{total - mostItems} more items are in the JSON.</p>}
      {canAdd !== false && total <= mostItems && (
        <div>
          <Button small icon="plus" onClick={onAddClick} aria-label={`Add an item to ${name}`}>
            Add an item
          </Button>
        </div>
      )}
    </div>
  )
}

export function ArrayFieldItemTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) {
  const { fieldPathId, hasMoveUp, hasMoveDown, hasRemove, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps
  const outer = useContext(InsideOf)
  const { path } = fieldPathId
  const list = [...path].reverse().find((step) => typeof step === 'string') ?? outer?.label ?? 'Item'
  const label = safeText(`${list} ${index + 1}`)
  return (
    <div className="list-item">
      <InsideOf value={{ pointer: pointerOf(path), kind: 'item', label }}>{children}</InsideOf>
      <span className="row list-item-do">
        {(hasMoveUp || hasMoveDown) && (
          <>
            <IconButton
              icon="up"
              label={`Move ${label} up`}
              onClick={() => hasMoveUp && onMoveUpItem()}
              aria-disabled={!hasMoveUp}
            />
            <IconButton
              icon="down"
              label={`Move ${label} down`}
              onClick={() => hasMoveDown && onMoveDownItem()}
              aria-disabled={!hasMoveDown}
            />
          </>
        )}
        {hasRemove && <IconButton icon="minus" label={`Remove ${label}`} onClick={onRemoveItem} />}
      </span>
    </div>
  )
}

export function ObjectFieldTemplate(props: ObjectFieldTemplateProps) {
  const { properties, fieldPathId, schema, uiSchema, formData, onAddProperty, optionalDataControl } = props
  const root = fieldPathId.path.length === 0
  const expandable = canExpand(schema, uiSchema, formData as object | undefined)
  const content = (
    <>
      {properties.map(({ content: one }) => one)}
      {expandable && (
        <div>
          <Button small icon="plus" onClick={onAddProperty}>
            Add a property
          </Button>
        </div>
      )}
      {optionalDataControl}
    </>
  )
  if (root) return <div className="stack schema-fields">{content}</div>
  if (properties.length === 0) return <div className="row wrap">{content}</div>
  return <div className="stack schema-fields group-box">{content}</div>
}

/** Parts that may be left out are opened when they are wanted. */
export function OptionalDataControlsTemplate({ onAddClick, onRemoveClick }: OptionalDataControlsTemplateProps) {
  return (
    <div>
      {onAddClick ? (
        <Button small icon="plus" onClick={onAddClick}>
          Add it
        </Button>
      ) : (
        <Button small bare icon="minus" onClick={onRemoveClick ?? (() => undefined)}>
          Leave it out
        </Button>
      )}
    </div>
  )
}
