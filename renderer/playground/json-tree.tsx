import { JsonView } from 'react-json-view-lite'
import { useMemo } from 'react'
import { forTree } from './for-tree.ts'

/** JSON as a tree: arrow keys move and open. */
export default function JsonTree({ value }: { value: unknown }) {
  const data = useMemo(() => {
    const shown = forTree(value)
    return typeof shown === 'object' && shown !== null ? shown : { value: shown }
  }, [value])
  return (
    <div className="code json-tree">
      <JsonView
        data={data}
        style={look}
        aria-label="Result"
        clickToExpandNode
        shouldExpandNode={(level, node) =>
          level < 3 && (typeof node !== 'object' || node === null || Object.keys(node as object).length <= 50)
        }
      />
    </div>
  )
}

const look = {
  container: 'tree-in',
  basicChildStyle: 'tree-node',
  childFieldsContainer: 'tree-fields',
  label: 'k',
  clickableLabel: 'k tree-press',
  nullValue: 'n',
  undefinedValue: 'n',
  numberValue: 'n',
  stringValue: 's',
  booleanValue: 'n',
  otherValue: 'n',
  punctuation: 'q',
  expandIcon: 'tree-icon tree-closed',
  collapseIcon: 'tree-icon tree-open',
  collapsedContent: 'tree-more',
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  stringifyStringValues: true,
  ariaLables: { collapseJson: 'Close', expandJson: 'Open' },
}
