import { createContext, useContext } from 'react'
import { pointerOf } from '../pointers.ts'

/** What is wrong, by JSON pointer. */
export const Problems = createContext<ReadonlyMap<string, readonly string[]>>(new Map())

/** What a field has around it. */
export interface Wiring {
  id: string
  /** Where no label is visible. */
  label?: string | undefined
  describedBy?: string | undefined
  invalid: boolean
}
export const FieldWiring = createContext<Wiring>({ id: '', invalid: false })

export function useWiring(): {
  id: string
  'aria-label': string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': boolean
} {
  const { id, label, describedBy, invalid } = useContext(FieldWiring)
  return { id, 'aria-label': label, 'aria-describedby': describedBy, 'aria-invalid': invalid }
}

/** The field that a list or a choice draws itself around: it needs no label of its own there. */
export interface Inside {
  pointer: string
  kind: 'item' | 'choice' | 'named'
  label: string
}
export const InsideOf = createContext<Inside | null>(null)

export function useProblemsAt(path: readonly (string | number)[]): readonly string[] {
  return useContext(Problems).get(pointerOf(path)) ?? []
}
