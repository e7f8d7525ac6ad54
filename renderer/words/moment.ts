import { clock, day } from './times.ts'

/** The last ms that has a date. */
export const lastMoment = 8.64e15

/** As a `datetime-local` field has it, to the second, in the reader's time zone; empty where the field cannot show it. */
export function momentText(at: number): string {
  const year = new Date(at).getFullYear()
  return year >= 1970 && year <= 9999 ? `${day(at)}T${clock(at)}` : ''
}

/** Null: not a moment. Who types the year 2026 writes 0002 first, so what is before 1970 is none. */
export function momentOf(text: string): number | null {
  const date = new Date(text)
  return date.getFullYear() >= 1970 ? Math.max(0, date.getTime()) : null
}
