interface Props {
  /** 0 to 1. */
  share: number
  label: string
  tone: 'calm' | 'starting' | 'failed'
}

export function Meter({ share, label, tone }: Props) {
  const percent = Math.round(share * 100)
  return (
    <span
      className={`meter ${tone}`}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${percent}%` }} />
    </span>
  )
}
