import { useState, type ReactNode } from 'react'
import { Search } from '../ui/search.tsx'

interface Props {
  label: string
  placeholder: string
  children: (filter: string) => ReactNode
}

/** A tab with its own filter above it. */
export function FilteredTab({ label, placeholder, children }: Props) {
  const [filter, setFilter] = useState('')
  return (
    <>
      <div className="bar slim">
        <Search label={label} placeholder={placeholder} value={filter} change={setFilter} />
      </div>
      {children(filter)}
    </>
  )
}
