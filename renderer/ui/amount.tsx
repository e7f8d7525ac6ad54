import type { Amount } from '../words/amounts.ts'

/** A number and its quieter unit. */
export function AmountText({ amount }: { amount: Amount }) {
  return (
    <>
      {amount.number} <span className="quiet">{amount.unit}</span>
    </>
  )
}
