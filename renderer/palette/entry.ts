import type { IconName } from '../ui/icon.tsx'

/** One thing that the palette can go to or do. */
export interface Entry {
  /** Stays the same from one opening to the next. */
  key: string
  kind: 'Screen' | 'Server' | 'Tab' | 'Tool' | 'Call' | 'Trap' | 'Client' | 'Action'
  text: string
  /** Where it belongs, or how old it is. */
  second?: string
  icon: IconName
  /** Other words that people look for it by. */
  also?: string
  /** The keys that do the same. */
  keys?: string
  run(): void
}
