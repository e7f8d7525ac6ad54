interface Props {
  servers: readonly { id: string; name: string }[]
  /** A server's id, or `''` for all. */
  value: string
  change: (value: string) => void
}

export function ServerSelect({ servers, value, change }: Props) {
  return (
    <select
      className="select plain"
      aria-label="Servers"
      value={value}
      onChange={(event) => change(event.target.value)}
    >
      <option value="">All servers</option>
      {servers.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
