import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'

/** What a person should know before a grant is given. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <p key={warning} className="warns">
      <Icon name="denied" mark="denied" />
      <span>
        <Plain text={warning} />
      </span>
    </p>
  ))
}
