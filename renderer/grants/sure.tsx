import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'

interface Props {
  reasons: string[]
  back: () => void
  go: () => void
  busy: boolean
}

/** The second question about what is rarely meant. The harmless answer has the focus. */
export function Sure({ reasons, back, go, busy }: Props) {
  return (
    <div className="notice denied sure" role="alert">
      <Icon name="denied" mark="denied" />
      <div>
        {reasons.map((reason) => (
          <p key={reason}>
            <b>
              <Plain text={reason} />
            </b>
          </p>
        ))}
        <p className="second">Allow it all the same?</p>
      </div>
      <span className="row">
        <Button small autoFocus onClick={back}>
          Go back
        </Button>
        <Button small className="danger" busy={busy} onClick={go}>
          Allow it anyway
        </Button>
      </span>
    </div>
  )
}
